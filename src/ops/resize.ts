import { z } from "zod";
import { gridExtent } from "../grid/grid.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { resamplingField } from "./resampling-field.ts";
import { planWarp, type WarpPlan, warpKernel, warpNeeds } from "./warp-plan.ts";

const schema = z.object({
  extent: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
  cols: z.int().min(1),
  rows: z.int().min(1),
  tileCols: z.int().min(1),
  tileRows: z.int().min(1),
  resampling: resamplingField(),
});
export type ResizeParams = z.infer<typeof schema>;

/** Every raster on a grid of cols × rows cells over an extent of its own CRS, north up. */
export const resize = gatherOp<ResizeParams, WarpPlan>({
  title: "Resize",
  help: "Other columns and rows",
  words: [],
  hidden: true,
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ cols, rows }) => `${cols} × ${rows}`,
  initial: ([input]) => {
    const { grid } = input.rasters[0]!;
    return { extent: gridExtent(grid), cols: grid.cols, rows: grid.rows, tileCols: input.tileCols, tileRows: input.tileRows, resampling: "nearest" };
  },
  infer: ([input], params) => resized(input, params),
  prepare: ([input], params) =>
    planWarp({ inputs: [input], output: resized(input, params), method: params.resampling, groups: input.rasters.map((_, raster) => [{ input: 0, raster }]) }),
  needs: (out, _params, { prepared }) => warpNeeds(prepared, out),
  kernel: (parts, grid, out, _params, { prepared }) => warpKernel(prepared, parts, grid, out),
});

function resized(input: LayerMeta, { extent, cols, rows, tileCols, tileRows }: ResizeParams): LayerMeta {
  const affine = [(extent.east - extent.west) / cols, 0, extent.west, 0, (extent.south - extent.north) / rows, extent.north] as const;
  const rasters = input.rasters.map(({ keys: _, ...raster }) => ({ ...raster, grid: { crs: raster.grid.crs, affine, cols, rows }, extent }));
  return { ...input, kind: "tiled", rasters, tileCols, tileRows, zoom: null };
}
