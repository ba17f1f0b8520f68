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
  const { float, min, max } = cellTypeInfo(cellType);
  const span = cellType === "bool" ? 2 : max - min + 1;
  const none = nodata === null ? Number.NaN : cellType === "float32" ? Math.fround(nodata) : nodata;
  const rounds = cellType === "float32";
  for (let i = 0; i < cells; i++) {
    const value = values[i]!;
    // Adding 0 makes 0 of -0, which no whole number type has.
    let next = float ? value : Math.trunc(value) + 0;
    if (next < min || next > max) {
      if (overflow === "nodata") next = Number.NaN;
      else if (overflow === "clamp" || float) next = next < min ? min : max;
      else next = wrapped(Math.max(-2147483648, Math.min(2147483647, next)), min, span);
    }
    if (rounds) next = Math.fround(next);
    out[i] = next === none ? Number.NaN : next;
  }
}

/** The number of the same low bits in a range that starts at `min`. */
const wrapped = (value: number, min: number, span: number): number => ((((value - min) % span) + span) % span) + min;
