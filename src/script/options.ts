import { type CellType, cellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { type Crs, parseCrs } from "../grid/crs.ts";
import { type Extent, extent } from "../grid/extent.ts";
import type { Compression } from "../layer/file-spec.ts";

/** 3857, "EPSG:3857", a proj string, WKT, or a Crs. */
export type CrsLike = number | string | Crs;

/** [xmin, ymin, xmax, ymax], as GeoPySpark has it, or an Extent. */
export type ExtentLike = readonly [number, number, number, number] | Extent;

/** GeoPySpark's names, which are read without regard to case and underscores, or Rasterloom's own. */
export type ResampleMethod = string;

export interface SaveOptions {
  /** In the layer's CRS; snaps outward to whole cells. */
  readonly cropBounds?: ExtentLike;
  /** Columns and rows of the file; other than the cells covered, they are resampled by nearest. */
  readonly cropDimensions?: readonly [cols: number, rows: number];
  readonly compression?: Compression;
  readonly predictor?: boolean;
  readonly overviews?: boolean;
  readonly cellType?: CellType;
  readonly nodata?: number | null;
  /** Edge of a tile in cells, a multiple of 16; 512 by default. */
  readonly tileSize?: number;
  /** Strips of so many rows instead of tiles. */
  readonly rowsPerStrip?: number;
  readonly bigTiff?: "auto" | "always";
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export const toCrs = (like: CrsLike): Crs => (typeof like === "object" ? like : parseCrs(like));

export const toExtent = (like: ExtentLike): Extent => ("west" in like ? like : extent(...like));

const methods: Readonly<Record<string, string>> = {
  nearest: "nearest",
  nearestneighbor: "nearest",
  bilinear: "bilinear",
  cubic: "cubic",
  cubicconvolution: "cubic",
  cubicspline: "cubicSpline",
  lanczos: "lanczos",
  average: "average",
  mode: "mode",
  median: "median",
  min: "min",
  max: "max",
  sum: "sum",
};

/** The op's own name of a method. */
export const toResampling = (op: string, method: ResampleMethod): string =>
  methods[method.toLowerCase().replace(/_/g, "")] ??
  fail({ tag: "bad-param", op, param: "resampleMethod", problem: `no method "${method}"; there are ${[...new Set(Object.values(methods))].join(", ")}` });

/** "int16", "INT16" or "UInt16". */
export function toCellType(op: string, name: string): CellType {
  const found = cellTypes.find((type) => type === name.toLowerCase());
  return found ?? fail({ tag: "bad-param", op, param: "cellType", problem: `no cell type "${name}"; there are ${cellTypes.join(", ")}` });
}
