import { type Affine, invert } from "./affine.ts";
import type { Window } from "./grid.ts";
import { edgesOf, type Shape } from "./shapes.ts";

/** Which cells a polygon has: those whose centre it holds, those it covers in part, or those it covers wholly. */
export type BurnRule = "centre" | "touched" | "covered";

/** A shape in the pixels of one raster. */
export interface PixelShape {
  readonly kind: Shape["kind"];
  readonly ends: Float64Array;
  /** First and last row it reaches. */
  readonly top: number;
  readonly bottom: number;
}

/** A shape of the raster's own CRS in its pixels. */
export function pixelShape(shape: Shape, affine: Affine): PixelShape {
  const [a, b, c, d, e, f] = invert(affine);
  const ends = edgesOf(shape);
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < ends.length; i += 2) {
    const x = ends[i]!;
    const y = ends[i + 1]!;
    ends[i] = onLine(a * x + b * y + c);
    ends[i + 1] = onLine(d * x + e * y + f);
    top = Math.min(top, ends[i + 1]!);
    bottom = Math.max(bottom, ends[i + 1]!);
  }
  return { kind: shape.kind, ends, top, bottom };
}

/** A vertex this near a cell's border or centre line, in cells, is on it: rounding of the coordinates must not decide. */
const near = 1e-9;
const onLine = (value: number): number => {
  const halves = Math.round(2 * value) / 2;
  return Math.abs(value - halves) < near ? halves : value;
};

/**
 * Call `paint` for the cells of a window that a shape has, in absolute columns and rows, from column `from` to `to`
 * (exclusive); cells may come twice. Points have the cell they lie in, west and north border included; lines the cells of
 * Bresenham's line between the cells of their vertices. A polygon's centre rule is GeoTrellis' PixelIsPoint: a row's cells
 * between two crossings, the first border in and the last out of centres; a horizontal edge on a line of centres has them all.
 */
export function burn(shape: PixelShape, window: Window, rule: BurnRule, paint: (row: number, from: number, to: number, isIn: boolean) => void): void {
  if (Math.floor(shape.bottom) < window.row || Math.floor(shape.top) >= window.row + window.rows) return;
  const within = (row: number, from: number, to: number, isIn: boolean) => {
    const start = Math.max(from, window.col);
    const end = Math.min(to, window.col + window.cols);
    if (row >= window.row && row < window.row + window.rows && start < end) paint(row, start, end, isIn);
  };
  if (shape.kind !== "polygon") {
    for (let i = 0; i < shape.ends.length; i += 4) line(shape.ends.subarray(i, i + 4), window, within);
    return;
  }
  const last = Math.min(window.row + window.rows - 1, Math.floor(shape.bottom));
  for (let row = Math.max(window.row, Math.floor(shape.top)); row <= last; row++) {
    centres(shape.ends, row, within);
    if (rule !== "centre") borders(shape.ends, row, (from, to) => within(row, from, to, rule === "touched"));
  }
}

/** Cells of one row whose centres lie inside, even-odd. */
function centres(ends: Float64Array, row: number, paint: (row: number, from: number, to: number, isIn: boolean) => void): void {
  const y = row + 0.5;
  const crossings: number[] = [];
  for (let i = 0; i < ends.length; i += 4) {
    const y1 = ends[i + 1]!;
    const y2 = ends[i + 3]!;
    if (y1 === y2) {
      if (y1 === y) paint(row, Math.floor(Math.min(ends[i]!, ends[i + 2]!) + 0.5), Math.floor(Math.max(ends[i]!, ends[i + 2]!) + 0.5), true);
    } else if (Math.min(y1, y2) <= y && y < Math.max(y1, y2)) crossings.push(crossing(ends, i, y));
  }
  crossings.sort((l, r) => l - r);
  for (let i = 0; i + 1 < crossings.length; i += 2) paint(row, Math.floor(crossings[i]! + 0.5), Math.floor(crossings[i + 1]! + 0.5), true);
}

/** Cells of one row through whose inside an edge runs: the polygon has a part of them. */
function borders(ends: Float64Array, row: number, paint: (from: number, to: number) => void): void {
  for (let i = 0; i < ends.length; i += 4) {
    const y1 = ends[i + 1]!;
    const y2 = ends[i + 3]!;
    const top = Math.max(row, Math.min(y1, y2));
    const bottom = Math.min(row + 1, Math.max(y1, y2));
    const isInside = y1 === y2 ? y1 > row && y1 < row + 1 : top < bottom;
    if (!isInside) continue;
    const x1 = y1 === y2 ? ends[i]! : crossing(ends, i, top);
    const x2 = y1 === y2 ? ends[i + 2]! : crossing(ends, i, bottom);
    const west = Math.min(x1, x2);
    const east = Math.max(x1, x2);
    // An edge along the border of two cells runs through neither.
    if (west === east && Number.isInteger(west)) continue;
    paint(Math.floor(west), Math.max(Math.ceil(east), Math.floor(west) + 1));
  }
}

/** Where an edge crosses a horizontal line, computed from its upper end so that both directions agree. */
function crossing(ends: Float64Array, i: number, y: number): number {
  const down = ends[i + 1]! < ends[i + 3]!;
  const x1 = ends[down ? i : i + 2]!;
  const y1 = ends[down ? i + 1 : i + 3]!;
  const x2 = ends[down ? i + 2 : i]!;
  const y2 = ends[down ? i + 3 : i + 1]!;
  if (y === y1) return x1;
  if (y === y2) return x2;
  return onLine(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
}

/**
 * Bresenham's cells, 8-connected. Along the longer axis every step is a cell; along the other, after k steps, as many as the
 * error of the algorithm makes it take: in closed form, so that a window walks its own part only.
 */
function line(ends: Float64Array, window: Window, paint: (row: number, from: number, to: number, isIn: boolean) => void): void {
  const [x0, y0, x1, y1] = [Math.floor(ends[0]!), Math.floor(ends[1]!), Math.floor(ends[2]!), Math.floor(ends[3]!)];
  const dx = Math.abs(x1 - x0);
  const dy = Math.abs(y1 - y0);
  const stepX = x0 < x1 ? 1 : -1;
  const stepY = y0 < y1 ? 1 : -1;
  if (dx > dy) {
    const error = Math.trunc(dx / 2);
    const [first, last] = stepsInside(x0, stepX, dx, window.col, window.cols);
    for (let k = first; k <= last; k++) {
      const x = x0 + k * stepX;
      paint(y0 + Math.max(0, Math.ceil((k * dy - error) / dx)) * stepY, x, x + 1, true);
    }
    return;
  }
  const error = Math.trunc(dy / 2);
  const [first, last] = stepsInside(y0, stepY, dy, window.row, window.rows);
  for (let k = first; k <= last; k++) {
    const x = x0 + (dy === 0 ? 0 : Math.max(0, Math.ceil((k * dx - error) / dy))) * stepX;
    paint(y0 + k * stepY, x, x + 1, true);
  }
}

/** First and last of the steps 0 to `count` from `start` that lie in `size` cells from `from`. */
function stepsInside(start: number, step: 1 | -1, count: number, from: number, size: number): readonly [first: number, last: number] {
  const near = step === 1 ? from - start : start - (from + size - 1);
  return [Math.max(0, near), Math.min(count, near + size - 1)];
}
