import { z } from "zod";
import { cellTypeInfo } from "../cells/cell-type.ts";
import type { Instant } from "../layer/meta.ts";
import { groupingSchema, keysWithGroups, visitGroups } from "./cell-groups.ts";
import { foldOp } from "./define.ts";
import { addAll, addExactly, addSquares, addSum, type ExactSum, noSum, rounded, varianceOf } from "./exact-sum.ts";

const schema = z.object({
  grouping: groupingSchema,
  /** Whether every instant is counted by itself, or all together. */
  byInstant: z.boolean(),
  /** Cut every value to a whole number, toward zero, before it is counted. */
  whole: z.boolean(),
});
export type CellStatisticsParams = z.infer<typeof schema>;

/** Numbers of one band of one group. Without a value, count is 0 and sum 0, and the rest is NaN. */
export interface Statistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** Every number here is exact before it is rounded once. */
  readonly sum: number;
  readonly mean: number;
  /** Of the population (n). */
  readonly deviation: number;
}

/** The statistics of a group at one instant, band by band. A group without a cell has none. */
export interface GroupStatistics {
  readonly instant: Instant | null;
  readonly group: number;
  readonly bands: readonly Statistics[];
}

interface Tally {
  count: number;
  min: number;
  max: number;
  readonly sum: ExactSum;
  readonly squares: ExactSum;
}
export interface GroupTally {
  readonly instant: Instant | null;
  readonly group: number;
  readonly bands: readonly Tally[];
}
/** By instant and group. */
type Tallies = Map<string, GroupTally>;

/** Count, minimum, maximum, sum, mean and deviation of each band, group by group and instant by instant. NoData counts nowhere. */
export const cellStatistics = foldOp<CellStatisticsParams, Tallies, readonly GroupStatistics[]>({
  title: "Statistics per area",
  help: "Count, minimum, maximum, mean and sum of the cells in areas or zones",
  words: ["zonal", "polygonal", "summary", "table", "mean", "sum"],
  looksAt: "cells",
  params: schema,
  summary: ({ grouping }) => grouping.by,
  keys: ({ grouping }, keys, meta) => keysWithGroups(grouping, keys, meta),
  empty: () => new Map(),
  add(acc, cells, { grouping, byInstant: apart, whole }, key, meta) {
    const instant = apart ? meta.rasters[key.raster]!.instant : null;
    const info = cellTypeInfo(meta.cellType);
    // Rows of small whole numbers add up without rounding: 2^21 columns of squares below 2^32.
    const plain = !info.float && info.bytes <= 2;
    visitGroups(grouping, cells, key, meta, (group, from, to) => {
      const name = `${instant}/${group}`;
      const tally = acc.get(name) ?? { instant, group, bands: cells.bands.map(noTally) };
      acc.set(name, tally);
      for (const [b, band] of cells.bands.entries()) (plain ? addPlainRun : addRun)(tally.bands[b]!, band, from, to, whole);
    });
    return acc;
  },
  merge(left, right) {
    for (const [name, { instant, group, bands }] of right) {
      const into = left.get(name) ?? { instant, group, bands: bands.map(noTally) };
      left.set(name, into);
      for (const [b, tally] of bands.entries()) addTally(into.bands[b]!, tally);
    }
    return left;
  },
  done: (acc) =>
    [...acc.values()].sort(byInstant).map(({ instant, group, bands }) => ({
      instant,
      group,
      bands: bands.map(({ count, min, max, sum, squares }) => ({
        count,
        min: count === 0 ? Number.NaN : min,
        max: count === 0 ? Number.NaN : max,
        sum: rounded(sum),
        mean: count === 0 ? Number.NaN : rounded(sum) / count,
        deviation: Math.sqrt(varianceOf(count, sum, squares)),
      })),
    })),
});

/** Those without an instant first, then by time; groups in ascending order. */
export const byInstant = (left: { instant: Instant | null; group: number }, right: { instant: Instant | null; group: number }): number =>
  (left.instant ?? Number.NEGATIVE_INFINITY) === (right.instant ?? Number.NEGATIVE_INFINITY)
    ? left.group - right.group
    : (left.instant ?? Number.NEGATIVE_INFINITY) - (right.instant ?? Number.NEGATIVE_INFINITY);

const noTally = (): Tally => ({ count: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, sum: noSum(), squares: noSum() });

/** Values of one run and room for their squares; grown when a run is longer. */
let [run, room, scratch] = [new Float64Array(0), new Float64Array(0), new Float64Array(0)];

function addRun(tally: Tally, band: Float64Array, from: number, to: number, whole: boolean): void {
  if (run.length < to - from) [run, room, scratch] = [new Float64Array(to - from), new Float64Array(to - from), new Float64Array(to - from)];
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = whole ? Math.trunc(band[i]!) + 0 : band[i]!;
    if (Number.isNaN(value)) continue;
    if (value < tally.min) tally.min = value;
    if (value > tally.max) tally.max = value;
    run[count] = value;
    room[count++] = value;
  }
  tally.count += count;
  addAll(tally.sum, run, count);
  addSquares(tally.squares, room, count, scratch);
}

function addPlainRun(tally: Tally, band: Float64Array, from: number, to: number): void {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const value = band[i]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    squares += value * value;
    if (value < tally.min) tally.min = value;
    if (value > tally.max) tally.max = value;
  }
  tally.count += count;
  addExactly(tally.sum, sum);
  addExactly(tally.squares, squares);
}

function addTally(into: Tally, { count, min, max, sum, squares }: Tally): void {
  into.count += count;
  into.min = Math.min(into.min, min);
  into.max = Math.max(into.max, max);
  addSum(into.sum, sum);
  addSum(into.squares, squares);
}
