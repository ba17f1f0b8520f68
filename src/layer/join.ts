import { sameCrs } from "../grid/crs.ts";
import { type Extent, intersectExtent, unionExtent } from "../grid/extent.ts";
import { type Grid, gridExtent, windowGrid } from "../grid/grid.ts";
import { commonKeys, dataWindow } from "./keys.ts";
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
 * all have. Empty when the layers share nothing. By "cells" it reaches as far as all have data, by "tiles" as far as any has
 * data in the tiles that all have.
 */
export function joinRasters(inputs: readonly [LayerMeta, ...LayerMeta[]], by: "cells" | "tiles" = "cells"): readonly JoinedRaster[] {
  const [first, ...rest] = inputs;
  const start = first.rasters.map((raster, index): JoinedRaster => ({ raster, sources: [index] }));
  return rest.reduce(
    (joined, { rasters }) =>
      joined.flatMap((left) =>
        rasters.flatMap((right, index) => {
          const raster = common(left.raster, right, by === "tiles" ? first : null);
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

/** The same cells of the same ground. */
export const sameGrid = (l: Grid, r: Grid): boolean =>
  l.cols === r.cols && l.rows === r.rows && sameCrs(l.crs, r.crs) && l.affine.every((value, i) => value === r.affine[i]);

function common(left: Raster, right: Raster, tiling: LayerMeta | null): Raster | null {
  if (!sameGrid(left.grid, right.grid)) return null;
  if (left.instant !== null && right.instant !== null && left.instant !== right.instant) return null;
  const extent = tiling ? commonTiles(left, right, tiling) : intersectExtent(left.extent, right.extent);
  if (!extent) return null;
  const keys = commonKeys(left, right);
  if (keys?.length === 0) return null;
  return { name: left.name, grid: left.grid, extent, instant: left.instant ?? right.instant, ...(keys && { keys }) };
}

/** Where either raster has data within the rectangle of tiles that both meet. */
function commonTiles(left: Raster, right: Raster, { tileCols, tileRows }: LayerMeta): Extent | null {
  const [l, r] = [dataWindow(left, 0), dataWindow(right, 0)];
  const first = (a: number, b: number, size: number) => Math.floor(Math.max(a, b) / size) * size;
  const last = (a: number, b: number, size: number) => Math.ceil(Math.min(a, b) / size) * size;
  // The later of two starts lies in the first tile that both can have.
  const col = first(l.col, r.col, tileCols);
  const row = first(l.row, r.row, tileRows);
  const cols = Math.min(left.grid.cols, last(l.col + l.cols, r.col + r.cols, tileCols)) - col;
  const rows = Math.min(left.grid.rows, last(l.row + l.rows, r.row + r.rows, tileRows)) - row;
  if (l.cols === 0 || r.cols === 0 || cols <= 0 || rows <= 0) return null;
  const around = unionExtent([left.extent, right.extent]);
  return around && intersectExtent(around, gridExtent(windowGrid(left.grid, { col, row, cols, rows })));
}
