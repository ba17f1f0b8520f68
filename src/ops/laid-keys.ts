import { sameCrs } from "../grid/crs.ts";
import { intersectExtent } from "../grid/extent.ts";
import { type Grid, gridExtent, windowGrid } from "../grid/grid.ts";
import { imageExtent } from "../grid/target-grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster, TilePlace } from "../layer/meta.ts";

/** Above this number of tiles a layer names none: all that meet its extent count as there. */
const mostKeys = 65_536;
/** Above this number of keys a raster in another CRS counts as one piece: projecting each would take too long. */
const mostProjected = 4096;

/** Where the rasters of one raster of a laid out layer come from, and where they go. */
export interface Laying {
  readonly input: LayerMeta;
  readonly members: readonly Raster[];
  readonly out: Omit<Raster, "keys">;
  readonly tileCols: number;
  readonly tileRows: number;
}

/**
 * The tiles that rasters meet on a new grid, row by row; undefined when they are all that meet the data's extent. Tiles
 * between rasters that lie apart, and below missing tiles of a tiled layer, do not come to be.
 */
export function laidKeys({ input, members, out, tileCols, tileRows }: Laying): readonly TilePlace[] | undefined {
  if (members.length === 1 && !members[0]!.keys) return undefined;
  const all = tilesUnder(out, tileCols, tileRows);
  if (all.cols * all.rows > mostKeys) return undefined;
  const met = new Uint8Array(all.cols * all.rows);
  for (const member of members)
    for (const ground of groundsOf(member, input, out.grid)) {
      const extent = intersectExtent(ground, out.extent);
      if (!extent) continue;
      const tiles = tilesUnder({ ...out, extent }, tileCols, tileRows);
      for (let row = tiles.row; row < tiles.row + tiles.rows; row++)
        met.fill(1, (row - all.row) * all.cols + tiles.col - all.col, (row - all.row) * all.cols + tiles.col - all.col + tiles.cols);
    }
  if (!met.includes(0)) return undefined;
  return Array.from(met).flatMap((is, i) => (is ? [{ col: all.col + (i % all.cols), row: all.row + Math.floor(i / all.cols) }] : []));
}

function tilesUnder(raster: Raster, tileCols: number, tileRows: number) {
  const { col, row, cols, rows } = dataWindow(raster, 0);
  const left = Math.floor(col / tileCols);
  const top = Math.floor(row / tileRows);
  return { col: left, row: top, cols: Math.max(0, Math.ceil((col + cols) / tileCols) - left), rows: Math.max(0, Math.ceil((row + rows) / tileRows) - top) };
}

/** The pieces of ground that a raster has, in the CRS of another grid. */
function groundsOf(raster: Raster, { tileCols, tileRows }: LayerMeta, { crs }: Grid) {
  const { grid, keys } = raster;
  const data = windowGrid(grid, dataWindow(raster, 0));
  const isSame = sameCrs(grid.crs, crs);
  const image = (piece: Grid) => (isSame ? gridExtent(piece) : imageExtent(piece, crs)?.extent) ?? null;
  const pieces =
    keys && (isSame || keys.length <= mostProjected)
      ? keys.map(({ col, row }) => windowGrid(grid, { col: col * tileCols, row: row * tileRows, cols: tileCols, rows: tileRows }))
      : [data];
  return pieces.flatMap((piece) => image(piece) ?? []);
}
