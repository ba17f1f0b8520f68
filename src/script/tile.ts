import { type CellArray, type CellType, cellTypeInfo } from "../cells/cell-type.ts";
import { resampleWhole } from "../cells/resample/geotrellis.ts";
import type { ResampleMethod as ResampleMethodId } from "../cells/resample/method.ts";
import { narrow, type Tile as RestingTile, widen } from "../cells/tile.ts";
import { fail } from "../fault.ts";
import { type ExtentLike, type ResampleMethod, toExtent, toResampling } from "./options.ts";

/** Every array that numbers come in. Half floats and 64-bit integers are widened, as numpy's are. */
export type NumberArray = CellArray | Uint8ClampedArray | BigInt64Array | BigUint64Array | readonly number[];

/** Rows of cells; or bands of rows of cells. */
export type CellGrid = readonly NumberArray[] | readonly (readonly NumberArray[])[];

/** numpy's element types and the cell type that holds each. Others are refused. */
const cellTypeOfDtype: Readonly<Record<string, CellType>> = {
  int8: "int8",
  uint8: "uint8",
  int16: "int16",
  uint16: "uint16",
  int32: "int32",
  uint32: "float32",
  float16: "float32",
  float32: "float32",
  int64: "float64",
  uint64: "float64",
  float64: "float64",
};

const dtypeOfArray: Readonly<Record<string, string>> = {
  Int8Array: "int8",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Int16Array: "int16",
  Uint16Array: "uint16",
  Int32Array: "int32",
  Uint32Array: "uint32",
  Float16Array: "float16",
  Float32Array: "float32",
  Float64Array: "float64",
  BigInt64Array: "int64",
  BigUint64Array: "uint64",
  Array: "float64",
};

/** Where a tile lies, and the grid it is to come on. */
export interface TileResampling {
  readonly extent: ExtentLike;
  readonly targetExtent: ExtentLike;
  readonly cols: number;
  readonly rows: number;
  readonly method?: ResampleMethod;
}

/** The cells of one key, in their own type: what layers are made of and hand back. */
export class Tile {
  constructor(
    readonly cols: number,
    readonly rows: number,
    readonly cellType: CellType,
    /** The number that stands for NoData; null when every number is a value. NaN counts as NoData in any float type. */
    readonly noDataValue: number | null,
    /** One array a band, row by row from the north-west. */
    readonly bands: readonly CellArray[],
    /** One array a band, 1 where the cell has a value; null where `noDataValue` alone tells. */
    readonly valid: readonly Uint8Array[] | null = null,
  ) {}

  /**
   * A tile of rows of cells, or of bands of rows. The cell type is that of the arrays, or of `dtype` for plain numbers
   * (float64 without): 32-bit unsigned and half floats become float32, 64-bit integers float64. Without `noDataValue`
   * every number is a value. Rows of different length or type, and other types, are refused with `bad-type` or `bad-param`.
   */
  static fromArray(array: CellGrid, noDataValue: number | null = null, dtype?: string): Tile {
    const bands = isDeep(array) ? array : [array as readonly NumberArray[]];
    const rows = bands[0]?.length ?? 0;
    const cols = bands[0]?.[0]?.length ?? 0;
    if (rows === 0 || cols === 0) fail({ tag: "bad-param", op: "Tile.fromArray", param: "array", problem: "there are no cells" });
    if (bands.some((band) => band.length !== rows || band.some((row) => row.length !== cols)))
      fail({ tag: "bad-param", op: "Tile.fromArray", param: "array", problem: "rows and bands must be equally long" });
    const names = new Set(bands.flatMap((band) => band.map((row) => dtype ?? dtypeOfArray[row.constructor.name] ?? row.constructor.name)));
    const [name = "", ...others] = names;
    const cellType = cellTypeOfDtype[name];
    if (!cellType || others.length > 0)
      return fail({ tag: "bad-type", op: "Tile.fromArray", param: "dtype", given: [...names].join(", "), expected: Object.keys(cellTypeOfDtype).join(", ") });
    return new Tile(
      cols,
      rows,
      cellType,
      noDataValue,
      bands.map((band) => joined(band, cols, cellType)),
    );
  }

  /**
   * These cells, which lie on `extent`, on a grid of cols × rows over `targetExtent`, by GeoTrellis' rules: statistics take
   * the cells whose centres lie within half a new cell, each once, means and medians of whole numbers are cut toward zero,
   * and no method widens when shrinking. Cells past the extent are NoData. Layers are resampled by GDAL's rules instead.
   */
  resample({ extent, targetExtent, cols, rows, method = "nearest" }: TileResampling): Tile {
    const from = toExtent(extent, "Tile.resample", "extent");
    const to = toExtent(targetExtent, "Tile.resample", "targetExtent");
    if (!(cols >= 1 && rows >= 1)) fail({ tag: "bad-param", op: "Tile.resample", param: "cols", problem: "there must be a column and a row at least" });
    const width = (to.east - to.west) / cols / ((from.east - from.west) / this.cols);
    const height = (to.north - to.south) / rows / ((from.north - from.south) / this.rows);
    const left = ((to.west - from.west) / (from.east - from.west)) * this.cols;
    const top = ((from.north - to.north) / (from.north - from.south)) * this.rows;
    const spots = {
      cols: this.cols,
      rows: this.rows,
      xs: Float64Array.from({ length: cols }, (_, col) => left + (col + 0.5) * width),
      ys: Float64Array.from({ length: rows }, (_, row) => top + (row + 0.5) * height),
      width,
      height,
    };
    const how = toResampling("Tile.resample", method) as ResampleMethodId;
    const isFloat = cellTypeInfo(this.cellType).float;
    const { bands } = widen(this.resting());
    const grid = { ...this.resting().grid, cols, rows };
    const resampled = { grid, bands: bands.map((band) => resampleWhole({ ...spots, band }, how, isFloat)) };
    const { bands: out, valid } = narrow(resampled, this.cellType, this.noDataValue);
    return new Tile(cols, rows, this.cellType, this.noDataValue, out, valid);
  }

  /** A tile that was pulled from a layer, as scripts see it. */
  static of({ grid, cellType, nodata, bands, valid }: RestingTile): Tile {
    return new Tile(grid.cols, grid.rows, cellType, nodata, bands, valid);
  }

  /** The same cells as a tile of a layer, on a grid without a place. */
  resting(): RestingTile {
    const { cols, rows, cellType, noDataValue: nodata, bands, valid } = this;
    return { grid: { crs: nowhere, affine: [1, 0, 0, 0, -1, 0], cols, rows }, cellType, nodata, bands, valid };
  }

  /** The cells of one band by row, as stored. */
  rowsOf(band = 0): number[][] {
    const cells =
      this.bands[band] ?? fail({ tag: "bad-param", op: "Tile", param: "band", problem: `there is no band ${band}; the tile has ${this.bands.length}` });
    return Array.from({ length: this.rows }, (_, row) => Array.from(cells.subarray(row * this.cols, (row + 1) * this.cols)));
  }
}

/** A grid without a place: cells in memory have none. */
const nowhere = { code: null, name: "", proj: "", accuracyMetres: null, area: null } as const;

const isDeep = (array: CellGrid): array is readonly (readonly NumberArray[])[] => {
  const inner = array[0]?.[0];
  return typeof inner === "object";
};

function joined(rows: readonly NumberArray[], cols: number, cellType: CellType): CellArray {
  const cells = cellTypeInfo(cellType).make(rows.length * cols);
  for (const [r, row] of rows.entries()) for (let col = 0; col < cols; col++) cells[r * cols + col] = Number(row[col]);
  return cells;
}
