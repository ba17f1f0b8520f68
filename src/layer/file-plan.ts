import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";
import { fail, invariant } from "../fault.ts";
import type { Grid, Window } from "../grid/grid.ts";
import type { Compression, FileSpec } from "./file-spec.ts";
import type { BandMeta, Instant, Rgba } from "./meta.ts";

/** How the cells of one block become bytes. */
export interface BlockCoding {
  readonly kind: "tiles" | "strips";
  /** Size of a full block. Tiles at the east and south edge are padded to it; the last strip is short. */
  readonly cols: number;
  readonly rows: number;
  readonly bandCount: number;
  readonly cellType: CellType;
  readonly nodata: number | null;
  readonly compression: Compression;
  /** TIFF's numbers: 1 none, 2 horizontal differencing, 3 floating point. */
  readonly predictor: 1 | 2 | 3;
  /** "pixel": a block holds all bands, cell by cell. "band": one stretch of bytes a band. */
  readonly interleaving: "pixel" | "band";
}

/** One image of the file; each level has half the columns and rows of the one before it, rounded up. */
export interface FileLevel {
  readonly cols: number;
  readonly rows: number;
  /** Blocks from west to east and from north to south. */
  readonly across: number;
  readonly down: number;
}

/** The shape of a file before any cell is known. Level 0 is the image, the others its overviews. */
export interface FilePlan {
  readonly coding: BlockCoding;
  readonly levels: readonly FileLevel[];
  /** "auto" is decided by the sizes that came out. */
  readonly bigTiff: FileSpec["bigTiff"];
}

/** What a file says beside its cells. */
export interface FileMetadata {
  /** Of the whole image: its columns and rows are the plan's. */
  readonly grid: Grid;
  readonly bands: readonly BandMeta[];
  /** Colours by cell value; written for one band of UInt8 or UInt16, left out otherwise. */
  readonly palette: readonly Rgba[] | null;
  readonly instant: Instant | null;
  readonly description: string | null;
  /** How the cells came to be, as JSON; null when it is not to be told. */
  readonly recipe: string | null;
  /** Names of the files the cells come from. */
  readonly sources: readonly string[];
  /** Further items of GDAL's metadata by name, as the sources had them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Items of GDAL's metadata by band and name. */
  readonly bandTags?: readonly Readonly<Record<string, string>>[];
  /** TIFF's number for what the cells stand for, in place of the one that the bands' roles give; a palette has its own. */
  readonly photometric?: number;
}

/** GDAL and libtiff take cell counts and block sizes as signed 32-bit integers. */
const largest = 2 ** 31 - 1;
/** Beyond this a block cannot be encoded in a worker beside its neighbours. */
const largestBlockBytes = 512 * 2 ** 20;
/** Up to here cells are read together, as colours are; a band of a longer stack is more often read alone. */
const mostInterleavedBands = 4;

/** The blocks and levels of a file of cols × rows cells; "too-large" when TIFF or a worker could not hold it. */
export function planFile({ cols, rows, bandCount, spec }: { cols: number; rows: number; bandCount: number; spec: FileSpec }): FilePlan {
  invariant(cols >= 1 && rows >= 1 && bandCount >= 1, `an image with cells, got ${cols} × ${rows} × ${bandCount}`);
  const side = Math.max(cols, rows);
  if (side > largest) fail({ tag: "too-large", what: "image side", needBytes: side, limitBytes: largest });
  const tiles = spec.layout.kind === "tiles";
  const blockCols = spec.layout.kind === "tiles" ? spec.layout.size : cols;
  const blockRows = spec.layout.kind === "tiles" ? spec.layout.size : Math.min(spec.layout.rows, rows);
  const { bytes, float, min, max } = cellTypeInfo(spec.cellType);
  const { nodata } = spec;
  if (nodata !== null && !float && !(Number.isInteger(nodata) && nodata >= min && nodata <= max))
    fail({ tag: "bad-param", op: "export", param: "nodata", problem: `${spec.cellType} holds whole numbers from ${min} to ${max}` });
  const needBytes = blockCols * blockRows * bandCount * bytes;
  if (needBytes > largestBlockBytes) fail({ tag: "too-large", what: tiles ? "tile" : "strip", needBytes, limitBytes: largestBlockBytes });

  const levels = [levelOf(cols, rows, blockCols, blockRows)];
  for (let at = levels[0]!; tiles && spec.overviews && at.across * at.down > 1; levels.push(at))
    at = levelOf(Math.ceil(at.cols / 2), Math.ceil(at.rows / 2), blockCols, blockRows);

  const predictor = !spec.predictor || spec.compression === "none" ? 1 : float ? 3 : 2;
  return {
    coding: {
      kind: spec.layout.kind,
      cols: blockCols,
      rows: blockRows,
      bandCount,
      cellType: spec.cellType,
      nodata,
      compression: spec.compression,
      predictor,
      interleaving: bandCount <= mostInterleavedBands ? "pixel" : "band",
    },
    levels,
    bigTiff: spec.bigTiff,
  };
}

const levelOf = (cols: number, rows: number, blockCols: number, blockRows: number): FileLevel => ({
  cols,
  rows,
  across: Math.ceil(cols / blockCols),
  down: Math.ceil(rows / blockRows),
});

/** Blocks of all levels: what has to be encoded until the file is done. */
export const blockCount = ({ levels }: Pick<FilePlan, "levels">): number => levels.reduce((sum, { across, down }) => sum + across * down, 0);

/** The cells of one block, numbered row by row from the north-west, clipped to its level. */
export function blockWindow({ coding, levels }: FilePlan, level: number, block: number): Window {
  const at = levels[level];
  invariant(at && block >= 0 && block < at.across * at.down, `a block of the file, got block ${block} of level ${level}`);
  const col = (block % at.across) * coding.cols;
  const row = Math.floor(block / at.across) * coding.rows;
  return { col, row, cols: Math.min(coding.cols, at.cols - col), rows: Math.min(coding.rows, at.rows - row) };
}

/** Bytes of all levels without compression, padding of edge tiles and a generous header included: an upper estimate of the file. */
export function estimateBytes({ coding, levels }: FilePlan): number {
  const cellBytes = coding.bandCount * cellTypeInfo(coding.cellType).bytes;
  const blocks = levels.reduce((sum, { cols, rows, across, down }) => {
    const cells = coding.kind === "tiles" ? across * down * coding.cols * coding.rows : cols * rows;
    return sum + cells * cellBytes + across * down * 16 * coding.bandCount;
  }, 0);
  return blocks + 4096;
}
