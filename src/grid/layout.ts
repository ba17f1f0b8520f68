import { fail } from "../fault.ts";
import { type Crs, projectExtent, WGS84 } from "./crs.ts";
import { type Extent, extent } from "./extent.ts";
import type { Grid } from "./grid.ts";

/** An extent cut into equal tiles of equal cells, north up. West and north edges belong to a tile, east and south do not. */
export interface Layout {
  readonly extent: Extent;
  readonly layoutCols: number;
  readonly layoutRows: number;
  readonly tileCols: number;
  readonly tileRows: number;
}

/** Column and row of a tile; (0, 0) is the north-west one. Keys may lie outside the layout. */
export interface LayoutKey {
  readonly col: number;
  readonly row: number;
}

/** Keys from the first to the last, both included. */
export interface KeyBounds {
  readonly colMin: number;
  readonly rowMin: number;
  readonly colMax: number;
  readonly rowMax: number;
}

/** The cells of the whole layout. */
export function layoutGrid(crs: Crs, { extent: { west, south, east, north }, layoutCols, layoutRows, tileCols, tileRows }: Layout): Grid {
  const cols = layoutCols * tileCols;
  const rows = layoutRows * tileRows;
  return { crs, affine: [(east - west) / cols, 0, west, 0, -(north - south) / rows, north], cols, rows };
}

/** The tile a point lies in. The share of the extent is taken first and multiplied then: the other order misplaces points on edges. */
export const keyAt = ({ extent: e, layoutCols, layoutRows }: Layout, x: number, y: number): LayoutKey => ({
  col: Math.floor(((x - e.west) / (e.east - e.west)) * layoutCols),
  row: Math.floor(((e.north - y) / (e.north - e.south)) * layoutRows),
});

/** The ground of a tile. */
export function keyExtent({ extent: e, layoutCols, layoutRows }: Layout, { col, row }: LayoutKey): Extent {
  const width = (e.east - e.west) / layoutCols;
  const height = (e.north - e.south) / layoutRows;
  return extent(e.west + col * width, e.north - (row + 1) * height, e.west + (col + 1) * width, e.north - row * height);
}

/** The tiles that an extent meets. Its east and south edges count only where it has no width or height there. */
export function keysFor(layout: Layout, part: Extent): KeyBounds {
  const { extent: e, layoutCols, layoutRows } = layout;
  const first = keyAt(layout, part.west, part.north);
  const right = ((part.east - e.west) / (e.east - e.west)) * layoutCols;
  const bottom = ((e.north - part.south) / (e.north - e.south)) * layoutRows;
  return {
    colMin: first.col,
    rowMin: first.row,
    colMax: part.east === part.west ? Math.floor(right) : Math.ceil(right) - 1,
    rowMax: part.north === part.south ? Math.floor(bottom) : Math.ceil(bottom) - 1,
  };
}

/** An edge this near a grid line, in cells, is on it. GeoTrellis' figure. */
const onLine = 1e-7;

/**
 * The cells of a north-up grid that an extent meets, first and last included; its east and south edges do not count where
 * they lie on a line. With `clamp` they are cut to the grid, and an extent beside the grid gives its nearest edge.
 */
export function gridBoundsFor(grid: Pick<Grid, "affine" | "cols" | "rows">, part: Extent, clamp = true): KeyBounds {
  const [width, , west, , height, north] = grid.affine;
  const exclusive = (edge: number) => (Math.abs(edge - Math.round(edge)) < onLine ? Math.round(edge) - 1 : Math.floor(edge));
  const bounds = {
    colMin: Math.floor((part.west - west) / width),
    rowMin: Math.floor((part.north - north) / height),
    colMax: exclusive((part.east - west) / width),
    rowMax: exclusive((part.south - north) / height),
  };
  if (!clamp) return bounds;
  const cut = (value: number, last: number) => Math.min(Math.max(value, 0), last);
  return {
    colMin: cut(bounds.colMin, grid.cols - 1),
    rowMin: cut(bounds.rowMin, grid.rows - 1),
    colMax: cut(bounds.colMax, grid.cols - 1),
    rowMax: cut(bounds.rowMax, grid.rows - 1),
  };
}

/** A layout anchored at the data's north-west corner; what the last tiles reach beyond the data is padding to the east and south. */
export function localLayout(data: Extent, cell: { readonly width: number; readonly height: number }, tileCols: number, tileRows: number): Layout {
  const layoutCols = tilesFor((data.east - data.west) / cell.width / tileCols);
  const layoutRows = tilesFor((data.north - data.south) / cell.height / tileRows);
  const east = data.west + layoutCols * tileCols * cell.width;
  const south = data.north - layoutRows * tileRows * cell.height;
  return { extent: extent(data.west, south, east, data.north), layoutCols, layoutRows, tileCols, tileRows };
}

/** A hair more than a whole number of tiles is rounding, not one tile more. */
const tilesFor = (tiles: number) => Math.max(1, Math.ceil(tiles - 1e-9 * Math.max(1, tiles)));

const sinusoidalWorld = extent(-20015109.355797417, -10007554.677898709, 20015109.355797417, 10007554.677898709);
const mercatorWorld = extent(-20037508.342789244, -20037508.342789244, 20037508.342789244, 20037508.342789244);
/** As GeoTrellis cuts it: a hair short of the poles and the antimeridian. */
const lonLatWorld = extent(-180, -89.99999, 179.99999, 89.99999);

/** The extent that zoom 0 of a CRS covers. UTM zones have none: fails with `bad-param`. */
export function worldExtent(crs: Crs): Extent {
  if (crs.code === 3857) return mercatorWorld;
  if (crs.code === 4326) return lonLatWorld;
  if (/\+proj=sinu\b/.test(crs.proj)) return sinusoidalWorld;
  if (/\+proj=utm\b/.test(crs.proj))
    return fail({ tag: "bad-param", op: "tileToLayout", param: "layout", problem: `${crs.name} is one UTM zone and has no world extent` });
  return projectExtent(lonLatWorld, WGS84, crs) ?? fail({ tag: "bad-param", op: "tileToLayout", param: "layout", problem: `${crs.name} has no world extent` });
}

/** The world in 2^zoom by 2^zoom tiles. */
export const globalLayout = (crs: Crs, zoom: number, tileSize: number): Layout => ({
  extent: worldExtent(crs),
  layoutCols: 2 ** zoom,
  layoutRows: 2 ** zoom,
  tileCols: tileSize,
  tileRows: tileSize,
});
