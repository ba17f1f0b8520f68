import { bilinearValue, fourSampleScale } from "./bilinear.ts";
import { convolution } from "./convolution.ts";
import { edgeTolerance, isHole, type Resampler, type RowKernel } from "./sampling.ts";

/** Cubic convolution with a = -1/2 (Catmull-Rom) at a distance in cells. */
export function cubicWeight(distance: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return d * d * (1.5 * d - 2.5) + 1;
  return d < 2 ? d * d * (2.5 - 0.5 * d) - 4 * d + 2 : 0;
}

const row: RowKernel = (source, band, { count, xs, ys }, target, at) => {
  const { cols, rows, window, bands } = source;
  const cells = bands[band]!;
  const stride = window.cols;
  const lastX = cols - edgeTolerance;
  const lastY = rows - edgeTolerance;
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(target[at + i])) continue;
    const x = xs[i]!;
    const y = ys[i]!;
    if (!(x >= 0 && y >= 0 && x <= lastX && y <= lastY)) continue;
    const col = Math.floor(x - 0.5);
    const row = Math.floor(y - 0.5);
    if (col >= 1 && row >= 1 && col + 2 < cols && row + 2 < rows) {
      const u = x - 0.5 - col;
      const v = y - 0.5 - row;
      const w0 = 0.5 * u * (u * (2 - u) - 1);
      const w1 = 1 + 0.5 * u * u * (3 * u - 5);
      const w2 = 0.5 * u * (1 + u * (4 - 3 * u));
      const w3 = 0.5 * u * u * (u - 1);
      let k = (row - 1 - window.row) * stride + col - 1 - window.col;
      let value = 0.5 * v * (v * (2 - v) - 1) * (w0 * cells[k]! + w1 * cells[k + 1]! + w2 * cells[k + 2]! + w3 * cells[k + 3]!);
      k += stride;
      value += (1 + 0.5 * v * v * (3 * v - 5)) * (w0 * cells[k]! + w1 * cells[k + 1]! + w2 * cells[k + 2]! + w3 * cells[k + 3]!);
      k += stride;
      value += 0.5 * v * (1 + v * (4 - 3 * v)) * (w0 * cells[k]! + w1 * cells[k + 1]! + w2 * cells[k + 2]! + w3 * cells[k + 3]!);
      k += stride;
      value += 0.5 * v * v * (v - 1) * (w0 * cells[k]! + w1 * cells[k + 1]! + w2 * cells[k + 2]! + w3 * cells[k + 3]!);
      if (!Number.isNaN(value)) {
        target[at + i] = value;
        continue;
      }
    }
    target[at + i] = isHole(source, x, y) ? Number.NaN : bilinearValue(source, band, x, y);
  }
};

const widened = convolution({ radius: 2, weight: cubicWeight, leastShare: 0 });

/**
 * Four by four neighbours, cubic convolution with a = -1/2. Where one of the sixteen is NoData or beyond the raster's edge the
 * cell is bilinear instead, as in GDAL. Shrinking widens the kernel.
 */
export const cubic: Resampler = {
  at: "centre",
  reach: widened.reach,
  row: (source, band, spots, target, at) =>
    (source.scaleX >= fourSampleScale && source.scaleY >= fourSampleScale ? row : widened.row)(source, band, spots, target, at),
};
