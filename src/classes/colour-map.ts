import { breakOf, type Strategy } from "./break-map.ts";
import type { Colour } from "./colour-ramp.ts";

/** Colours of values by breaks, of NoData, and of values that have no break. */
export interface ColourTable {
  /** Ascending. */
  readonly breaks: Float64Array;
  /** One a break. */
  readonly colours: readonly Colour[];
  readonly nodata: Colour;
  readonly fallback: Colour;
  readonly strategy: Strategy;
  /** Values are compared as whole numbers, fractions cut off. */
  readonly whole: boolean;
}

/** The colour of a value; NaN is NoData. */
export function colourAt({ breaks, colours, nodata, fallback, strategy, whole }: ColourTable, value: number): Colour {
  if (Number.isNaN(value)) return nodata;
  return colours[breakOf(breaks, strategy, whole ? Math.trunc(value) : value)] ?? fallback;
}
