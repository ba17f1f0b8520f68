import { type Affine, scaled, shifted, toMap } from "./affine.ts";
import type { Crs } from "./crs.ts";
import { type Extent, extent } from "./extent.ts";
import { pixel } from "./point.ts";

/** Where a rectangle of pixels lies: of a file, a layer or one tile alike. */
export interface Grid {
  readonly crs: Crs;
  readonly affine: Affine;
  readonly cols: number;
  readonly rows: number;
}

/** A rectangle of whole pixels inside a grid; it may reach past the grid's edges. */
export interface Window {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/** The grid of one window. */
export const windowGrid = ({ crs, affine }: Grid, { col, row, cols, rows }: Window): Grid => ({ crs, affine: shifted(affine, col, row), cols, rows });

/** The same ground in cells of 2^level by 2^level; the last column and row may reach past the ground. */
export const gridAt = (grid: Grid, level: number): Grid =>
  level === 0
    ? grid
    : { crs: grid.crs, affine: scaled(grid.affine, 2 ** level), cols: Math.ceil(grid.cols / 2 ** level), rows: Math.ceil(grid.rows / 2 ** level) };

/** The bounding extent of the four outer corners. */
export function gridExtent({ affine, cols, rows }: Grid): Extent {
  const corners = [pixel(0, 0), pixel(cols, 0), pixel(0, rows), pixel(cols, rows)].map((p) => toMap(affine, p));
  const xs = corners.map((p) => p.x);
  const ys = corners.map((p) => p.y);
  return extent(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
}

/** Width and height of a cell in map units, along the grid's own axes. */
export const cellSize = ({ affine: [a, b, , d, e] }: Grid): { readonly width: number; readonly height: number } => ({
  width: Math.hypot(a, d),
  height: Math.hypot(b, e),
});

/** The part of `window` inside cols × rows, or null when there is none. */
export function clipWindow({ col, row, cols, rows }: Window, limit: { readonly cols: number; readonly rows: number }): Window | null {
  const left = Math.max(0, col);
  const top = Math.max(0, row);
  const right = Math.min(limit.cols, col + cols);
  const bottom = Math.min(limit.rows, row + rows);
  return left < right && top < bottom ? { col: left, row: top, cols: right - left, rows: bottom - top } : null;
}
