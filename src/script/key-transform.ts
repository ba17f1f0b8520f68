import { fail } from "../fault.ts";
import { areasInCrs } from "../grid/areas.ts";
import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { type Layout as GridLayout, type KeyBounds, keyAt, keyExtent, keysFor, type LayoutKey, layoutGrid } from "../grid/layout.ts";
import { coverage, prepareArea } from "../grid/polygon.ts";
import { zoomFor } from "../grid/zoom.ts";
import { refusal } from "../ops/issue-words.ts";
import { layoutFor, layoutSchema } from "../ops/layout-field.ts";
import { type Layout, type Metadata, toLayout } from "./layouts.ts";
import { areasFrom } from "./mask-options.ts";
import { type CellSizeLike, type CrsLike, type ExtentLike, given, optionsOf, toCellSize, toCrs, toExtent } from "./options.ts";

/** What a layout around data needs to know of the data. */
export interface KeyTransformOptions {
  readonly crs?: CrsLike;
  /** Of the data; for a local layout, and for a global one without a zoom. */
  readonly extent?: ExtentLike;
  /** Of a cell of the data, or its columns and rows in place of it. */
  readonly cellSize?: CellSizeLike;
  readonly dimensions?: readonly [cols: number, rows: number];
}

/** From keys to ground and back, for one layout. */
export interface KeyTransform {
  readonly layout: GridLayout;
  readonly crs: Crs;
  /** Of a global layout; null otherwise. */
  readonly zoom: number | null;
  keyToExtent(col: number, row: number): Extent;
  /** The tile a point lies in: its west and north edges belong to it. Keys may lie outside the layout. */
  pointToKey(x: number, y: number): LayoutKey;
  /** The first and last keys that an extent meets. */
  keyBounds(extent: ExtentLike): KeyBounds;
  /** All keys that an extent meets, row by row. */
  extentToKeys(extent: ExtentLike): readonly LayoutKey[];
  /** The keys inside the layout whose tiles a GeoJSON polygon touches, row by row; its coordinates are in the layout's CRS. */
  geometryToKeys(geometry: unknown): readonly LayoutKey[];
}

const op = "KeyTransform";

/** What the keys of a layout mean on the ground. A local layout needs the extent and cell size of the data. */
export function KeyTransform(like: Layout | Metadata, options: KeyTransformOptions = {}): KeyTransform {
  optionsOf(op, options, "KeyTransform(layout, { crs: 3857 })", ["crs", "extent", "cellSize", "dimensions"]);
  const layout = checked(toLayout(op, like));
  const crs = toCrs(options.crs ?? (layout.kind === "definition" ? (layout.crs ?? 3857) : 3857), op, "crs");
  const { layout: cut, zoom } = layoutFor(layout, groundOf(layout, crs, options), op);
  const keyBounds = (extent: ExtentLike) => keysFor(cut, toExtent(extent, op, "extent"));
  return {
    layout: cut,
    crs,
    zoom,
    keyToExtent: (col, row) => keyExtent(cut, { col, row }),
    pointToKey: (x, y) => keyAt(cut, x, y),
    keyBounds,
    extentToKeys: (extent) => between(keyBounds(extent)),
    geometryToKeys(geometry) {
      const { affine } = layoutGrid(crs, { ...cut, tileCols: 1, tileRows: 1 });
      const grid = { affine, cols: cut.layoutCols, rows: cut.layoutRows };
      const area = prepareArea(areasInCrs(areasFrom(geometry, crs), crs), grid, "touched");
      const inside = new Uint8Array(cut.layoutCols);
      return Array.from({ length: cut.layoutRows }, (_, row) => {
        coverage(area, { col: 0, row, cols: cut.layoutCols, rows: 1 }, inside);
        return Array.from(inside).flatMap((is, col) => (is ? [{ col, row }] : []));
      }).flat();
    },
  };
}

function checked(layout: Layout): Layout {
  const { data, error } = layoutSchema.safeParse(layout);
  return data ?? fail({ tag: "bad-param", op, ...refusal(error, layout) });
}

/** The zoom of the world's tiles whose cells fit cells of this size at a corner; see GlobalLayout. */
export function zoomForCell(options: {
  readonly crs: CrsLike;
  /** The south-west corner of the data, in the CRS. */
  readonly corner: readonly [x: number, y: number];
  readonly cellSize: CellSizeLike;
  readonly tileSize?: number;
  readonly threshold?: number;
}): number {
  const call = "zoomForCell";
  const names = ["crs", "corner", "cellSize", "tileSize", "threshold"] as const;
  const { crs, corner, cellSize, tileSize = 256, threshold } = optionsOf(call, options, "zoomForCell({ crs: 3857, corner: [0, 0], cellSize: 30 })", names);
  const place: unknown = given(call, "corner", corner, "[x, y]");
  const isPair = Array.isArray(place) && place.length === 2 && place.every(Number.isFinite);
  if (!isPair) return fail({ tag: "bad-param", op: call, param: "corner", problem: "[x, y] in numbers is needed" });
  return zoomFor({ crs: toCrs(crs, call, "crs"), x: corner[0], y: corner[1], ...toCellSize(cellSize, call) }, tileSize, threshold);
}

function groundOf(layout: Layout, crs: Crs, { extent, cellSize, dimensions }: KeyTransformOptions) {
  if (layout.kind === "definition" || (layout.kind === "global" && layout.zoom !== null))
    return { crs, extent: { west: 0, south: 0, east: 0, north: 0 }, cell: { width: 1, height: 1 } };
  const data = toExtent(extent!, op, "extent");
  if (cellSize !== undefined) {
    const { width, height } = toCellSize(cellSize, op);
    return { crs, extent: data, cell: { width: Math.abs(width), height: Math.abs(height) } };
  }
  if (!dimensions) return fail({ tag: "bad-param", op, param: "cellSize", problem: "it or dimensions are needed for a layout around data" });
  const [cols, rows] = [dimensions].flat();
  if (!(cols !== undefined && rows !== undefined && cols >= 1 && rows >= 1))
    return fail({ tag: "bad-param", op, param: "dimensions", problem: "[columns, rows] of 1 or more are needed" });
  return { crs, extent: data, cell: { width: (data.east - data.west) / cols, height: (data.north - data.south) / rows } };
}

function between({ colMin, rowMin, colMax, rowMax }: KeyBounds): LayoutKey[] {
  const cols = Math.max(0, colMax - colMin + 1);
  return Array.from({ length: cols * Math.max(0, rowMax - rowMin + 1) }, (_, i) => ({ col: colMin + (i % cols), row: rowMin + Math.floor(i / cols) }));
}
