import { inlinePort } from "../../../workers/inline.ts";
import { memoryStore } from "../../../workers/store/memory.ts";
import { memoryRoom } from "../../../workers/tiff/write/spool-memory.ts";
import { writerApi } from "../../../workers/tiff/write/writer-api.ts";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import { type Tile as RestingTile, widen } from "../../cells/tile.ts";
import { extent } from "../../grid/extent.ts";
import { Pool } from "../../pool/pool.ts";
import { setEngine } from "../../session/engine.ts";
import type { CrsLike, InstantLike } from "../options.ts";
import type { RasterLayer } from "../raster-layer.ts";
import { type Rasterloom, rasterloomApi } from "../rasterloom.ts";
import { Tile } from "../tile.ts";
import { type NamedType, nameOfType, typeOfName } from "./cell-type-name.ts";
import type { CellRows, Vector } from "./vector.ts";

/** xmin, ymin, xmax, ymax. */
export type Box = readonly [number, number, number, number];

/** Cells as vectors write them. */
export interface CellInput {
  readonly cells?: CellRows;
  readonly bands?: readonly CellRows[];
}

export interface RasterInput extends CellInput {
  /** From (0, 0) in cells of 1 unless told. */
  readonly extent?: Box;
  readonly crs?: CrsLike;
  readonly instant?: InstantLike | null;
}

export interface KeyedInput extends CellInput {
  /** "col,row" */
  readonly key: string;
  readonly instant?: InstantLike | null;
}

export interface LayoutInput {
  /** From (0, 0) in cells of 1 unless told. */
  readonly layoutExtent?: Box;
  /** layoutCols, layoutRows, tileCols, tileRows; as small as holds the keys unless told. */
  readonly tileLayout?: readonly [number, number, number, number];
  readonly crs?: CrsLike;
  readonly zoom?: number | null;
}

/** One tile of a layer as vectors write it. */
export interface KeyedCells {
  readonly key: string;
  readonly instant: number | null;
  readonly bands: readonly CellRows[];
}

const plane: CrsLike = 3857;

/** Where vectors meet the workbench: builds layers of their cells through the public API, in memory, and reads cells back. */
export class Lab {
  private constructor(
    /** The public API: what a script has as `window.rasterloom`. */
    readonly api: Rasterloom,
    private readonly pool: Pool,
  ) {}

  static async open(): Promise<Lab> {
    const store = memoryStore();
    const pool = new Pool({ size: 2, spawn: () => inlinePort(store) });
    setEngine({ pool, writer: writerApi(memoryRoom), keepsFiles: false });
    const api = rasterloomApi(Promise.resolve());
    await api.ready;
    return new Lab(api, pool);
  }

  close(): void {
    this.pool.close();
  }

  /** A tile of the vector's cells, in its type; null becomes the type's NoData number, NaN in floats. */
  tile(input: CellInput, dtype: string): Tile {
    const { cellType, nodata } = typeOfName(dtype);
    const filler = nodata ?? (cellTypeInfo(cellType).float ? Number.NaN : 0);
    const bands = (input.bands ?? [input.cells ?? []]).map((rows) => rows.map((row) => row.map((cell) => cell ?? filler)));
    const read = Tile.fromArray(bands, nodata, cellType === "bool" ? "uint8" : cellType);
    return cellType === "bool" ? new Tile(read.cols, read.rows, "bool", null, read.bands) : read;
  }

  /** An untiled layer of several rasters, in order. */
  rasters(inputs: readonly RasterInput[], dtype: string): Promise<RasterLayer> {
    return this.api.fromTypedArrays(
      inputs.map((input) => {
        const tile = this.tile(input, dtype);
        return [{ extent: input.extent ?? [0, 0, tile.cols, tile.rows], crs: input.crs ?? plane, instant: input.instant ?? null }, tile] as const;
      }),
    );
  }

  /** An untiled layer of one raster. */
  raster(input: RasterInput, dtype: string): Promise<RasterLayer> {
    return this.rasters([input], dtype);
  }

  /** A tiled layer of one tile that covers `extent`. */
  single(input: RasterInput, dtype: string): Promise<RasterLayer> {
    const { cols, rows } = this.tile(input, dtype);
    const key = { ...input, key: "0,0" };
    return this.tiled([key], dtype, {
      layoutExtent: input.extent ?? [0, 0, cols, rows],
      tileLayout: [1, 1, cols, rows],
      ...(input.crs !== undefined && { crs: input.crs }),
    });
  }

  /** A tiled layer of one raster cut into tiles of tileCols × tileRows; its size must be a multiple of theirs. */
  cut(input: RasterInput, dtype: string, tileCols: number, tileRows: number, zoom: number | null = null): Promise<RasterLayer> {
    const { cols, rows } = this.tile(input, dtype);
    const bands = input.bands ?? [input.cells ?? []];
    const across = cols / tileCols;
    const down = rows / tileRows;
    const tiles = Array.from({ length: across * down }, (_, i): KeyedInput => {
      const [col, row] = [i % across, Math.floor(i / across)];
      return {
        key: `${col},${row}`,
        instant: input.instant ?? null,
        bands: bands.map((band) => band.slice(row * tileRows, (row + 1) * tileRows).map((line) => line.slice(col * tileCols, (col + 1) * tileCols))),
      };
    });
    const place: LayoutInput = { layoutExtent: input.extent ?? [0, 0, cols, rows], tileLayout: [across, down, tileCols, tileRows], zoom };
    return this.tiled(tiles, dtype, { ...place, ...(input.crs !== undefined && { crs: input.crs }) });
  }

  /** A tiled layer of tiles at their keys: a list, which may repeat keys and hold instants, or a record by "col,row". */
  tiled(tiles: readonly KeyedInput[] | Readonly<Record<string, CellRows>>, dtype: string, place: LayoutInput = {}): Promise<RasterLayer> {
    const list = isList(tiles) ? tiles : Object.entries(tiles).map(([key, cells]): KeyedInput => ({ key, cells }));
    const pairs = list.map((input) => {
      const [col = 0, row = 0] = input.key.split(",").map(Number);
      return [{ col, row, instant: input.instant ?? null }, this.tile(input, dtype)] as const;
    });
    const [, first] = pairs[0]!;
    const [layoutCols, layoutRows, tileCols, tileRows] = place.tileLayout ?? [
      Math.max(...pairs.map(([{ col }]) => col)) + 1,
      Math.max(...pairs.map(([{ row }]) => row)) + 1,
      first.cols,
      first.rows,
    ];
    const box = place.layoutExtent ?? [0, 0, layoutCols * tileCols, layoutRows * tileRows];
    return this.api.fromTypedArrays(pairs, {
      crs: place.crs ?? plane,
      layout: { extent: extent(...box), layoutCols, layoutRows, tileCols, tileRows },
      zoom: place.zoom ?? null,
    });
  }

  /**
   * The layer that a vector's `input` describes: `cells` or `bands` with an optional `extent` make one tile; `tiles` by key or
   * `entries` with keys and instants, with an optional `layout_extent` and `tileLayout`, make many. An input without cells
   * is a tile of ones, at two dates where its `layer_type` is SPACETIME.
   */
  layer({ input, dtype = "float64" }: Vector): Promise<RasterLayer> {
    // Every vector with one layer writes it this way.
    const given = input as RasterInput & {
      readonly tiles?: Readonly<Record<string, CellRows | readonly CellRows[]>>;
      readonly entries?: readonly (KeyedInput & { readonly fill?: number })[];
      readonly layer_type?: "SPATIAL" | "SPACETIME";
      readonly layout_extent?: Box;
      readonly tileLayout?: readonly [number, number, number, number];
    };
    const place = { ...(given.layout_extent && { layoutExtent: given.layout_extent }), ...(given.tileLayout && { tileLayout: given.tileLayout }) };
    if (given.tiles) {
      const keyed = Object.entries(given.tiles).map(([key, cells]): KeyedInput => (isBands(cells) ? { key, bands: cells } : { key, cells }));
      return this.tiled(keyed, dtype, place);
    }
    if (given.entries)
      return this.tiled(
        given.entries.map(({ fill = 1, ...entry }) => (entry.cells || entry.bands ? entry : { ...entry, cells: [[fill]] })),
        dtype,
        place,
      );
    if (given.cells || given.bands) return this.single(given, dtype);
    const instants = given.layer_type === "SPACETIME" ? [0, 1] : [null];
    return this.tiled(
      instants.map((instant) => ({ key: "0,0", cells: [[1]], instant })),
      dtype,
    );
  }

  /** The bands of a layer of one tile or one raster, stitched; null is NoData. In raw integer types the stored numbers. */
  async bands(layer: RasterLayer): Promise<CellRows[]> {
    return bandRows((await layer.stitch()).resting());
  }

  /** The first band of a stitched layer. */
  async cells(layer: RasterLayer): Promise<CellRows> {
    return (await this.bands(layer))[0]!;
  }

  /** The bands as stored, NoData as its number. */
  async rawBands(layer: RasterLayer): Promise<number[][][]> {
    const tile = await layer.stitch();
    return tile.bands.map((_, band) => tile.rowsOf(band));
  }

  /** Columns and rows of a layer's data, and how many cells of its first band there have no value. */
  async validCells(layer: RasterLayer): Promise<{ cols: number; rows: number; holes: number }> {
    const tile = await layer.stitch();
    const [first] = widen(tile.resting()).bands;
    return { cols: tile.cols, rows: tile.rows, holes: first!.reduce((holes, cell) => holes + (Number.isNaN(cell) ? 1 : 0), 0) };
  }

  /** Every tile of a tiled layer with its key, raster by raster. */
  async tiles(layer: RasterLayer): Promise<KeyedCells[]> {
    const pairs = await layer.toTypedArrays();
    return pairs.map(([key, tile]) => ({
      key: "col" in key ? `${key.col},${key.row}` : "",
      instant: key.instant,
      bands: bandRows({ grid: { cols: tile.cols }, cellType: tile.cellType, nodata: tile.noDataValue, bands: tile.bands, valid: tile.valid }),
    }));
  }

  /** GeoTrellis' name of the layer's cell type: "int16ud-100". */
  typeName(layer: RasterLayer): string {
    return nameOfType(layer.metadata);
  }

  typeOfName(name: string): NamedType {
    return typeOfName(name);
  }
}

const isBands = (cells: CellRows | readonly CellRows[]): cells is readonly CellRows[] => Array.isArray(cells[0]?.[0]);

const isList = (tiles: readonly KeyedInput[] | Readonly<Record<string, CellRows>>): tiles is readonly KeyedInput[] => Array.isArray(tiles);

const rowsOf = (band: ArrayLike<number>, cols: number): number[][] =>
  Array.from({ length: band.length / cols }, (_, row) => Array.from({ length: cols }, (_cell, col) => band[row * cols + col]!));

/** Cells as vectors write them: null for NoData; raw integers have none, so there the stored number stands. */
export function bandRows(tile: Omit<RestingTile, "grid"> & { readonly grid: { readonly cols: number } }): CellRows[] {
  const isRaw = tile.nodata === null && !cellTypeInfo(tile.cellType).float;
  const bands = isRaw ? tile.bands : widened(tile);
  return bands.map((band) => rowsOf(band, tile.grid.cols).map((row) => row.map((cell) => (Number.isNaN(cell) ? null : cell))));
}

function widened(tile: Omit<RestingTile, "grid"> & { readonly grid: { readonly cols: number } }): readonly Float64Array[] {
  const { cols } = tile.grid;
  const rows = (tile.bands[0]?.length ?? 0) / cols;
  const grid = { crs: { code: null, name: "", proj: "", accuracyMetres: null, area: null }, affine: [1, 0, 0, 0, -1, 0], cols, rows } as const;
  return widen({ ...tile, grid }).bands;
}
