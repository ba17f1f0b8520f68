import { type CellType, cellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { type Crs, parseCrs } from "../grid/crs.ts";
import { type Extent, extent } from "../grid/extent.ts";
import type { Compression } from "../layer/file-spec.ts";
import type { Instant } from "../layer/meta.ts";

/** 3857, "EPSG:3857", a proj string, WKT, or a Crs. */
export type CrsLike = number | string | Crs;

/** [xmin, ymin, xmax, ymax], as GeoPySpark has it, or an Extent. */
export type ExtentLike = readonly [number, number, number, number] | Extent;

/** [width, height] in units of the CRS, { width, height }, or one number for square cells. */
export type CellSizeLike = number | readonly [width: number, height: number] | CellSize;

interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Milliseconds since 1970 UTC, a Date, or ISO text; text without a zone is UTC. */
export type InstantLike = number | string | Date;

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
  /** Edge of a tile in cells, a multiple of 16; 512 by default, smaller for more than 64 bands. */
  readonly tileSize?: number;
  /** Strips of so many rows instead of tiles. */
  readonly rowsPerStrip?: number;
  readonly bigTiff?: "auto" | "always";
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A required argument; a fault that names it where a script left it out. */
export function given<T>(op: string, param: string, value: T | null | undefined, wanted: string): T {
  return value ?? fail({ tag: "bad-param", op, param, problem: `it is missing; ${wanted} is needed` });
}

/** The options object of a call, with a fault where a script gave something else, or a name that is none of `names`. */
export function optionsOf<T extends object>(op: string, options: T | undefined, example: string, names: readonly (keyof T & string)[]): T {
  if (typeof options !== "object" || options === null)
    return fail({ tag: "bad-param", op, param: "options", problem: `an object with named options is needed, as in ${example}` });
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) return fail({ tag: "bad-param", op, param: unknown, problem: `there is no such option; there are ${names.join(", ")}` });
  return options;
}

/**
 * Width and height of a cell: [width, height], { width, height }, or one number for square cells. A sign is kept: some count north to
 * south. `param` of `op` is refused when it is none of these, 0 or no number.
 */
export function toCellSize(like: CellSizeLike, op: string, param = "cellSize"): CellSize {
  const form = "[width, height], { width, height } or one number";
  const value: unknown = given(op, param, like, form);
  const listed = Array.isArray(value) && value.length === 2 ? { width: value[0], height: value[1] } : value;
  const { width, height } = (typeof listed === "number" ? { width: listed, height: listed } : listed) as Partial<CellSize>;
  if (typeof width === "number" && typeof height === "number" && Number.isFinite(width * height) && width * height !== 0) return { width, height };
  return fail({ tag: "bad-param", op, param, problem: `${form} other than 0 is needed` });
}

/** The CRS that a script means; `param` of `op` is refused when it is none of these forms. */
export function toCrs(like: CrsLike, op = "crs", param = "crs"): Crs {
  if (typeof like === "number" || typeof like === "string") return parseCrs(like);
  const forms = 'a code (3857), "EPSG:3857", a proj string or WKT';
  if (typeof given(op, param, like, forms).proj === "string") return like;
  return fail({ tag: "bad-param", op, param, problem: `${forms} is needed` });
}

/** The extent that a script means, its edges finite numbers; `param` of `op` is refused otherwise. */
export function toExtent(like: ExtentLike, op = "extent", param = "extent"): Extent {
  const form = "[xmin, ymin, xmax, ymax] or { west, south, east, north }";
  const value: unknown = given(op, param, like, form);
  const listed = Array.isArray(value) && value.length === 4 ? extent(value[0], value[1], value[2], value[3]) : null;
  const { west, south, east, north } = listed ?? (value as Partial<Extent>);
  const edges = [west, south, east, north];
  if (edges.some((edge) => typeof edge !== "number" || !Number.isFinite(edge))) fail({ tag: "bad-param", op, param, problem: `${form} in numbers is needed` });
  return extent(edges[0]!, edges[1]!, edges[2]!, edges[3]!);
}

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
  methods[
    String(given(op, "resampleMethod", method, "a method"))
      .toLowerCase()
      .replace(/_/g, "")
  ] ?? fail({ tag: "bad-param", op, param: "resampleMethod", problem: `no method "${method}"; there are ${[...new Set(Object.values(methods))].join(", ")}` });

/** "int16", "INT16" or "UInt16". */
export function toCellType(op: string, name: string): CellType {
  const found = cellTypes.find((type) => type === String(given(op, "cellType", name, "a cell type")).toLowerCase());
  return found ?? fail({ tag: "bad-param", op, param: "cellType", problem: `no cell type "${name}"; there are ${cellTypes.join(", ")}` });
}

/** The instant meant; null for none. Text that is no date faults `bad-param`. */
export function toInstant(like: InstantLike | null | undefined): Instant | null {
  if (like === null || like === undefined) return null;
  const hasZone = (text: string) => /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text) || !/[T ]\d/.test(text);
  const milliseconds = typeof like === "number" ? like : like instanceof Date ? like.getTime() : Date.parse(hasZone(like) ? like : `${like}Z`);
  // The one constructor of an instant from what users write.
  if (Number.isFinite(milliseconds)) return milliseconds as Instant;
  return fail({ tag: "bad-param", op: "instant", param: "instant", problem: `"${String(like)}" is no date` });
}
