import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";

/** What becomes of numbers that a type cannot hold. "wrap" is GeoPySpark's rule: stop at Int32's range, then keep the low bits. */
export type Overflow = "clamp" | "wrap" | "nodata";

/** How cells are stored. */
export interface Storage {
  readonly cellType: CellType;
  readonly nodata: number | null;
}

/**
 * Numbers as a type holds them: whole numbers are cut off towards zero, Float32 keeps its 24 digits, and a number equal to
 * `nodata` becomes NoData. NaN stays. Floats that are too large are clamped unless they become NoData. `out` may be `values`.
 */
export function fitInto(out: Float64Array, values: Float64Array, cells: number, { cellType, nodata }: Storage, overflow: Overflow): void {
  const { float } = cellTypeInfo(cellType);
  if (float) fitFloats(out, values, cells, cellType, overflow);
  else fitWhole(out, values, cells, cellType, overflow);
  if (nodata === null || Number.isNaN(nodata)) return;
  const none = cellType === "float32" ? Math.fround(nodata) : nodata;
  for (let i = 0; i < cells; i++) if (out[i] === none) out[i] = Number.NaN;
}

function fitFloats(out: Float64Array, values: Float64Array, cells: number, cellType: CellType, overflow: Overflow): void {
  const { min, max } = cellTypeInfo(cellType);
  const rounds = cellType === "float32";
  for (let i = 0; i < cells; i++) {
    let next = values[i]!;
    if (next < min) next = overflow === "nodata" ? Number.NaN : min;
    else if (next > max) next = overflow === "nodata" ? Number.NaN : max;
    out[i] = rounds ? Math.fround(next) : next;
  }
}

function fitWhole(out: Float64Array, values: Float64Array, cells: number, cellType: CellType, overflow: Overflow): void {
  const { min, max } = cellTypeInfo(cellType);
  const span = cellType === "bool" ? 2 : max - min + 1;
  for (let i = 0; i < cells; i++) {
    // Adding 0 makes 0 of -0, which no whole number type has.
    let next = Math.trunc(values[i]!) + 0;
    if (next < min || next > max) {
      if (overflow === "nodata") next = Number.NaN;
      else if (overflow === "clamp") next = next < min ? min : max;
      else next = wrapped(Math.max(-2147483648, Math.min(2147483647, next)), min, span);
    }
    out[i] = next;
  }
}

/** The number of the same low bits in a range that starts at `min`. */
const wrapped = (value: number, min: number, span: number): number => ((((value - min) % span) + span) % span) + min;
