import { z } from "zod";
import { fail } from "../fault.ts";
import { gridExtent, windowGrid } from "../grid/grid.ts";
import { routeOp } from "./define.ts";

const schema = z.object({
  col: z.int().min(0),
  row: z.int().min(0),
  cols: z.int().min(1),
  rows: z.int().min(1),
  tileCols: z.int().min(1),
  tileRows: z.int().min(1),
  /** Only this raster. */
  raster: z.int().min(0).optional(),
});
export type CropParams = z.infer<typeof schema>;

/** The cells of a window of every raster, counted in its own columns and rows, in tiles of a new size. No cell changes. */
export const crop = routeOp<CropParams>({
  title: "Crop",
  help: "A window of the cells",
  words: [],
  hidden: true,
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ cols, rows }) => `${cols} × ${rows}`,
  initial: ([input]) => ({ col: 0, row: 0, cols: input.tileCols, rows: input.tileRows, tileCols: input.tileCols, tileRows: input.tileRows }),
  infer([input], { tileCols, tileRows, raster: only, ...window }) {
    const cut = only === undefined ? input.rasters : input.rasters.slice(only, only + 1);
    const rasters = cut.map(({ keys: _, ...raster }) => {
      if (window.col + window.cols > raster.grid.cols || window.row + window.rows > raster.grid.rows)
        fail({ tag: "bad-param", op: "crop", param: "cols", problem: "the window reaches past the layer" });
      const grid = windowGrid(raster.grid, window);
      return { ...raster, grid, extent: gridExtent(grid) };
    });
    return { ...input, kind: "tiled", rasters, tileCols, tileRows, zoom: null };
  },
  source(out, _inputs, { col, row, raster = out.raster }) {
    const unit = 2 ** out.level;
    return { input: 0, window: { ...out, raster, col: out.col + Math.round(col / unit), row: out.row + Math.round(row / unit) } };
  },
});
