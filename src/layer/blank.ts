import type { Crs } from "../grid/crs.ts";
import { type Extent, intersectExtent } from "../grid/extent.ts";
import { keyExtent, keysFor, type Layout, layoutGrid } from "../grid/layout.ts";
import type { LayerMeta } from "./meta.ts";

/** A layer without cells of its own: a layout, and the part of it that operations fill. */
export interface Blank {
  readonly crs: Crs;
  readonly layout: Layout;
  readonly extent: Extent;
  /** Zoom of a GlobalLayout; null otherwise. */
  readonly zoom: number | null;
}

/** The tiled layer of a blank: one raster, one band, no cell with a value. */
export function blankMeta({ crs, layout, extent, zoom }: Blank): LayerMeta {
  return {
    kind: "tiled",
    rasters: [{ name: "Blank", grid: layoutGrid(crs, layout), extent, instant: null }],
    tileCols: layout.tileCols,
    tileRows: layout.tileRows,
    cellType: "uint8",
    nodata: 0,
    bands: [{ name: "Blank", role: "grey", unit: null, scale: 1, offset: 0 }],
    palette: null,
    zoom,
  };
}

/** The ground of the tiles that an extent meets, cut to the layout; null where it meets none. */
export function tilesAround(layout: Layout, part: Extent): Extent | null {
  const { colMin, rowMin, colMax, rowMax } = keysFor(layout, part);
  const first = keyExtent(layout, { col: colMin, row: rowMin });
  const last = keyExtent(layout, { col: colMax, row: rowMax });
  return intersectExtent({ west: first.west, south: last.south, east: last.east, north: first.north }, layout.extent);
}
