import { z } from "zod";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { extent, intersectExtent, unionExtent } from "../grid/extent.ts";
import type { Grid } from "../grid/grid.ts";
import { windowGrid } from "../grid/grid.ts";
import { globalLayout, keyExtent, layoutGrid } from "../grid/layout.ts";
import { type Image, imageExtent } from "../grid/target-grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { type Moment, moments } from "./instants.ts";
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
  isBandByBand: true,
  params: schema,
  summary: ({ z }) => `zoom ${z}`,
  initial: () => ({ z: 0 }),
  infer: ([input], params) => displayMeta(input, params),
  prepare: ([input], params) =>
    planWarp({ inputs: [input], output: displayMeta(input, params), method: "nearest", isPreview: true, groups: moments(input).map(({ refs }) => refs) }),
  needs: (out, _params, { prepared }) => warpNeeds(prepared, out),
  kernel: (parts, grid, out, _params, { prepared }) => warpKernel(prepared, parts, grid, out),
});

/**
 * The level that the display of a layer at zoom `z` reads, 0 when every cell it shows is exact: the coarsest of the rasters of
 * its raster `moment` that may meet the tile at (col, row), or of all of them without a tile.
 */
export function displayLevel(meta: LayerMeta, moment: number, z: number, col?: number, row?: number): number {
  let coarsest = 0;
  for (const { raster: index } of momentsOf(meta)[moment]?.refs ?? []) {
    const raster = meta.rasters[index];
    if (raster && (col === undefined || row === undefined || meetsTile(raster, z, col, row))) coarsest = Math.max(coarsest, levelAt(raster, z));
  }
  return coarsest;
}

const momentsByMeta = new WeakMap<LayerMeta, readonly Moment[]>();
const levels = new WeakMap<Raster, Map<number, number>>();
const images = new WeakMap<Raster, Image | null>();

function momentsOf(meta: LayerMeta): readonly Moment[] {
  const known = momentsByMeta.get(meta) ?? moments(meta);
  momentsByMeta.set(meta, known);
  return known;
}

function levelAt(raster: Raster, z: number): number {
  const byZoom = levels.get(raster) ?? new Map<number, number>();
  levels.set(raster, byZoom);
  const level = byZoom.get(z) ?? previewLevel(raster, displayGrid(z));
  byZoom.set(z, level);
  return level;
}

function imageOf(raster: Raster): Image | null {
  const known = images.get(raster);
  if (known !== undefined) return known;
  const image = imageExtent(windowGrid(raster.grid, dataWindow(raster, 0)), WEB_MERCATOR);
  images.set(raster, image);
  return image;
}

function meetsTile(raster: Raster, z: number, col: number, row: number): boolean {
  const image = imageOf(raster);
  if (!image) return false;
  const { extent: world } = globalLayout(WEB_MERCATOR, 0, tileEdge);
  if (!image.isWhole || image.extent.west < world.west || image.extent.east > world.east) return true;
  return intersectExtent(image.extent, keyExtent(globalLayout(WEB_MERCATOR, z, tileEdge), { col, row })) !== null;
}

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
  const shown = rasters.flatMap((raster) => imageOf(raster) ?? []);
  const around = shown.some(({ isWhole }) => !isWhole) ? world : unionExtent(shown.map((image) => image.extent));
  if (!around) return extent(world.west, world.north, world.west, world.north);
  const crosses = around.west < world.west - 1 || around.east > world.east + 1;
  return (
    intersectExtent(crosses ? { ...around, west: world.west, east: world.east } : around, world) ?? extent(world.west, world.north, world.west, world.north)
  );
}
