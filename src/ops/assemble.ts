import { z } from "zod";
import { type CellType, cellTypes } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { intersectExtent, unionExtent } from "../grid/extent.ts";
import { clipWindow, gridAt } from "../grid/grid.ts";
import { keyExtent, layoutGrid } from "../grid/layout.ts";
import type { Instant, LayerMeta, Raster } from "../layer/meta.ts";
import { extentSchema } from "./crs-field.ts";
import { gatherOp } from "./define.ts";

const count = z.int().min(1);
const schema = z.object({
  layout: z.object({ extent: extentSchema, layoutCols: count, layoutRows: count, tileCols: count, tileRows: count }),
  /** Where the data lies; the tiles' own ground when null. */
  extent: extentSchema.nullable(),
  zoom: z.int().min(0).nullable(),
  cellType: z.enum(cellTypes as readonly [CellType, ...CellType[]]),
  rasters: z.array(
    z.object({
      name: z.string(),
      instant: z.number().nullable(),
      /** Each tile's key and its place in the stack, counted in tiles from the top. */
      tiles: z.array(z.object({ col: z.int(), row: z.int(), at: z.int().min(0) })).min(1),
    }),
  ),
});
export type AssembleParams = z.infer<typeof schema>;

/** By raster: where in the stack the tile of a key is. */
type Places = readonly ReadonlyMap<string, number>[];

/** A tiled layer of tiles that lie in one image, the next under the one before. Tiles that are not named are missing, not empty. */
export const assemble = gatherOp<AssembleParams, Places>({
  title: "Lay out tiles",
  help: "Tiles of a stack at their keys",
  words: [],
  hidden: true,
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ rasters }) => `${rasters.reduce((sum, { tiles }) => sum + tiles.length, 0)} tiles`,
  initial: ([input]) => ({
    layout: { extent: { west: 0, south: 0, east: 1, north: 1 }, layoutCols: 1, layoutRows: 1, tileCols: input.tileCols, tileRows: input.tileRows },
    extent: null,
    zoom: null,
    cellType: input.cellType,
    rasters: [],
  }),
  infer([input], { layout, extent, zoom, cellType, rasters }): LayerMeta {
    const { tileCols, tileRows } = layout;
    const crs = input.rasters[0]!.grid.crs;
    const grid = layoutGrid(crs, layout);
    const placed = rasters.map(({ name, instant, tiles }): Raster => {
      const ground = unionExtent(tiles.map((key) => keyExtent(layout, key)))!;
      return {
        name,
        grid,
        // The caller's number, milliseconds already.
        instant: instant as Instant | null,
        extent: extent ? (intersectExtent(extent, ground) ?? ground) : ground,
        keys: tiles.map(({ col, row }) => ({ col, row })),
      };
    });
    return { ...input, kind: "tiled", rasters: placed, tileCols, tileRows, cellType, zoom };
  },
  prepare: (_inputs, { rasters }) => rasters.map(({ tiles }) => new Map(tiles.map(({ col, row, at }) => [`${col},${row}`, at]))),
  needs(out, { layout: { tileCols, tileRows } }, { output, prepared }) {
    const { raster, level } = out;
    const grid = output.rasters[raster]?.grid;
    const part = grid && clipWindow(out, gridAt(grid, level));
    if (!part) return [];
    if (level > 0) {
      const finer = clipWindow({ col: 2 * part.col, row: 2 * part.row, cols: 2 * part.cols, rows: 2 * part.rows }, gridAt(grid, level - 1));
      return finer ? [{ ...finer, raster, level: level - 1, input: "self" }] : [];
    }
    return tilesUnder(part, tileCols, tileRows).flatMap((tile) => {
      const at = prepared[raster]?.get(`${tile.col},${tile.row}`);
      if (at === undefined) return [];
      return [{ col: tile.left, row: at * tileRows + tile.top, cols: tile.cols, rows: tile.rows, raster: 0, level: 0, input: 0 }];
    });
  },
  kernel(parts, grid, out, { layout: { tileCols, tileRows } }, { output, prepared }) {
    const cells = emptyCells(grid, output.bands.length);
    if (out.level > 0) {
      const [part] = parts;
      if (!part) return cells;
      const { need, cells: from } = part;
      for (const [b, band] of cells.bands.entries())
        for (let r = 0; r < out.rows; r++) {
          const top = 2 * (out.row + r) - need.row;
          for (let c = 0; c < out.cols; c++) {
            const left = 2 * (out.col + c) - need.col;
            if (top >= 0 && top < need.rows && left >= 0 && left < need.cols) band[r * out.cols + c] = from.bands[b]![top * need.cols + left]!;
          }
        }
      return cells;
    }
    const limit = output.rasters[out.raster]?.grid;
    const window = limit && clipWindow(out, limit);
    if (!window) return cells;
    const present = tilesUnder(window, tileCols, tileRows).filter((tile) => prepared[out.raster]?.has(`${tile.col},${tile.row}`));
    for (const [i, tile] of present.entries()) {
      const { need, cells: from } = parts[i]!;
      const col = tile.col * tileCols + tile.left - out.col;
      const row = tile.row * tileRows + tile.top - out.row;
      for (const [b, band] of cells.bands.entries())
        for (let r = 0; r < need.rows; r++) band.set(from.bands[b]!.subarray(r * need.cols, (r + 1) * need.cols), (row + r) * out.cols + col);
    }
    return cells;
  },
});

/** The tiles that a window meets, row by row, and which of their own cells it covers. */
function tilesUnder({ col, row, cols, rows }: { col: number; row: number; cols: number; rows: number }, tileCols: number, tileRows: number) {
  const tiles: { readonly col: number; readonly row: number; readonly left: number; readonly top: number; readonly cols: number; readonly rows: number }[] = [];
  for (let r = Math.floor(row / tileRows); r * tileRows < row + rows; r++)
    for (let c = Math.floor(col / tileCols); c * tileCols < col + cols; c++) {
      const left = Math.max(0, col - c * tileCols);
      const top = Math.max(0, row - r * tileRows);
      const right = Math.min(tileCols, col + cols - c * tileCols);
      const bottom = Math.min(tileRows, row + rows - r * tileRows);
      tiles.push({ col: c, row: r, left, top, cols: right - left, rows: bottom - top });
    }
  return tiles;
}
