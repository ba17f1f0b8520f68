import { z } from "zod";
import { foldOp } from "./define.ts";

/** The number of tiles, duplicates of a key counted each. */
export const count = foldOp<Record<string, never>, number, number>({
  title: "Count tiles",
  help: "The number of tiles",
  words: ["number", "size"],
  looksAt: "keys",
  params: z.object({}) as z.ZodType<Record<string, never>>,
  summary: () => "",
  empty: () => 0,
  add: (acc) => acc + 1,
  merge: (left, right) => left + right,
  done: (acc) => acc,
});
