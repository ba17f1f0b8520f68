import type { ValueRange } from "./value-range.ts";

/** Computes `cells` cells of `out` from those of the operands. NaN is NoData. `out` may be one of the operands, but not of those "over" layers. */
export type Loop = (out: Float64Array, operands: readonly Float64Array[], cells: number) => void;

/** One thing an expression can compute, cell by cell. */
export interface Operation {
  /** Least and most operands; Infinity for any number. */
  readonly arity: readonly [least: number, most: number];
  /** "log(x)": how it is written. */
  readonly signature: string;
  /** One line for the completion and the docs; says what NoData does where it does not simply stay. */
  readonly help: string;
  readonly loop: Loop;
  /** The values it can give for operands of these values. */
  range(operands: readonly ValueRange[]): ValueRange;
  /** "over": operands are layers to compare at a cell, and a single one means its bands. */
  readonly operands?: "over";
  /** The first operand is a whole number that says which: 0 is the first. */
  readonly takesOrder?: true;
  /** How a result is stored as a whole number, where fractions are not simply cut off. */
  readonly rounding?: "half-up";
}
