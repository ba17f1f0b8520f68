import { convolution } from "./convolution.ts";
import { edgeTolerance, isHole, type Resampler, type RowKernel, type Sampling } from "./sampling.ts";

/** Smallest sum of weights that still gives a value. GDAL's figure. */
const leastWeight = 0.00001;
/** From this scale up four neighbours serve; below, the kernel is widened. GDAL's figure. */
export const fourSampleScale = 0.95;

const row: RowKernel = (source, band, spots, target, at) => {
  const { cols, rows, window } = source;
  const cells = source.bands[band]!;
  const stride = window.cols;
  const origin = window.row * stride + window.col;
  // Between the centres of the outermost cells there are four neighbours.
  const innerX = cols - 0.5;
  const innerY = rows - 0.5;
  const { count, xs, ys } = spots;
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(target[at + i])) continue;
    const x = xs[i]!;
    const y = ys[i]!;
    if (x >= 0.5 && y >= 0.5 && x < innerX && y < innerY) {
      const col = (x - 0.5) | 0;
      const row = (y - 0.5) | 0;
      const u = x - 0.5 - col;
      const v = y - 0.5 - row;
      const k = row * stride + col - origin;
      const north = cells[k]! * (1 - u) + cells[k + 1]! * u;
      const south = cells[k + stride]! * (1 - u) + cells[k + stride + 1]! * u;
      const value = north * (1 - v) + south * v;
      if (!Number.isNaN(value)) {
        target[at + i] = value;
        continue;
      }
    }
    target[at + i] = atRim(source, band, x, y);
  }
};

/** The value at a place where a neighbour is missing; NaN off the raster and in holes. */
function atRim(source: Sampling, band: number, x: number, y: number): number {
  const isOn = x >= 0 && y >= 0 && x <= source.cols - edgeTolerance && y <= source.rows - edgeTolerance;
  return !isOn || isHole(source, x, y) ? Number.NaN : bilinearValue(source, band, x, y);
}

/** The mean of the up to four neighbours that have a value, by nearness; NaN when none of them weighs anything. */
export function bilinearValue({ cols, rows, window, bands }: Sampling, band: number, x: number, y: number): number {
  const cells = bands[band]!;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  let sum = 0;
  let weights = 0;
  for (let row = Math.max(top, 0); row <= Math.min(top + 1, rows - 1); row++)
    for (let col = Math.max(left, 0); col <= Math.min(left + 1, cols - 1); col++) {
      const value = cells[(row - window.row) * window.cols + col - window.col]!;
      if (Number.isNaN(value)) continue;
      const weight = (1 - Math.abs(x - 0.5 - col)) * (1 - Math.abs(y - 0.5 - row));
      sum += value * weight;
      weights += weight;
    }
  return weights < leastWeight ? Number.NaN : sum / weights;
}

const widened = convolution({ radius: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)), leastShare: 0 });

/**
 * Two by two neighbours by nearness. NoData and the raster's edge drop out and the weights of the rest are renormalised;
 * a place whose own cell is NoData stays NoData. Shrinking widens the kernel.
 */
export const bilinear: Resampler = {
  at: "centre",
  reach: widened.reach,
  row: (source, band, spots, target, at) =>
    (source.scaleX >= fourSampleScale && source.scaleY >= fourSampleScale ? row : widened.row)(source, band, spots, target, at),
};
