import type { CellType } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { gridExtent } from "../grid/grid.ts";
import { type Layout as GridLayout, keysFor } from "../grid/layout.ts";
import type { Instant, LayerMeta } from "../layer/meta.ts";
import { crsOf, groundOf } from "../ops/ground.ts";
import { type LayoutParam, layoutFor } from "../ops/layout-field.ts";
import { type ExtentLike, optionsOf, toExtent } from "./options.ts";

/** A layout as the tile_to_layout step takes it. */
export type Layout = LayoutParam;

/** A column and row, with an instant in a layer of several dates. */
export interface BoundKey {
  readonly col: number;
  readonly row: number;
  readonly instant: Instant | null;
}

/** What is known of a tiled layer, or would be known of an untiled one once it is laid out. */
export interface Metadata {
  readonly crs: Crs;
  readonly cellType: CellType;
  readonly noDataValue: number | null;
  /** Of the data; the layout's own may reach beyond it. */
  readonly extent: Extent;
  readonly layout: GridLayout;
  /** The first and the last key, each axis by itself. */
  readonly bounds: { readonly minKey: BoundKey; readonly maxKey: BoundKey };
  /** Of a global layout; null otherwise. */
  readonly zoom: number | null;
}

/** A grid anchored at the data's north-west corner, in cells of the data's own size. */
export function LocalLayout(options: { readonly tileSize?: number; readonly tileCols?: number; readonly tileRows?: number } = {}): Layout {
  const names = ["tileSize", "tileCols", "tileRows"] as const;
  const { tileSize = 256, tileCols = tileSize, tileRows = tileSize } = optionsOf("LocalLayout", options, "LocalLayout({ tileSize: 512 })", names);
  return { kind: "local", tileCols, tileRows };
}

/**
 * The world in 2^zoom × 2^zoom tiles; without a zoom, the one whose cells fit the data's: they are made coarser by at most
 * `threshold` of the way to the next zoom.
 */
export function GlobalLayout(options: { readonly tileSize?: number; readonly zoom?: number | null; readonly threshold?: number } = {}): Layout {
  const names = ["tileSize", "zoom", "threshold"] as const;
  const { tileSize = 256, zoom = null, threshold } = optionsOf("GlobalLayout", options, "GlobalLayout({ zoom: 8 })", names);
  return { kind: "global", tileSize, zoom, ...(threshold !== undefined && { threshold }) };
}

/** A layout given in full: an extent in the target CRS, cut into layoutCols × layoutRows tiles of tileCols × tileRows cells. */
export const LayoutDefinition = (
  extent: ExtentLike,
  {
    layoutCols,
    layoutRows,
    tileCols,
    tileRows,
  }: { readonly layoutCols: number; readonly layoutRows: number; readonly tileCols: number; readonly tileRows: number },
): Layout => ({ kind: "definition", extent: toExtent(extent, "LayoutDefinition"), layoutCols, layoutRows, tileCols, tileRows });

/** A layout as it is, or the one that metadata holds: only a layer in its CRS can be laid on it. Anything else faults `bad-type`. */
export function toLayout(op: string, like: Layout | Metadata): Layout {
  if (typeof like !== "object" || like === null) {
    const expected = "a layout, metadata or a tiled layer";
    return like === undefined
      ? fail({ tag: "bad-param", op, param: "layout", problem: `it is missing; ${expected} is needed` })
      : fail({ tag: "bad-type", op, param: "layout", given: typeof like, expected });
  }
  return "layout" in like ? { kind: "definition", ...like.layout, crs: like.crs } : like;
}

/** What a tiled layer tells of itself. */
export function metadataOf(meta: LayerMeta): Metadata {
  const { rasters, tileCols, tileRows, cellType, nodata, zoom } = meta;
  const [first] = rasters;
  if (meta.kind !== "tiled" || !first) return fail({ tag: "bad-input", op: "layerMetadata", problem: "the layer is not tiled; use collectMetadata" });
  const { grid } = first;
  const layout = { extent: gridExtent(grid), layoutCols: grid.cols / tileCols, layoutRows: grid.rows / tileRows, tileCols, tileRows };
  return { crs: grid.crs, cellType, noDataValue: nodata, ...placeOf(meta, layout), layout, zoom };
}

/** What a layer would tell of itself once it is laid out so, in its own CRS. Layers of several CRS are refused with their names. */
export function collectMetadata(meta: LayerMeta, param: Layout): Metadata {
  const crs = crsOf(meta);
  const { layout, zoom } = layoutFor(param, groundOf(meta, crs), "collectMetadata");
  return { crs, cellType: meta.cellType, noDataValue: meta.nodata, ...placeOf(meta, layout), layout, zoom };
}

function placeOf({ rasters }: LayerMeta, layout: GridLayout): Pick<Metadata, "extent" | "bounds"> {
  const edges = rasters.map(({ extent }) => extent);
  const extent = {
    west: Math.min(...edges.map(({ west }) => west)),
    south: Math.min(...edges.map(({ south }) => south)),
    east: Math.max(...edges.map(({ east }) => east)),
    north: Math.max(...edges.map(({ north }) => north)),
  };
  const places = rasters.flatMap(({ keys }) => keys ?? []);
  const met = keysFor(layout, extent);
  const isSparse = rasters.every(({ keys }) => keys) && places.length > 0;
  const axis = (of: readonly number[], first: number, last: number) => (isSparse ? [least(of), most(of)] : [first, last]) as readonly [number, number];
  const [colMin, colMax] = axis(
    places.map(({ col }) => col),
    met.colMin,
    met.colMax,
  );
  const [rowMin, rowMax] = axis(
    places.map(({ row }) => row),
    met.rowMin,
    met.rowMax,
  );
  const instants = rasters.flatMap(({ instant }) => instant ?? []).toSorted((l, r) => l - r);
  const [first, last] = [instants[0] ?? null, instants.at(-1) ?? null];
  return { extent, bounds: { minKey: { col: colMin, row: rowMin, instant: first }, maxKey: { col: colMax, row: rowMax, instant: last } } };
}

const least = (of: readonly number[]): number => of.reduce((l, r) => Math.min(l, r), Number.POSITIVE_INFINITY);
const most = (of: readonly number[]): number => of.reduce((l, r) => Math.max(l, r), Number.NEGATIVE_INFINITY);
