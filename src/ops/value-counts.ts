import { z } from "zod";
import { fail } from "../fault.ts";
import type { Instant } from "../layer/meta.ts";
import { groupingSchema, keysWithGroups, visitGroups } from "./cell-groups.ts";
import { byInstant } from "./cell-statistics.ts";
import { foldOp } from "./define.ts";

const schema = z.object({
  grouping: groupingSchema,
  /** Whether every instant is counted by itself, or all together. */
  byInstant: z.boolean(),
  /** The band that is counted, from 0. */
  band: z.int().min(0),
  /** Cut every value to a whole number, toward zero, before it is counted. */
  whole: z.boolean(),
});
export type ValueCountsParams = z.infer<typeof schema>;

/** How many cells of a group have which value at one instant, by ascending value. */
export interface GroupCounts {
  readonly instant: Instant | null;
  readonly group: number;
  readonly counts: readonly (readonly [value: number, cells: number])[];
}

export interface Counted {
  readonly instant: Instant | null;
  readonly group: number;
  readonly counts: Map<number, number>;
}

/** Different values a table may hold; about so many bytes each. */
const valuesAtMost = 2 ** 22;
const bytesAValue = 48;

/** Exact counts of the different values of a band, group by group and instant by instant. NoData is not counted. */
export const valueCounts = foldOp<ValueCountsParams, Map<string, Counted>, readonly GroupCounts[]>({
  title: "Count values",
  help: "How many cells have each value",
  words: ["frequency", "classes", "area", "tabulate", "zonal histogram"],
  looksAt: "cells",
  params: schema,
  summary: ({ grouping }) => grouping.by,
  keys: ({ grouping }, keys, meta) => keysWithGroups(grouping, keys, meta),
  empty: () => new Map(),
  add(acc, cells, { grouping, byInstant: apart, band: index, whole }, key, meta) {
    const instant = apart ? meta.rasters[key.raster]!.instant : null;
    const band = cells.bands[index] ?? fail({ tag: "bad-param", op: "valueCounts", param: "band", problem: `there is no band ${index + 1}` });
    visitGroups(grouping, cells, key, meta, (group, from, to) => {
      const name = `${instant}/${group}`;
      const into = acc.get(name) ?? { instant, group, counts: new Map() };
      acc.set(name, into);
      for (let i = from; i < to; i++) {
        // Adding 0 makes one number of 0 and -0.
        const value = (whole ? Math.trunc(band[i]!) : band[i]!) + 0;
        if (!Number.isNaN(value)) into.counts.set(value, (into.counts.get(value) ?? 0) + 1);
      }
    });
    return checked(acc);
  },
  merge(left, right) {
    for (const [name, { instant, group, counts }] of right) {
      const into = left.get(name) ?? { instant, group, counts: new Map() };
      left.set(name, into);
      for (const [value, cells] of counts) into.counts.set(value, (into.counts.get(value) ?? 0) + cells);
    }
    return checked(left);
  },
  done: (acc) => [...acc.values()].sort(byInstant).map(({ instant, group, counts }) => ({ instant, group, counts: [...counts].sort(([l], [r]) => l - r) })),
});

function checked(acc: Map<string, Counted>): Map<string, Counted> {
  let values = 0;
  for (const { counts } of acc.values()) values += counts.size;
  if (values > valuesAtMost) fail({ tag: "too-large", what: "the table of values", needBytes: values * bytesAValue, limitBytes: valuesAtMost * bytesAValue });
  return acc;
}
