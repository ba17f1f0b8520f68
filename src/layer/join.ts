import { sameCrs } from "../grid/crs.ts";
import { intersectExtent } from "../grid/extent.ts";
import type { Grid } from "../grid/grid.ts";
import { commonKeys } from "./keys.ts";
import type { LayerMeta, Raster } from "./meta.ts";

/** A raster of several layers taken together cell by cell, and the raster of each layer that is behind it. */
export interface JoinedRaster {
  readonly raster: Raster;
  /** One index an input. */
  readonly sources: readonly number[];
}

/**
 * The rasters that layers have in common: every pair (triple ...) on the same grid, of the same instant and with tiles in
 * common, in the order of the first layer; a raster without an instant goes with every instant. It holds the tiles that
 * all have. Empty when the layers share nothing.
 */
export function joinRasters(inputs: readonly [LayerMeta, ...LayerMeta[]]): readonly JoinedRaster[] {
  const [first, ...rest] = inputs;
  const start = first.rasters.map((raster, index): JoinedRaster => ({ raster, sources: [index] }));
  return rest.reduce(
    (joined, { rasters }) =>
      joined.flatMap((left) =>
        rasters.flatMap((right, index) => {
          const raster = common(left.raster, right);
          return raster ? [{ raster, sources: [...left.sources, index] }] : [];
        }),
      ),
    start,
  );
}

/** Tiled layers whose keys name the same ground. */
export function sameLayout(left: LayerMeta, right: LayerMeta): boolean {
  const l = left.rasters[0]?.grid;
  const r = right.rasters[0]?.grid;
  return left.tileCols === right.tileCols && left.tileRows === right.tileRows && (!l || !r || sameGrid(l, r));
}

const sameGrid = (l: Grid, r: Grid): boolean =>
  l.cols === r.cols && l.rows === r.rows && sameCrs(l.crs, r.crs) && l.affine.every((value, i) => value === r.affine[i]);

function common(left: Raster, right: Raster): Raster | null {
  if (!sameGrid(left.grid, right.grid)) return null;
  if (left.instant !== null && right.instant !== null && left.instant !== right.instant) return null;
  const extent = intersectExtent(left.extent, right.extent);
  if (!extent) return null;
  const keys = commonKeys(left, right);
  if (keys?.length === 0) return null;
  return { name: left.name, grid: left.grid, extent, instant: left.instant ?? right.instant, ...(keys && { keys }) };
}
