import type { Window } from "../../grid/grid.ts";
import { type PointMethod, valueAt } from "./at-point.ts";
import { lanczosWeight } from "./lanczos.ts";
import type { ResampleMethod } from "./method.ts";
import type { Resampler, RowKernel } from "./sampling.ts";

/** Cells of a band around some places, and how large the new cells are. */
interface Surround {
  readonly band: Float64Array;
  /** Size of the whole raster, and the part of it that is in `band`. */
  readonly cols: number;
  readonly rows: number;
  readonly window: Window;
  /** Width and height of a new cell, in cells of the band. */
  readonly width: number;
  readonly height: number;
}

/** A band in memory and where the cells of the new one lie on it. */
export interface WholeBand extends Omit<Surround, "window"> {
  /** Centres of the new columns and rows, in cells of the band from its north-west corner. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** A centre this near the edge of a window, in cells, is inside. */
const onEdge = 1e-9;
/** A value this little below a half is one: rounding of the weights. */
const onHalf = 1e-9;

const statistics: ReadonlySet<ResampleMethod> = new Set(["average", "mode", "median", "min", "max", "sum"]);
const reaches: Partial<Record<ResampleMethod, number>> = { nearest: 1, bilinear: 1, cubic: 2 };
const pointMethods: Partial<Record<ResampleMethod, PointMethod>> = {
  nearest: "nearest",
  bilinear: "bilinear",
  cubic: "cubicConvolution",
  cubicSpline: "cubicSpline",
};

/**
 * A whole band resampled by GeoTrellis' rules, which differ from GDAL's: statistics look at the cells whose centres are
 * within half a new cell, each counting once (at the covering cell where there is none), and the other methods do not widen
 * when shrinking. NoData takes no part. Places outside the band get no value; its far edges belong to its last cells.
 */
export function resampleWhole(source: WholeBand, method: ResampleMethod, isFloat: boolean): Float64Array {
  const { cols, rows, xs, ys } = source;
  const around = { ...source, window: { col: 0, row: 0, cols, rows } };
  return Float64Array.from({ length: xs.length * ys.length }, (_, i) =>
    valueAtPlace(around, xs[i % xs.length]!, ys[Math.floor(i / xs.length)]!, method, isFloat),
  );
}

/** The same rules for warps, row by row. Where cells of 0 are `emptyZeros`, as without a NoData number, a later source's value replaces them. */
export function geotrellisResampler(method: ResampleMethod, isFloat: boolean, emptyZeros: boolean): Resampler {
  const reach = (scale: number) => (statistics.has(method) ? Math.ceil(0.5 / scale) + 1 : (reaches[method] ?? 3));
  const row: RowKernel = ({ cols, rows, window, bands, scaleX, scaleY }, band, { count, xs, ys }, target, at) => {
    const around = { band: bands[band]!, cols, rows, window, width: 1 / scaleX, height: 1 / scaleY };
    for (let i = 0; i < count; i++) {
      const before = target[at + i]!;
      if (!Number.isNaN(before) && !(emptyZeros && before === 0)) continue;
      const value = valueAtPlace(around, xs[i]!, ys[i]!, method, isFloat);
      if (!Number.isNaN(value)) target[at + i] = value;
    }
  };
  return { at: "centre", reach, row };
}

/** Cells between the edges have a value, both edges included; rounding may move a place by a billionth of a cell. */
function valueAtPlace(around: Surround, x: number, y: number, method: ResampleMethod, isFloat: boolean): number {
  const { cols, rows } = around;
  const isInside = x >= -onEdge && y >= -onEdge && x <= cols + onEdge && y <= rows + onEdge;
  return isInside ? sampled(around, Math.min(Math.max(x, 0), cols), Math.min(Math.max(y, 0), rows), method, isFloat) : Number.NaN;
}

/** The columns (or rows) of `count` whose centres are within half of `width` of `at`: from the first to the last. */
export function contributors(at: number, width: number, count: number): readonly [first: number, last: number] {
  const first = Math.max(0, Math.ceil(at - width / 2 - 0.5 - onEdge));
  const last = Math.min(count - 1, Math.floor(at + width / 2 - 0.5 + onEdge));
  if (first <= last) return [first, last];
  const covering = Math.max(0, Math.min(count - 1, Math.floor(at)));
  return [covering, covering];
}

/**
 * A statistic of some values, none of them NoData, as GeoTrellis rounds it: a mean, and the median of an even number, of
 * whole numbers is cut toward zero. Of equally frequent values the first is the mode. NaN for no values; they are reordered.
 */
export function statisticOf(values: Float64Array, method: ResampleMethod, isFloat: boolean): number {
  const count = values.length;
  if (count === 0) return Number.NaN;
  const whole = (value: number) => (isFloat ? value : Math.trunc(value));
  switch (method) {
    case "average":
      return whole(sumOf(values) / count);
    case "sum":
      return sumOf(values);
    case "min":
      return values.reduce((l, r) => Math.min(l, r));
    case "max":
      return values.reduce((l, r) => Math.max(l, r));
    case "median": {
      values.sort();
      const upper = values[count >> 1]!;
      return count % 2 === 1 ? upper : whole((values[(count >> 1) - 1]! + upper) / 2);
    }
    case "mode":
      return mostFrequent(values);
    default:
      throw new Error(`Expected a statistic, got ${method}`);
  }
}

function sampled(source: Surround, x: number, y: number, method: ResampleMethod, isFloat: boolean): number {
  const { band, cols, rows, window } = source;
  if (statistics.has(method)) return statisticOf(valuesUnder(source, x, y), method, isFloat);
  const whole = { col: 0, row: 0, cols, rows };
  const value = method === "lanczos" ? lanczosAt(source, x, y) : valueAt(pointMethods[method] ?? "nearest", { band, window, limit: whole }, x, y);
  return isFloat || method === "nearest" ? value : Math.floor(value + 0.5 + onHalf);
}

function valuesUnder({ band, cols, rows, window, width, height }: Surround, x: number, y: number): Float64Array {
  const [left, right] = contributors(x, width, cols);
  const [top, bottom] = contributors(y, height, rows);
  const values = new Float64Array((right - left + 1) * (bottom - top + 1));
  let count = 0;
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++) {
      const value = band[(row - window.row) * window.cols + col - window.col]!;
      if (!Number.isNaN(value)) values[count++] = value;
    }
  return values.subarray(0, count);
}

/** Six by six cells, those past the edge taken from it; the weights of the cells with a value are made whole. */
function lanczosAt({ band, cols, rows, window }: Surround, x: number, y: number): number {
  const left = Math.floor(x - 0.5) - 2;
  const top = Math.floor(y - 0.5) - 2;
  let sum = 0;
  let weights = 0;
  for (let r = top; r < top + 6; r++)
    for (let c = left; c < left + 6; c++) {
      const [row, col] = [Math.max(0, Math.min(rows - 1, r)), Math.max(0, Math.min(cols - 1, c))];
      const value = band[(row - window.row) * window.cols + col - window.col]!;
      if (Number.isNaN(value)) continue;
      const weight = lanczosWeight(x - 0.5 - c) * lanczosWeight(y - 0.5 - r);
      sum += value * weight;
      weights += weight;
    }
  return Math.abs(weights) < 1e-6 ? Number.NaN : sum / weights;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [winner, most] = [Number.NaN, 0];
  for (const [value, count] of counts) if (count > most) [winner, most] = [value, count];
  return winner;
}
