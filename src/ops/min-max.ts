import { z } from "zod";
import { foldOp } from "./define.ts";

export interface MinMax {
  readonly min: number;
  readonly max: number;
}

/** The smallest and largest value of each band, exact; null for a band without any value. */
export const minMax = foldOp<Record<string, never>, readonly MinMax[], readonly (MinMax | null)[]>({
  title: "Minimum and maximum",
  help: "The smallest and largest value of each band",
  words: ["range", "extremes"],
  looksAt: "cells",
  params: z.object({}) as z.ZodType<Record<string, never>>,
  summary: () => "",
  empty: (_params, { bands }) => bands.map(() => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY })),
  add: (acc, { bands }) => acc.map((before, b) => rangeOf(bands[b]!, before)),
  merge: (left, right) => left.map(({ min, max }, b) => ({ min: Math.min(min, right[b]!.min), max: Math.max(max, right[b]!.max) })),
  done: (acc) => acc.map((range) => (range.min <= range.max ? range : null)),
});

function rangeOf(band: Float64Array, before: MinMax): MinMax {
  let { min, max } = before;
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
