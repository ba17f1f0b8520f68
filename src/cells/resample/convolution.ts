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

/**
 * A separable weighted mean over the kernel's window. Shrinking stretches the kernel over 1 / scale source cells, so that no
 * source cell is passed over. Cells without a value and cells beyond the raster's edge drop out, and the rest is renormalised.
 */
export function convolution({ radius, weight, leastShare }: Kernel): Resampler {
  const reach = (scale: number) => (scale < 1 ? Math.ceil(radius / scale) : radius);
  const row: RowKernel = (source, band, { count, xs, ys }, target, at) => {
    const { cols, rows, window, bands } = source;
    const cells = bands[band]!;
    const stride = window.cols;
    const stretchX = Math.min(source.scaleX, 1);
    const stretchY = Math.min(source.scaleY, 1);
    const reachX = reach(source.scaleX);
    const reachY = reach(source.scaleY);
    const weightsX = new Float64Array(2 * reachX + 1);
    const lastX = cols - edgeTolerance;
    const lastY = rows - edgeTolerance;
    for (let i = 0; i < count; i++) {
      if (!Number.isNaN(target[at + i])) continue;
      const x = xs[i]!;
      const y = ys[i]!;
      if (!(x >= 0 && y >= 0 && x <= lastX && y <= lastY) || isHole(source, x, y)) continue;
      const col = Math.floor(x - 0.5);
      const row = Math.floor(y - 0.5);
      const left = Math.max(col - reachX, 0);
      const right = Math.min(col + reachX, cols - 1);
      const top = Math.max(row - reachY, 0);
      const bottom = Math.min(row + reachY, rows - 1);
      for (let c = left; c <= right; c++) weightsX[c - left] = weight((c + 0.5 - x) * stretchX);
      let sum = 0;
      let weights = 0;
      let present = 0;
      let places = 0;
      for (let r = top; r <= bottom; r++) {
        const weightY = weight((r + 0.5 - y) * stretchY);
        if (weightY === 0) continue;
        const start = (r - window.row) * stride - window.col;
        for (let c = left; c <= right; c++) {
          const weightX = weightsX[c - left]!;
          if (weightX === 0) continue;
          places++;
          const value = cells[start + c]!;
          if (Number.isNaN(value)) continue;
          present++;
          sum += value * weightX * weightY;
          weights += weightX * weightY;
        }
      }
      if (weights >= leastWeight && present >= Math.floor(places * leastShare)) target[at + i] = sum / weights;
    }
  };
  return { at: "centre", reach, row };
}
