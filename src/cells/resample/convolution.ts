import { edgeTolerance, isHole, type Resampler, type RowKernel } from "./sampling.ts";

export interface Kernel {
  /** Half the kernel's width in cells. */
  readonly radius: number;
  /** Weight at a distance in cells, zero from the radius on. Any constant factor cancels. */
  weight(distance: number): number;
  /** Fewer cells with a value than this share of the kernel's window give no value. */
  readonly leastShare: number;
}

/** Smallest sum of weights that still gives a value. GDAL's figure. */
const leastWeight = 0.000001;
/** Weights tabled per cell of distance; between them they are interpolated, to six digits. */
const perCell = 1024;

/**
 * A separable weighted mean over the kernel's window. Shrinking stretches the kernel over 1 / scale source cells, so that no
 * source cell is passed over. Cells without a value and cells beyond the raster's edge drop out, and the rest is renormalised.
 */
export function convolution({ radius, weight, leastShare }: Kernel): Resampler {
  const table = Float64Array.from({ length: radius * perCell + 2 }, (_, i) => (i < radius * perCell ? weight(i / perCell) : 0));
  const reach = (scale: number) => (scale < 1 ? Math.ceil(radius / scale) : radius);

  /** Weights of cells first..last around a centre; returns their sum. */
  const fill = (weights: Float64Array, first: number, last: number, centre: number, stretch: number): number => {
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const place = Math.abs(k + 0.5 - centre) * stretch * perCell;
      const i = Math.floor(place);
      const value = i < radius * perCell ? table[i]! + (place - i) * (table[i + 1]! - table[i]!) : 0;
      weights[k - first] = value;
      sum += value;
    }
    return sum;
  };

  const row: RowKernel = (source, band, { count, xs, ys }, target, at) => {
    const { cols, rows, window, bands } = source;
    const cells = bands[band]!;
    const stride = window.cols;
    const stretchX = Math.min(source.scaleX, 1);
    const stretchY = Math.min(source.scaleY, 1);
    const reachX = reach(source.scaleX);
    const reachY = reach(source.scaleY);
    const weightsX = new Float64Array(2 * reachX + 1);
    const weightsY = new Float64Array(2 * reachY + 1);
    const lastX = cols - edgeTolerance;
    const lastY = rows - edgeTolerance;
    for (let i = 0; i < count; i++) {
      if (!Number.isNaN(target[at + i])) continue;
      const x = xs[i]!;
      const y = ys[i]!;
      if (!(x >= 0 && y >= 0 && x <= lastX && y <= lastY)) continue;
      const left = Math.max(Math.floor(x - 0.5) - reachX + 1, 0);
      const right = Math.min(Math.floor(x - 0.5) + reachX, cols - 1);
      const top = Math.max(Math.floor(y - 0.5) - reachY + 1, 0);
      const bottom = Math.min(Math.floor(y - 0.5) + reachY, rows - 1);
      const total = fill(weightsX, left, right, x, stretchX) * fill(weightsY, top, bottom, y, stretchY);
      const width = right - left + 1;
      let sum = 0;
      let start = (top - window.row) * stride + left - window.col;
      for (let r = 0; r <= bottom - top; r++) {
        let across = 0;
        for (let c = 0; c < width; c++) across += weightsX[c]! * cells[start + c]!;
        sum += weightsY[r]! * across;
        start += stride;
      }
      if (!Number.isNaN(sum) && total >= leastWeight) target[at + i] = sum / total;
      else if (!isHole(source, x, y))
        target[at + i] = partial(cells, (top - window.row) * stride + left - window.col, stride, weightsX, width, weightsY, bottom - top + 1);
    }
  };

  /** The same where some cells have no value. */
  const partial = (
    cells: Float64Array,
    from: number,
    stride: number,
    weightsX: Float64Array,
    width: number,
    weightsY: Float64Array,
    height: number,
  ): number => {
    let sum = 0;
    let total = 0;
    let present = 0;
    let places = 0;
    for (let r = 0; r < height; r++)
      for (let c = 0; c < width; c++) {
        const weight = weightsX[c]! * weightsY[r]!;
        if (weight === 0) continue;
        places++;
        const value = cells[from + r * stride + c]!;
        if (Number.isNaN(value)) continue;
        present++;
        sum += value * weight;
        total += weight;
      }
    return total >= leastWeight && present >= Math.floor(places * leastShare) ? sum / total : Number.NaN;
  };
  return { at: "centre", reach, row };
}
