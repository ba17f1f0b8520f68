import { fail } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { type Grid, gridExtent } from "../grid/grid.ts";
import { gridBoundsFor, type KeyBounds } from "../grid/layout.ts";
import { targetGrid } from "../grid/target-grid.ts";
import { type CrsLike, type ExtentLike, toCrs, toExtent } from "./options.ts";

/** An extent cut into columns and rows of cells: GeoTrellis' RasterExtent. */
export interface GridExtent {
  readonly extent: Extent;
  readonly cols: number;
  readonly rows: number;
  readonly crs: Crs;
  readonly cellSize: { readonly width: number; readonly height: number };
  /** Column and row of the cell a point lies in, not clamped: a point on the east or south edge is one past the last. */
  mapToGrid(x: number, y: number): { readonly col: number; readonly row: number };
  /** The centre of a cell. */
  gridToMap(col: number, row: number): { readonly x: number; readonly y: number };
  /** First and last cells that an extent meets; its edges on a grid line to the east and south do not count. With `clamp` they are cut to the grid. */
  gridBoundsFor(extent: ExtentLike, clamp?: boolean): KeyBounds;
  /** The grid that these cells get in another CRS, as gdalwarp suggests it or by GeoTrellis' rule; null when nothing of them has an image there. */
  reproject(targetCrs: CrsLike, options?: { readonly rule?: "geotrellis" }): GridExtent | null;
}

/** A grid of cols × rows cells over an extent, in Web Mercator unless told. */
export function GridExtent({
  extent,
  cols,
  rows,
  crs = 3857,
}: {
  readonly extent: ExtentLike;
  readonly cols: number;
  readonly rows: number;
  readonly crs?: CrsLike;
}): GridExtent {
  const { west, south, east, north } = toExtent(extent, "GridExtent", "extent");
  if (!(cols >= 1 && rows >= 1)) fail({ tag: "bad-param", op: "GridExtent", param: "cols", problem: "there must be a column and a row at least" });
  return gridExtentOf({ crs: toCrs(crs, "GridExtent", "crs"), affine: [(east - west) / cols, 0, west, 0, -(north - south) / rows, north], cols, rows });
}

function gridExtentOf(grid: Grid): GridExtent {
  const [width, , west, , negativeHeight, north] = grid.affine;
  const height = -negativeHeight;
  return {
    extent: gridExtent(grid),
    cols: grid.cols,
    rows: grid.rows,
    crs: grid.crs,
    cellSize: { width, height },
    mapToGrid: (x, y) => ({ col: Math.floor((x - west) / width), row: Math.floor((north - y) / height) }),
    gridToMap: (col, row) => ({ x: west + (col + 0.5) * width, y: north - (row + 0.5) * height }),
    gridBoundsFor: (extent, clamp = true) => gridBoundsFor(grid, toExtent(extent, "gridBoundsFor", "extent"), clamp),
    reproject(targetCrs, { rule } = {}) {
      const target = targetGrid(grid, toCrs(targetCrs, "GridExtent.reproject", "targetCrs"), null, rule === "geotrellis" ? "envelope" : "raster");
      return target && gridExtentOf(target);
    },
  };
}
