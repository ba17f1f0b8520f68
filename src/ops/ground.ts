import { fail } from "../fault.ts";
import { isNorthUp } from "../grid/affine.ts";
import { type Crs, sameCrs } from "../grid/crs.ts";
import { type Extent, unionExtent } from "../grid/extent.ts";
import { cellSize, type Grid, gridExtent, windowGrid } from "../grid/grid.ts";
import { targetGrid } from "../grid/target-grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import type { Ground } from "./layout-field.ts";

/** The one CRS of a layer; fails with `different-crs` when its rasters disagree. */
export function crsOf({ rasters }: LayerMeta): Crs {
  const systems: Crs[] = [];
  for (const { grid } of rasters) if (!systems.some((crs) => sameCrs(crs, grid.crs))) systems.push(grid.crs);
  const [first, ...others] = systems;
  if (!first) return fail({ tag: "bad-input", op: "tileToLayout", problem: "the layer is empty" });
  return others.length === 0 ? first : fail({ tag: "different-crs", names: systems.map(({ name }) => name) });
}

/** A raster's data on a north-up grid in `crs`; its own grid when it is that already. Null when it has no image there. */
export function uprightGrid(raster: Raster, crs: Crs, cell: number | null = null): Grid | null {
  const data = windowGrid(raster.grid, dataWindow(raster, 0));
  return sameCrs(data.crs, crs) && isUpright(data) && cell === null ? data : targetGrid(data, crs, cell);
}

/** Rows due south or due north: such a grid keeps its cells when it is laid anew. */
const isUpright = ({ affine: [a, b, c, d, e, f] }: Grid) => isNorthUp([a, b, c, d, -Math.abs(e), f]);

/** The extent of all data in `crs` and the finest cell. Fails with `outside-crs` when nothing has an image there. */
export function groundOf(meta: LayerMeta, crs: Crs): Ground {
  const grids = meta.rasters.flatMap((raster) => uprightGrid(raster, crs) ?? []);
  const extent = unionExtent(grids.map(gridExtent));
  if (!extent) return fail({ tag: "outside-crs", crs: crs.name });
  const cells = grids.map(cellSize);
  const finest = cells.reduce((l, r) => (r.width * r.height < l.width * l.height ? r : l));
  return { crs, extent, cell: finest };
}

/** The union of the data of some rasters in `crs`, cut to `limit`; null when nothing is left. */
export function dataExtent(rasters: readonly Raster[], crs: Crs): Extent | null {
  return unionExtent(rasters.flatMap((raster) => uprightGrid(raster, crs) ?? []).map(gridExtent));
}
