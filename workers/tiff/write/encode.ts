import type { CellArray } from "../../../src/cells/cell-type.ts";
import type { Tile } from "../../../src/cells/tile.ts";
import { invariant } from "../../../src/fault.ts";
import type { BlockCoding } from "../../../src/layer/file-plan.ts";
import { interleave, type Shape, splitBytePlanes } from "./interleave.ts";
import { lzw } from "./lzw.ts";
import { deflateFast } from "./zlib/deflate-fast.ts";

/** One block of the file. Its arrays are its own and may be transferred. */
export interface EncodedBlock {
  /** One stretch of bytes, or one a band where bands are stored apart. Empty: all NoData, not written, read as NoData. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  /** Deflated bits, 1 where any band has a value; null when every cell has one, or `nodata` tells. */
  readonly mask: Uint8Array<ArrayBuffer> | null;
}

/**
 * The bytes of one block. The tile holds the block's cells, with or without those past the image's edges; a tile block
 * is padded to its full size, a strip is as high as the tile. The tile keeps its arrays.
 */
export async function encodeBlock(tile: Tile, coding: BlockCoding): Promise<EncodedBlock> {
  const { cols, rows } = tile.grid;
  invariant(
    tile.cellType === coding.cellType && Object.is(tile.nodata, coding.nodata) && tile.bands.length === coding.bandCount,
    `cells as the file's: ${coding.bandCount} × ${coding.cellType}, got ${tile.bands.length} × ${tile.cellType}`,
  );
  invariant(cols <= coding.cols && rows <= coding.rows, `at most ${coding.cols} × ${coding.rows} cells, got ${cols} × ${rows}`);
  const shape = { cols, rows, blockCols: coding.cols, blockRows: coding.kind === "strips" ? rows : coding.rows };
  const groups = coding.interleaving === "pixel" ? [tile.bands] : tile.bands.map((band) => [band]);
  // A float32 cell holds -9999.9 rounded, and is compared with that.
  const nodata = coding.nodata !== null && coding.cellType === "float32" ? Math.fround(coding.nodata) : coding.nodata;
  const parts = await Promise.all(groups.map((bands) => (isAllNodata(bands, nodata) ? new Uint8Array() : encodeBands(bands, shape, coding))));
  return { parts, mask: coding.nodata === null ? encodeMask(tile, shape) : null };
}

async function encodeBands(bands: readonly CellArray[], shape: Shape, { predictor, compression }: BlockCoding): Promise<Uint8Array<ArrayBuffer>> {
  const cells = interleave(bands, shape, predictor === 2);
  const cellBytes = bands[0]!.BYTES_PER_ELEMENT;
  const bytes = predictor === 3 ? splitBytePlanes(cells, { cellBytes, rowCells: shape.blockCols * bands.length, step: bands.length }) : cells;
  switch (compression) {
    case "none":
      return bytes;
    case "lzw":
      return lzw(bytes);
    case "deflate":
      return deflateFast(bytes);
    case "zstd":
      return (await import("./zstd.ts")).zstd(bytes);
    default:
      return compression satisfies never;
  }
}

/** Every cell the same, and NoData. Bands that mix two spellings of it (NaN and a number) are written out. */
const isAllNodata = (bands: readonly CellArray[], nodata: number | null): boolean =>
  nodata !== null && bands.every((band) => (band[0] === nodata || Number.isNaN(band[0])) && repeats(band));

/** Compared by bytes, so that one loop serves all types; it ends at the first difference. */
function repeats(band: CellArray): boolean {
  const bytes = new Uint8Array(band.buffer, band.byteOffset, band.byteLength);
  const cellBytes = band.BYTES_PER_ELEMENT;
  for (let i = cellBytes; i < bytes.length; i++) if (bytes[i] !== bytes[i - cellBytes]) return false;
  return true;
}

function encodeMask({ bands, valid }: Tile, shape: Shape): Uint8Array<ArrayBuffer> | null {
  const { cols, rows, blockCols, blockRows } = shape;
  const some = new Uint8Array(cols * rows);
  bands.forEach((band, b) => {
    const ok = valid?.[b];
    if (ok) for (let i = 0; i < some.length; i++) some[i]! |= ok[i]!;
    else if (band instanceof Float32Array || band instanceof Float64Array) for (let i = 0; i < some.length; i++) some[i]! |= Number.isNaN(band[i]) ? 0 : 1;
    else some.fill(1);
  });
  if (!some.includes(0)) return null;
  const rowBytes = Math.ceil(blockCols / 8);
  const bits = new Uint8Array(rowBytes * blockRows);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) if (some[row * cols + col] === 1) bits[row * rowBytes + (col >> 3)]! |= 0x80 >> (col & 7);
  return deflateFast(bits);
}

/** The mask of a block in which every cell has a value. */
export const encodeFullMask = ({ cols }: BlockCoding, rows: number): Uint8Array<ArrayBuffer> =>
  deflateFast(new Uint8Array(Math.ceil(cols / 8) * rows).fill(255));
