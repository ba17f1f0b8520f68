import type { Window } from "../../grid/grid.ts";

/** How a value between cell centres is found. */
export type PointMethod = "nearest" | "bilinear" | "cubicConvolution" | "cubicSpline";

/** Cells around a point: a band over a window of a raster, and the part of the raster that holds data. */
export interface Patch {
  readonly window: Window;
  readonly band: Float64Array;
  /** Places past its edges take the cell at the edge. */
  readonly limit: Window;
}

/** How many cells beyond a point's own each method reads. */
export const pointReach: Readonly<Record<PointMethod, number>> = { nearest: 0, bilinear: 1, cubicConvolution: 2, cubicSpline: 3 };

/**
 * The value at (x, y), in pixels of the raster, by GeoTrellis' rules. Bilinear: the up to four cells around, those without
 * a value left out and the weights of the rest made whole. Cubic convolution: 4 × 4 cells, Catmull-Rom. Cubic spline:
 * 6 × 6 cells, Akima. Where one of these 16 or 36 cells has no value, the bilinear one stands in. NaN is NoData.
 */
export function valueAt(method: PointMethod, patch: Patch, x: number, y: number): number {
  switch (method) {
    case "nearest":
      return cellAt(patch, Math.floor(x), Math.floor(y));
    case "bilinear":
      return bilinearAt(patch, x, y);
    case "cubicConvolution":
      return curvedAt(patch, x, y, 4, cubicConvolution);
    case "cubicSpline":
      return curvedAt(patch, x, y, 6, akima);
    default:
      return method satisfies never;
  }
}

function cellAt({ window, band, limit }: Patch, col: number, row: number): number {
  const c = Math.min(limit.col + limit.cols - 1, Math.max(limit.col, col)) - window.col;
  const r = Math.min(limit.row + limit.rows - 1, Math.max(limit.row, row)) - window.row;
  return c >= 0 && r >= 0 && c < window.cols && r < window.rows ? band[r * window.cols + c]! : Number.NaN;
}

function bilinearAt(patch: Patch, x: number, y: number): number {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const { col, row, cols, rows } = patch.limit;
  let sum = 0;
  let weights = 0;
  for (let r = Math.max(row, top); r <= Math.min(row + rows - 1, top + 1); r++)
    for (let c = Math.max(col, left); c <= Math.min(col + cols - 1, left + 1); c++) {
      const value = cellAt(patch, c, r);
      const weight = (1 - Math.abs(x - 0.5 - c)) * (1 - Math.abs(y - 0.5 - r));
      if (Number.isNaN(value) || weight === 0) continue;
      sum += value * weight;
      weights += weight;
    }
  return weights === 0 ? Number.NaN : sum / weights;
}

/** Along the rows, then along the column of what they give. */
function curvedAt(patch: Patch, x: number, y: number, taps: 4 | 6, curve: (p: readonly number[], x: number) => number): number {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const places = Array.from({ length: taps }, (_, i) => i + 1 - taps / 2);
  const rows = places.map((down) =>
    curve(
      places.map((along) => cellAt(patch, left + along, top + down)),
      x - 0.5 - left,
    ),
  );
  const value = curve(rows, y - 0.5 - top);
  return Number.isNaN(value) ? bilinearAt(patch, x, y) : value;
}

/** Catmull-Rom between the second and third of four values, x from 0 to 1. */
function cubicConvolution(p: readonly number[], x: number): number {
  const [p0, p1, p2, p3] = p as [number, number, number, number];
  return p1 + 0.5 * x * (p2 - p0 + x * (2 * p0 - 5 * p1 + 4 * p2 - p3 + x * (3 * (p1 - p2) + p3 - p0)));
}

/** Akima's spline between the third and fourth of six values, x from 0 to 1. */
function akima(p: readonly number[], x: number): number {
  const slopes = Array.from({ length: 5 }, (_, i) => p[i + 1]! - p[i]!);
  const tangent = (i: number) => {
    const [before, left, right, after] = slopes.slice(i, i + 4) as [number, number, number, number];
    const leftWeight = Math.abs(after - right);
    const rightWeight = Math.abs(left - before);
    return leftWeight + rightWeight === 0 ? (left + right) / 2 : (leftWeight * left + rightWeight * right) / (leftWeight + rightWeight);
  };
  const start = p[2]!;
  const rise = slopes[2]!;
  const [from, to] = [tangent(0), tangent(1)];
  return start + x * (from + x * (3 * rise - 2 * from - to + x * (from + to - 2 * rise)));
}
