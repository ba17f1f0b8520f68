import { type CellType, cellTypeInfo, joinCellTypes } from "../cells/cell-type.ts";
import { fail, unwrap } from "../fault.ts";
import type { Extent } from "../grid/extent.ts";
import type { Grid } from "../grid/grid.ts";
import { keyExtent } from "../grid/layout.ts";
import { type FilePlan, planFile } from "../layer/file-plan.ts";
import type { BandMeta, Instant } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive, sceneLayer } from "../plan/make.ts";
import { engineWriter } from "../session/engine.ts";
import { openScene } from "../session/open-scene.ts";
import { session } from "../session/store.ts";
import { type CrsLike, type ExtentLike, given, type InstantLike, toCrs, toExtent, toInstant } from "./options.ts";
import { Tile } from "./tile.ts";

/** Where one array of an untiled layer lies; with an instant it is GeoPySpark's TemporalProjectedExtent. */
export interface ProjectedExtent {
  readonly extent: ExtentLike;
  readonly crs: CrsLike;
  readonly instant?: InstantLike | null;
}

/** Column and row in the layout; with an instant it is GeoPySpark's SpaceTimeKey. */
export interface SpatialKey {
  readonly col: number;
  readonly row: number;
  readonly instant?: InstantLike | null;
}

/** What a tiled layer's keys mean. */
export interface TiledMetadata {
  readonly crs: CrsLike;
  readonly layout: {
    readonly extent: Extent;
    readonly layoutCols: number;
    readonly layoutRows: number;
    readonly tileCols: number;
    readonly tileRows: number;
  };
  /** Where the data lies; the ground of the keys when left out. */
  readonly extent?: ExtentLike;
  readonly zoom?: number | null;
}

export type ArrayPair<Key> = readonly [key: Key, tile: Tile];

const op = "fromTypedArrays";

/** The untiled layer of arrays at their extents, in order. Each becomes a scene of the session. */
export async function untiledNode(pairs: readonly ArrayPair<ProjectedExtent>[]): Promise<LayerNode> {
  const first = firstOf(pairs);
  checkBands(pairs, first[1]);
  const scenes: SceneMeta[] = [];
  for (const [index, [key, tile]] of pairs.entries()) {
    const { west, south, east, north } = toExtent(key.extent, op, "extent");
    if (!(west < east && south < north)) fail({ tag: "bad-param", op, param: "extent", problem: "west must be below east and south below north" });
    const grid: Grid = {
      crs: toCrs(key.crs, op, "crs"),
      affine: [(east - west) / tile.cols, 0, west, 0, -(north - south) / tile.rows, north],
      cols: tile.cols,
      rows: tile.rows,
    };
    scenes.push(await sceneOf({ name: `array ${index + 1}`, grid, tiles: [tile], cellType: tile.cellType, instant: toInstant(key.instant) }));
  }
  const node = sceneLayer([scenes[0]!, ...scenes.slice(1)]);
  const isBoolean = pairs.every(([, tile]) => tile.cellType === "bool");
  return isBoolean ? derive({ op: "convertType", params: { cellType: "bool", nodata: null, overflow: "clamp" } }, [node]) : node;
}

/**
 * The tiled layer of arrays at their keys. A key that comes twice keeps both tiles, a key that does not come is missing.
 * All arrays lie in one image, which becomes a scene of the session.
 */
export async function tiledNode(pairs: readonly ArrayPair<SpatialKey>[], metadata: TiledMetadata): Promise<LayerNode> {
  const first = firstOf(pairs);
  const crs = toCrs(metadata.crs, op, "metadata.crs");
  const layout = given(op, "metadata.layout", metadata.layout, "a layout: extent, layoutCols, layoutRows, tileCols, tileRows");
  checkBands(pairs, first[1]);
  for (const [{ col, row }, tile] of pairs) {
    if (tile.cols !== layout.tileCols || tile.rows !== layout.tileRows)
      fail({
        tag: "bad-input",
        op,
        problem: `the tile of ${col}, ${row} has ${tile.cols} × ${tile.rows} cells, the layout ${layout.tileCols} × ${layout.tileRows}`,
      });
    if (!(col >= 0 && row >= 0 && col < layout.layoutCols && row < layout.layoutRows))
      fail({ tag: "bad-input", op, problem: `key ${col}, ${row} lies outside the layout of ${layout.layoutCols} × ${layout.layoutRows} tiles` });
  }
  const cellType = pairs.map(([, tile]) => tile.cellType).reduce(joinCellTypes);
  const cell = { width: (layout.extent.east - layout.extent.west) / layout.layoutCols / layout.tileCols };
  const height = (layout.extent.north - layout.extent.south) / layout.layoutRows / layout.tileRows;
  const corner = keyExtent(layout, { col: 0, row: 0 });
  const grid: Grid = { crs, affine: [cell.width, 0, corner.west, 0, -height, corner.north], cols: layout.tileCols, rows: pairs.length * layout.tileRows };
  const stack = await sceneOf({ name: "arrays", grid, tiles: pairs.map(([, tile]) => tile), cellType, instant: null });
  const extent = metadata.extent === undefined ? null : toExtent(metadata.extent, op, "metadata.extent");
  const params = { layout, extent, zoom: metadata.zoom ?? null, cellType, rasters: rastersOf(pairs.map(([key]) => key)) };
  return derive({ op: "assemble", params }, [sceneLayer([stack])]);
}

/** One raster an instant and copy of a key: the second tile of a key goes to the second raster of its instant. */
function rastersOf(keys: readonly SpatialKey[]) {
  const rasters = new Map<string, { name: string; instant: Instant | null; tiles: { col: number; row: number; at: number }[] }>();
  const copies = new Map<string, number>();
  for (const [at, { col, row, instant: like }] of keys.entries()) {
    const instant = toInstant(like);
    const place = `${col},${row},${instant}`;
    const copy = copies.get(place) ?? 0;
    copies.set(place, copy + 1);
    const id = `${instant} ${copy}`;
    const name = instant === null ? `copy ${copy + 1}` : new Date(instant).toISOString();
    if (!rasters.has(id)) rasters.set(id, { name, instant, tiles: [] });
    rasters.get(id)!.tiles.push({ col, row, at });
  }
  return [...rasters.values()];
}

function firstOf<Key>(pairs: readonly ArrayPair<Key>[]): ArrayPair<Key> {
  const list: unknown = given(op, "pairs", pairs, "a list of [key, tile]");
  if (!Array.isArray(list)) fail({ tag: "bad-type", op, param: "pairs", given: typeof list, expected: "a list of [key, tile]" });
  for (const pair of pairs)
    if (!(pair[1] instanceof Tile))
      fail({ tag: "bad-type", op, param: "pairs", given: typeof pair[1], expected: "a Tile beside each key; see Tile.fromArray" });
  return pairs[0] ?? fail({ tag: "bad-input", op, problem: "there are no arrays" });
}

function checkBands(pairs: readonly ArrayPair<unknown>[], { bands, noDataValue }: Tile): void {
  for (const [, tile] of pairs) {
    if (tile.bands.length !== bands.length) fail({ tag: "bad-input", op, problem: `the arrays have ${bands.length} and ${tile.bands.length} bands` });
    if (!Object.is(tile.noDataValue, noDataValue))
      fail({ tag: "bad-input", op, problem: `the arrays' NoData values are ${noDataValue} and ${tile.noDataValue}` });
  }
}

interface Stack {
  readonly name: string;
  readonly grid: Grid;
  readonly tiles: readonly Tile[];
  readonly cellType: CellType;
  readonly instant: Instant | null;
}

/** A scene of tiles one under the other: a GeoTIFF with a strip a tile, in memory, opened as any file is. */
async function sceneOf({ name, grid, tiles, cellType, instant }: Stack): Promise<SceneMeta> {
  const [first] = tiles;
  const nodata = first!.noDataValue;
  const bandCount = first!.bands.length;
  const spec = {
    cellType,
    nodata,
    compression: "none",
    predictor: false,
    layout: { kind: "strips", rows: first!.rows },
    overviews: false,
    overviewMethod: "nearest",
    bigTiff: "auto",
    recipe: false,
  } as const;
  const plan = planFile({ cols: grid.cols, rows: grid.rows, bandCount, spec });
  const apart: FilePlan = { ...plan, coding: { ...plan.coding, interleaving: "band" } };
  const bands: BandMeta[] = Array.from({ length: bandCount }, (_, band) => ({
    name: `Band ${band + 1}`,
    role: band === 0 ? "grey" : "undefined",
    unit: null,
    scale: 1,
    offset: 0,
  }));
  const writer = engineWriter();
  const id = crypto.randomUUID();
  unwrap(await writer.begin(id, apart));
  try {
    for (const [block, tile] of tiles.entries()) {
      const parts = tile.bands.map((band) => bytesOf(band, cellType));
      unwrap(await writer.append(id, 0, block, { parts, mask: null }));
    }
    const tags: Record<string, string> = instant === null ? {} : { INSTANT: String(instant) };
    const blob = unwrap(await writer.finish(id, { grid, bands, palette: null, instant, description: null, recipe: null, sources: [], tags }));
    const file = new File([await blob.arrayBuffer()], `${name}.tif`);
    const read = await openScene({ file, handle: null, sideCars: {} });
    // A file knows whole seconds only, and its keys may round the numbers of a place.
    const meta = { ...read, instant, crs: grid.crs, affine: grid.affine };
    session.setState(({ scenes }) => ({ scenes: { ...scenes, [meta.id]: { ...scenes[meta.id]!, meta } } }));
    return meta;
  } finally {
    await writer.remove(id);
  }
}

function bytesOf(band: Tile["bands"][number], cellType: CellType): Uint8Array<ArrayBuffer> {
  const cells = cellTypeInfo(cellType).make(band.length);
  cells.set(band);
  return new Uint8Array(cells.buffer as ArrayBuffer);
}
