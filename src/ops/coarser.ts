import { z } from "zod";
import { fail } from "../fault.ts";
import { scaled } from "../grid/affine.ts";
import type { LayerMeta, Raster, TilePlace } from "../layer/meta.ts";
import { routeOp } from "./define.ts";

const schema = z.object({
  /** How many times the cells are twice as large; 0 is the layer itself. */
  levels: z.int().min(0).max(30),
  zoom: z.int().min(0).nullable(),
});
export type CoarserParams = z.infer<typeof schema>;

/**
 * A coarser level of a tiled layer as a layer of its own, in tiles of the same size. Where the tiles do not halve, the layout
 * grows to the east and south by what lacks, so cells are twice as large at each level whatever the number of tiles.
 */
export const coarser = routeOp<CoarserParams>({
  title: "Level of a pyramid",
  help: "A coarser level alone",
  words: [],
  hidden: true,
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ levels }) => `1 : ${2 ** levels}`,
  initial: () => ({ levels: 1, zoom: null }),
  infer([input], { levels, zoom }): LayerMeta {
    if (input.kind !== "tiled") fail({ tag: "bad-input", op: "pyramid", problem: "the layer is not tiled; tile and reproject it first" });
    const rasters = input.rasters.map((raster): Raster => {
      const { grid, keys } = raster;
      const { tileCols, tileRows } = input;
      const cols = Math.ceil(grid.cols / tileCols / 2 ** levels) * tileCols;
      const rows = Math.ceil(grid.rows / tileRows / 2 ** levels) * tileRows;
      return { ...raster, grid: { crs: grid.crs, affine: scaled(grid.affine, 2 ** levels), cols, rows }, ...(keys && { keys: parents(keys, levels) }) };
    });
    return { ...input, rasters, zoom };
  },
  source: (out, _inputs, { levels }) => ({ input: 0, window: { ...out, level: out.level + levels } }),
});

function parents(keys: readonly TilePlace[], levels: number): TilePlace[] {
  const all = keys.map(({ col, row }) => ({ col: Math.floor(col / 2 ** levels), row: Math.floor(row / 2 ** levels) }));
  return [...new Map(all.map((place) => [`${place.col},${place.row}`, place])).values()];
}
