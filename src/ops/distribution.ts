import { z } from "zod";
import { binOf } from "../classes/bins.ts";
import { deviationOf, joinMoments, type Moments, momentsOf, noMoments } from "../classes/moments.ts";
import { ascending, countValues, joinCounts, type ValueCounts } from "../classes/value-counts.ts";
import type { TileKey } from "../layer/meta.ts";
import { foldOp } from "./define.ts";

const schema = z.object({
  /** Counted together; every band when null. */
  bands: z.array(z.int().min(0)).nullable(),
  /** Above so many different values they are not told one by one. */
  most: z.int().min(0),
  /** Only values that fall in the chosen ones of `count` equal bins of a range. */
  within: z.object({ min: z.number(), max: z.number(), count: z.int().min(1), chosen: z.array(z.int().min(0)) }).nullable(),
});
type DistributionParams = z.infer<typeof schema>;

/** What is known of the tiles so far. */
export interface Tally {
  readonly most: number;
  /** A few parts that are joined when there are many, so that a merge copies little. Null when there are too many values. */
  readonly values: readonly ValueCounts[] | null;
  readonly min: number;
  readonly max: number;
  readonly tiles: readonly (readonly [key: TileKey, moments: Moments])[];
}

export interface Distribution {
  /** Cells by value, ascending; null when there are too many different values. */
  readonly values: readonly (readonly [value: number, cells: number])[] | null;
  readonly valid: number;
  /** The range; null when there is no value. */
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly mean: number;
  /** Of the population (n). */
  readonly deviation: number;
}

/**
 * Which finite values there are and how often, with range, mean and standard deviation, exact. The moments of tiles are joined in
 * the order of their keys, so that the answer is the same to the last digit in whatever order tiles are worked.
 */
export const distribution = foldOp<DistributionParams, Tally, Distribution>({
  title: "Distribution",
  help: "Every value with its number of cells",
  words: ["values", "unique", "frequency"],
  looksAt: "cells",
  params: schema,
  summary: () => "",
  empty: ({ most }) => ({ most, values: [], min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, tiles: [] }),
  add(acc, { bands: all }, { bands: chosen, most, within }, key) {
    const picked = chosen ? chosen.flatMap((band) => all[band] ?? []) : all;
    const bands = within ? picked.map((band) => keptIn(band, within)) : picked;
    const moments = momentsOf(bands);
    const { min, max } = bands.reduce(rangeOf, acc);
    const here = acc.values && countValues(bands, most);
    return {
      most,
      values: here && compact([...(acc.values ?? []), here], most),
      min,
      max,
      tiles: moments.valid === 0 ? acc.tiles : [...acc.tiles, [key, moments]],
    };
  },
  merge: (left, right) => ({
    most: left.most,
    values: left.values && right.values && compact([...left.values, ...right.values], left.most),
    min: Math.min(left.min, right.min),
    max: Math.max(left.max, right.max),
    tiles: [...left.tiles, ...right.tiles],
  }),
  done({ most, values, min, max, tiles }) {
    const all = values && joinCounts(values, most);
    const moments = [...tiles].sort(byKey).reduce((joined, [, tile]) => joinMoments(joined, tile), noMoments);
    return {
      values: all && ascending(all),
      valid: moments.valid,
      range: moments.valid === 0 ? null : { min, max },
      mean: moments.valid === 0 ? Number.NaN : moments.mean,
      deviation: deviationOf(moments),
    };
  },
});

const mostParts = 16;

function compact(parts: readonly ValueCounts[], most: number): readonly ValueCounts[] | null {
  if (parts.length <= mostParts) return parts;
  const joined = joinCounts(parts, most);
  return joined && [joined];
}

const byKey = ([l]: readonly [TileKey, Moments], [r]: readonly [TileKey, Moments]): number => l.raster - r.raster || l.row - r.row || l.col - r.col;

function keptIn(band: Float64Array, { chosen, ...bins }: NonNullable<DistributionParams["within"]>): Float64Array {
  const isChosen = new Uint8Array(bins.count);
  for (const bin of chosen) isChosen[bin] = 1;
  return band.map((value) => (isChosen[binOf(bins, value)] === 1 ? value : Number.NaN));
}

function rangeOf(before: { readonly min: number; readonly max: number }, band: Float64Array): { readonly min: number; readonly max: number } {
  let { min, max } = before;
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
