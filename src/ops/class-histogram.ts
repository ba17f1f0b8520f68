import { z } from "zod";
import { ascending, countValues, joinCounts, type ValueCounts } from "../classes/value-counts.ts";
import { fail } from "../fault.ts";
import { foldOp } from "./define.ts";

/** More different numbers are no classes. */
const mostClasses = 2 ** 20;

/** Cells by whole number, band by band, exact; fractions are cut off. */
export const classHistogram = foldOp<Record<string, never>, readonly ValueCounts[], readonly (readonly (readonly [value: number, cells: number])[])[]>({
  title: "Class histogram",
  help: "How many cells each whole number has",
  words: ["classes", "counts", "frequency"],
  looksAt: "cells",
  params: z.object({}) as z.ZodType<Record<string, never>>,
  summary: () => "",
  empty: (_params, { bands }) => bands.map(() => new Map()),
  add: (acc, { bands }) => acc.map((before, b) => joined(before, countValues([bands[b]!.map(Math.trunc)], mostClasses))),
  merge: (left, right) => left.map((counts, b) => joined(counts, right[b]!)),
  done: (acc) => acc.map(ascending),
});

const joined = (left: ValueCounts, right: ValueCounts | null): ValueCounts =>
  (right && joinCounts([left, right], mostClasses)) ??
  fail({
    tag: "bad-input",
    op: "getClassHistogram",
    problem: `there are more than ${mostClasses} different whole numbers; getHistogram has room for any values`,
  });
