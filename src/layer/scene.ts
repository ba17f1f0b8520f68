import type { CellType } from "../cells/cell-type.ts";
import type { Affine } from "../grid/affine.ts";
import type { Crs } from "../grid/crs.ts";
import type { BandMeta, Instant, Rgba, SceneId } from "./meta.ts";

/** A file at an address that the user gave, and how it is told from another version of it. */
export interface RemoteFile {
  readonly address: string;
  readonly sizeBytes: number;
  /** What the server says of this version; null where it does not, or does not let pages read it. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256 of the first bytes, in hex. */
  readonly head: string;
}

/** One GeoTIFF as its header tells it. No pixel has been read. */
export interface SceneMeta {
  readonly id: SceneId;
  /** File name with ending. */
  readonly name: string;
  readonly sizeBytes: number;
  /** For a file that is read from its address. */
  readonly remote?: RemoteFile;
  readonly cols: number;
  readonly rows: number;
  /** From the file, a side-car or the user; null means nobody knows yet, and the scene waits. */
  readonly crs: Crs | null;
  /** Pixel edges to map units; null when the file has no position at all. */
  readonly affine: Affine | null;
  /** The affine is a fit to so many ground control points, which it misses by `rms` map units in the mean. */
  readonly controlPoints?: { readonly count: number; readonly rms: number };
  readonly cellType: CellType;
  readonly nodata: number | null;
  readonly bands: readonly BandMeta[];
  readonly palette: readonly Rgba[] | null;
  /** Internal tiles, or strips: cols of the image and rows per strip. */
  readonly blockCols: number;
  readonly blockRows: number;
  readonly overviews: readonly { readonly cols: number; readonly rows: number }[];
  readonly hasMask: boolean;
  /** For people: "LZW", "Deflate, predictor 2". */
  readonly compression: string;
  readonly instant: Instant | null;
  /** TIFF and GDAL metadata, for display and for export. */
  readonly tags: Readonly<Record<string, string>>;
}
