import type { Brand } from "../brand.ts";
import type { CellType } from "../cells/cell-type.ts";
import type { Extent } from "../grid/extent.ts";
import type { Grid, Window } from "../grid/grid.ts";

/** Hash of (operation, version, parameters, input ids): equal ids hold equal cells. */
export type NodeId = Brand<string, "node">;
/** Names one dropped file by its content. */
export type SceneId = Brand<string, "scene">;
/** Milliseconds since 1970-01-01 UTC. */
export type Instant = Brand<number, "instant">;

export type ColourRole = "grey" | "red" | "green" | "blue" | "alpha" | "palette" | "undefined";

export interface BandMeta {
  /** As the file says, or "Band n". */
  readonly name: string;
  readonly role: ColourRole;
  readonly unit: string | null;
  /** Physical value = cell · scale + offset. Shown, never applied to cells. */
  readonly scale: number;
  readonly offset: number;
}

/** Red, green, blue, alpha, each 0 to 255. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/**
 * One of the rasters that a layer holds. An untiled layer has one per scene, each on its own grid. In a tiled
 * layer all share the layout's grid and differ by instant; two with the same instant are duplicates of each key.
 */
export interface Raster {
  readonly name: string;
  /** Untiled: the scene's cells. Tiled: the whole layout, which may be far larger than the data. */
  readonly grid: Grid;
  /** Where the data lies, in the grid's CRS. */
  readonly extent: Extent;
  readonly instant: Instant | null;
  /** Tiled: the tiles that exist, when they are not all that meet the extent. */
  readonly keys?: readonly TilePlace[];
}

/** Column and row of a tile in its layout, from the north-west. */
export interface TilePlace {
  readonly col: number;
  readonly row: number;
}

/** What is known of a layer before any cell is read. */
export interface LayerMeta {
  readonly kind: "raster" | "tiled";
  readonly rasters: readonly Raster[];
  /** The tiles in which cells are pulled, stored and scheduled; for a tiled layer, those of its layout. */
  readonly tileCols: number;
  readonly tileRows: number;
  readonly cellType: CellType;
  readonly nodata: number | null;
  readonly bands: readonly BandMeta[];
  /** Colours by cell value of the first band, when the source has a colour table. Such cells are classes. */
  readonly palette: readonly Rgba[] | null;
  /** Zoom of a GlobalLayout; null otherwise. */
  readonly zoom: number | null;
}

/** One tile of one raster of a layer; level 0 is exact, each level halves columns and rows. */
export interface TileKey extends TilePlace {
  readonly raster: number;
  readonly level: number;
}

/** A rectangle of pixels of one raster at one level. */
export interface RasterWindow extends Window {
  readonly raster: number;
  readonly level: number;
}

/** The pixels a key stands for, tiles at the south and east edge in full size. */
export const keyWindow = ({ tileCols, tileRows }: LayerMeta, { raster, level, col, row }: TileKey): RasterWindow => ({
  raster,
  level,
  col: col * tileCols,
  row: row * tileRows,
  cols: tileCols,
  rows: tileRows,
});

/** Cells are classes, not amounts: nearest and mode are the methods that fit. */
export const isCategorical = (meta: LayerMeta): boolean => meta.palette !== null;
