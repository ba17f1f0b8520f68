import { z } from "zod";
import { foldOp } from "./define.ts";

const schema = z.object({
  bins: z.int().min(1).max(65536),
  /** By band: the left edge of the first bin and the right edge of the last. */
  ranges: z.array(z.object({ min: z.number(), max: z.number() })),
});
export type HistogramParams = z.infer<typeof schema>;

/** What one partition knows of a band. */
export interface BandCounts {
  readonly counts: Float64Array;
  readonly valid: number;
  readonly sum: number;
  /** Sum of squares of the distance from the middle of the range, which keeps its digits where plain squares would not. */
  readonly squares: number;
  readonly offsets: number;
}

export interface BandSummary {
  /** Cells in each bin; the last one takes its right edge too. Values out of the range are in none. */
  readonly counts: readonly number[];
  /** Cells with a value. */
  readonly valid: number;
  readonly mean: number;
  /** Of the population (n). */
  readonly deviation: number;
}

/** Exact counts of each band in equal bins over a given range, with mean and standard deviation. */
export const histogram = foldOp<HistogramParams, readonly BandCounts[], readonly BandSummary[]>({
  title: "Histogram",
  help: "How many cells have which values",
  words: ["distribution", "counts", "statistics"],
  looksAt: "cells",
  params: schema,
  summary: ({ bins }) => `${bins} bins`,
  empty: ({ bins, ranges }) => ranges.map(() => ({ counts: new Float64Array(bins), valid: 0, sum: 0, squares: 0, offsets: 0 })),
  add: (acc, { bands }, { bins, ranges }) => acc.map((before, b) => counted(bands[b]!, before, bins, ranges[b]!)),
  merge: (left, right) =>
    left.map((l, b) => {
      const r = right[b]!;
      return {
        counts: l.counts.map((count, i) => count + r.counts[i]!),
        valid: l.valid + r.valid,
        sum: l.sum + r.sum,
        squares: l.squares + r.squares,
        offsets: l.offsets + r.offsets,
      };
    }),
  done: (acc) =>
    acc.map(({ counts, valid, sum, squares, offsets }) => ({
      counts: [...counts],
      valid,
      mean: valid === 0 ? Number.NaN : sum / valid,
      deviation: valid === 0 ? Number.NaN : Math.sqrt(Math.max(0, squares / valid - (offsets / valid) ** 2)),
    })),
});

function counted(band: Float64Array, before: BandCounts, bins: number, { min, max }: { readonly min: number; readonly max: number }): BandCounts {
  const counts = before.counts.slice();
  let { valid, sum, squares, offsets } = before;
  const middle = (min + max) / 2;
  const perUnit = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (Number.isNaN(value)) continue;
    valid++;
    sum += value;
    const offset = value - middle;
    offsets += offset;
    squares += offset * offset;
    if (value < min || value > max) continue;
    const bin = Math.floor((value - min) * perUnit);
    counts[bin < bins ? bin : bins - 1]!++;
  }
  return { counts, valid, sum, squares, offsets };
}
