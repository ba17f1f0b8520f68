import { z } from "zod";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { extent, intersectExtent, unionExtent } from "../grid/extent.ts";
import type { Grid } from "../grid/grid.ts";
import { windowGrid } from "../grid/grid.ts";
import { globalLayout, layoutGrid } from "../grid/layout.ts";
import { imageExtent } from "../grid/target-grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { moments } from "./instants.ts";
import { planWarp, previewLevel, type WarpPlan, warpKernel, warpNeeds } from "./warp-plan.ts";

const schema = z.object({ z: z.int().min(0).max(30) });
export type DisplayParams = z.infer<typeof schema>;

const tileEdge = 256;

/**
 * A layer as the map shows it at zoom `z`: Web Mercator tiles of 256 cells, nearest cell, one raster per instant, first raster
 * in layer order on top. It reads the level whose cells are just finer than the screen's; `displayLevel` says which.
 */
export const display = gatherOp<DisplayParams, WarpPlan>({
  title: "Display",
  help: "Cells for the map",
  words: [],
  hidden: true,
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ z }) => `zoom ${z}`,
  initial: () => ({ z: 0 }),
  infer: ([input], params) => displayMeta(input, params),
  prepare: ([input], params) =>
    planWarp({ inputs: [input], output: displayMeta(input, params), method: "nearest", isPreview: true, groups: moments(input).map(({ refs }) => refs) }),
  needs: (out, _params, { prepared }) => warpNeeds(prepared, out),
  kernel: (parts, grid, out, _params, { prepared }) => warpKernel(prepared, parts, grid, out),
});

/** The level of a layer's raster that its display at zoom `z` reads: 0 when every cell shown is exact. The same for all its tiles. */
export const displayLevel = (meta: LayerMeta, raster: number, z: number): number => {
  const source = meta.rasters[raster];
  return source ? previewLevel(source, displayGrid(z)) : 0;
};

const displayGrid = (z: number): Grid => layoutGrid(WEB_MERCATOR, globalLayout(WEB_MERCATOR, z, tileEdge));

function displayMeta(input: LayerMeta, { z }: DisplayParams): LayerMeta {
  const grid = displayGrid(z);
  const rasters = moments(input).map(({ instant, refs }): Raster => {
    const members = refs.flatMap(({ raster }) => input.rasters[raster] ?? []);
    return { name: members[0]?.name ?? "", grid, extent: shownExtent(members), instant };
  });
  return { ...input, kind: "tiled", rasters, tileCols: tileEdge, tileRows: tileEdge, zoom: z };
}

/** Where rasters lie on the one world that the map shows; all the way round when some cross its seam. */
function shownExtent(rasters: readonly Raster[]) {
  const world = globalLayout(WEB_MERCATOR, 0, tileEdge).extent;
  const images = rasters.flatMap((raster) => imageExtent(windowGrid(raster.grid, dataWindow(raster, 0)), WEB_MERCATOR) ?? []);
  const around = images.some(({ isWhole }) => !isWhole) ? world : unionExtent(images.map((image) => image.extent));
  if (!around) return extent(world.west, world.north, world.west, world.north);
  const crosses = around.west < world.west - 1 || around.east > world.east + 1;
  return (
    intersectExtent(crosses ? { ...around, west: world.west, east: world.east } : around, world) ?? extent(world.west, world.north, world.west, world.north)
  );
}
