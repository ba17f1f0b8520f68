import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";

/** What is known of a value before any cell is read. Without any value (NoData throughout), `min` is above `max`. */
export interface ValueRange {
  /** "bool" holds 0 and 1, "int" whole numbers. */
  readonly kind: "bool" | "int" | "float";
  readonly min: number;
  readonly max: number;
  /** Binary digits a float is worth: 24 (Float32), 53 (Float64), 0 for a constant, which takes on the other side's. */
  readonly digits: number;
  /** A number that is never a value. */
  readonly hole: number | null;
}

/** 0 and 1. */
export const boolRange: ValueRange = { kind: "bool", min: 0, max: 1, digits: 0, hole: null };
const nothing: ValueRange = { kind: "bool", min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, digits: 0, hole: null };

/** Whole numbers from `min` to `max`, both included. */
export const intRange = (min: number, max: number): ValueRange => ({ kind: "int", min, max, digits: 0, hole: null });
/** Floats worth so many binary digits; without ends, any. */
export const floatRange = (digits: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): ValueRange => ({
  kind: "float",
  min,
  max,
  digits,
  hole: null,
});

/** Every value of a cell type. How large floats are is not known. */
export function typeRange(cellType: CellType, nodata: number | null): ValueRange {
  const { float, min, max, bytes } = cellTypeInfo(cellType);
  const hole = Number.isNaN(nodata) ? null : nodata;
  if (cellType === "bool") return boolRange;
  return float ? { ...floatRange(bytes === 4 ? 24 : 53), hole } : { ...intRange(min, max), hole };
}

/** The one value; nothing for NaN. */
export function constantRange(value: number): ValueRange {
  if (Number.isNaN(value)) return nothing;
  return Number.isInteger(value) ? intRange(value, value) : floatRange(0, value, value);
}

/** Whether there is no value at all. */
export const isNothing = ({ min, max }: ValueRange): boolean => min > max;
/** Whether all values are whole; booleans are. */
export const isWhole = ({ kind }: ValueRange): boolean => kind !== "float";

const exactInFloat32 = 2 ** 24;

/** Binary digits that values need when they become floats. */
export function digitsOf(range: ValueRange): number {
  if (range.kind === "float") return range.digits;
  return isNothing(range) ? 0 : Math.max(Math.abs(range.min), Math.abs(range.max)) <= exactInFloat32 ? 24 : 53;
}

/** The binary digits that suit all of them. */
export const mostDigits = (ranges: readonly ValueRange[]): number => Math.max(...ranges.map(digitsOf));

/** Whole where all operands are whole, from the least to the greatest of the corners. */
export function spanning(operands: readonly ValueRange[], corners: readonly number[]): ValueRange {
  if (operands.some(isNothing)) return nothing;
  const known = corners.every((corner) => !Number.isNaN(corner));
  const min = known ? Math.min(...corners) : Number.NEGATIVE_INFINITY;
  const max = known ? Math.max(...corners) : Number.POSITIVE_INFINITY;
  return operands.every(isWhole) ? intRange(min, max) : floatRange(mostDigits(operands), min, max);
}

/** Values of any of them. */
export function either(ranges: readonly ValueRange[]): ValueRange {
  const some = ranges.filter((range) => !isNothing(range));
  const [first] = some;
  if (!first) return nothing;
  const min = Math.min(...some.map((range) => range.min));
  const max = Math.max(...some.map((range) => range.max));
  const isFree = (value: number) => some.every((range) => range.hole === value || value < range.min || value > range.max);
  const hole = some.map((range) => range.hole).find((value) => value !== null && isFree(value)) ?? null;
  if (some.every(({ kind }) => kind === "bool")) return boolRange;
  return { ...(some.every(isWhole) ? intRange(min, max) : floatRange(mostDigits(some), min, max)), hole };
}
