import { z } from "zod";
import type { TileKey } from "../layer/meta.ts";
import { foldOp } from "./define.ts";

/** The key of every tile, raster by raster, row by row; duplicates of a place are listed each. */
export const collectKeys = foldOp<Record<string, never>, readonly TileKey[], readonly TileKey[]>({
  title: "Collect keys",
  help: "The column and row of every tile",
  words: ["tiles", "index"],
  looksAt: "keys",
  params: z.object({}) as z.ZodType<Record<string, never>>,
  summary: () => "",
  empty: () => [],
  add: (acc, _cells, _params, key) => [...acc, key],
  merge: (left, right) => [...left, ...right],
  done: (keys) => [...keys].sort((l, r) => l.raster - r.raster || l.row - r.row || l.col - r.col),
});
