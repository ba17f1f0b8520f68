import { invariant } from "../fault.ts";
import { toPixel } from "../grid/affine.ts";
import { clipWindow, gridAt, gridExtent, type Window } from "../grid/grid.ts";
import { map } from "../grid/point.ts";
import { keyWindow, type LayerMeta, type Raster, type RasterWindow, type TileKey, type TilePlace } from "./meta.ts";

/** The pixels of a raster that hold data, at a level: the data's extent snapped outward, clipped to the grid. */
export function dataWindow({ grid, extent }: Raster, level: number): Window {
  const at = gridAt(grid, level);
  const whole = { col: 0, row: 0, cols: at.cols, rows: at.rows };
  const full = gridExtent(grid);
  if (extent.west <= full.west && extent.south <= full.south && extent.east >= full.east && extent.north >= full.north) return whole;
  const corners = [map(extent.west, extent.north), map(extent.east, extent.north), map(extent.east, extent.south), map(extent.west, extent.south)].map((p) =>
    toPixel(at.affine, p),
  );
  // A billionth of a cell is rounding of the extent, not ground.
  const snap = 1e-7;
  const col = Math.floor(Math.min(...corners.map((p) => p.x)) + snap);
  const row = Math.floor(Math.min(...corners.map((p) => p.y)) + snap);
  const right = Math.ceil(Math.max(...corners.map((p) => p.x)) - snap);
  const bottom = Math.ceil(Math.max(...corners.map((p) => p.y)) - snap);
  return clipWindow({ col, row, cols: right - col, rows: bottom - row }, at) ?? { col: 0, row: 0, cols: 0, rows: 0 };
}

/** A key's window without what lies past its raster's east and south edge. */
export function windowOnRaster(meta: LayerMeta, key: TileKey): RasterWindow {
  const window = keyWindow(meta, key);
  const raster = meta.rasters[key.raster];
  invariant(raster, `raster ${key.raster} among ${meta.rasters.length}`);
  const { cols, rows } = gridAt(raster.grid, key.level);
  return { ...window, cols: Math.min(window.cols, cols - window.col), rows: Math.min(window.rows, rows - window.row) };
}

/** Every key of a layer that meets its data, raster by raster, row by row. */
export function layerKeys(meta: LayerMeta, level = 0): TileKey[] {
  return meta.rasters.flatMap((raster, index) => {
    const met = keysOver(meta, { ...dataWindow(raster, level), raster: index, level });
    if (!raster.keys) return met;
    const existing = new Set(raster.keys.map(({ col, row }) => placeName({ col: Math.floor(col / 2 ** level), row: Math.floor(row / 2 ** level) })));
    return met.filter((key) => existing.has(placeName(key)));
  });
}

/** True when a raster of a tiled layer has a tile at a key; one of an untiled layer is there as a whole. */
export function hasTile(meta: LayerMeta, key: TileKey): boolean {
  const raster = meta.rasters[key.raster];
  if (!raster) return false;
  if (meta.kind === "raster") return true;
  const { col, row, cols, rows } = dataWindow(raster, key.level);
  const meets =
    (key.col + 1) * meta.tileCols > col && key.col * meta.tileCols < col + cols && (key.row + 1) * meta.tileRows > row && key.row * meta.tileRows < row + rows;
  if (!meets || !raster.keys) return meets;
  const unit = 2 ** key.level;
  return raster.keys.some((place) => Math.floor(place.col / unit) === key.col && Math.floor(place.row / unit) === key.row);
}

const placeName = ({ col, row }: TilePlace): string => `${col},${row}`;

/** The tiles that any of some rasters has; undefined when all that meet their extents exist. */
export function unionKeys(rasters: readonly Raster[]): readonly TilePlace[] | undefined {
  if (!rasters.every(({ keys }) => keys)) return undefined;
  return [...new Map(rasters.flatMap(({ keys }) => keys ?? []).map((place) => [placeName(place), place])).values()];
}

/** The tiles that both have; undefined when all that meet their extents exist in both. */
export function commonKeys({ keys: left }: Raster, { keys: right }: Raster): readonly TilePlace[] | undefined {
  if (!left || !right) return left ?? right;
  const names = new Set(right.map(placeName));
  return left.filter((place) => names.has(placeName(place)));
}

/** The keys of the tiles that meet a window, row by row. */
export function keysOver({ tileCols, tileRows }: LayerMeta, { raster, level, col, row, cols, rows }: RasterWindow): TileKey[] {
  const keys: TileKey[] = [];
  for (let r = Math.floor(row / tileRows); r * tileRows < row + rows; r++)
    for (let c = Math.floor(col / tileCols); c * tileCols < col + cols; c++) keys.push({ raster, level, col: c, row: r });
  return keys;
}

/** Cells of all bands that a layer's data covers, at level 0. */
export const cellCount = (meta: LayerMeta): number => meta.rasters.reduce((sum, raster) => sum + dataWindow(raster, 0).cols * dataWindow(raster, 0).rows, 0);

/** Keys in Z-order, so that a run of them is a compact patch of ground: a partition. */
export const zOrder = (keys: readonly TileKey[]): TileKey[] => [...keys].sort((l, r) => l.raster - r.raster || morton(l) - morton(r) || l.row - r.row);

/** Keys cut into `count` runs of nearly equal length (fewer when there are fewer keys). */
export function partitions(keys: readonly TileKey[], count: number): TileKey[][] {
  const ordered = zOrder(keys);
  const parts = Math.max(1, Math.min(count, ordered.length));
  return Array.from({ length: parts }, (_, i) => ordered.slice(Math.floor((i * ordered.length) / parts), Math.floor(((i + 1) * ordered.length) / parts)));
}

/** Interleaved bits of column and row, exact to 2^26 columns. */
function morton({ col, row }: TileKey): number {
  let code = 0;
  for (let bit = 25; bit >= 0; bit--) code = code * 4 + (Math.floor(row / 2 ** bit) % 2) * 2 + (Math.floor(col / 2 ** bit) % 2);
  return code;
}
