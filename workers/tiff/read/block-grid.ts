import { cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { COMPRESSION } from "../codec/compression.ts";
import { rowBytes } from "../codec/samples.ts";
import type { ByteRange } from "../source.ts";
import type { TiffImage } from "./image.ts";

/**
 * The blocks in which an image is read. Compressed images: those of the file. Uncompressed ones need no whole block,
 * so strips that follow each other are one, and what is large is cut into parts of a few hundred kB.
 */
export interface BlockGrid {
  readonly image: TiffImage;
  /** Tells grids of one image apart in a cache. */
  readonly name: string;
  readonly cols: number;
  readonly rows: number;
  readonly across: number;
  readonly down: number;
  /** Decoded bytes of one block. */
  readonly blockBytes: number;
  /** Cells that this block holds. Rows below the image are never looked for: some writers leave them out of their tiles. */
  shape(col: number, row: number): { readonly cols: number; readonly rows: number };
  /** The number of the file's block that holds a block of the grid. */
  stored(plane: number, col: number, row: number): number;
  /** Where the bytes of a block are, or null when it is absent from the file. `plane` is the band of a planar image, else 0. */
  range(plane: number, col: number, row: number): ByteRange | null;
}

/** The grid for reading every `step`-th row: rows that are not asked for are not read where that can be had. */
export function blockGrid(image: TiffImage, step: number, fileSize: number): BlockGrid {
  const hasPlainRows = image.compression === COMPRESSION.none && image.colour?.kind !== "ycbcr";
  return hasPlainRows ? plainGrid(image, step) : storedGrid(image, fileSize);
}

const PART_BYTES = 524_288;
/** Rows further apart than this are read one by one. */
const SKIP_BYTES = 65_536;

/** The blocks as they are in the file. */
export function storedGrid(image: TiffImage, fileSize: number): BlockGrid {
  const { blockCols, blockRows, blocksAcross, blocksDown, offsets, byteCounts } = image;
  const blockBytes = blockCols * blockRows * (image.planar ? 1 : image.samples) * cellTypeInfo(image.cellType).bytes;
  // libtiff's rule for counts that cannot be true.
  const ceiling = blockBytes * 10 + 1_048_576;
  const stored = (plane: number, col: number, row: number) => plane * blocksAcross * blocksDown + row * blocksAcross + col;
  return {
    image,
    name: "stored",
    cols: blockCols,
    rows: blockRows,
    across: blocksAcross,
    down: blocksDown,
    blockBytes,
    shape: (_, row) => ({ cols: blockCols, rows: Math.min(blockRows, image.rows - row * blockRows) }),
    stored,
    range(plane, col, row) {
      const index = stored(plane, col, row);
      const offset = offsets[index] ?? 0;
      if (isAbsent(image, index)) return null;
      const next = offsets[index + 1] ?? 0;
      const length = byteCounts ? (byteCounts[index] ?? 0) : (next > offset ? next : fileSize) - offset;
      return { offset, length: Math.max(0, Math.min(length, ceiling)) };
    },
  };
}

function plainGrid(image: TiffImage, step: number): BlockGrid {
  const { rows, blockCols, blockRows, blocksAcross, blocksDown, offsets, bits } = image;
  const stride = image.planar ? 1 : image.samples;
  const each = rowBytes({ perRow: blockCols * stride, bits });
  const fused = !image.tiled && isContiguous(image, each);
  const height = fused ? rows : blockRows;
  const strips = fused ? 1 : blocksDown;

  const pixelBytes = (stride * bits) / 8;
  const wide = each > 2 * PART_BYTES && Number.isInteger(pixelBytes);
  const partCols = wide ? Math.max(1, Math.floor(PART_BYTES / pixelBytes)) : blockCols;
  const fits = wide || (step > 1 && step * each > SKIP_BYTES) ? 1 : Math.max(1, Math.floor(PART_BYTES / each));
  const partRows = fused || fits >= height ? Math.min(fits, height) : largestDivisor(height, fits);
  const partsAcross = Math.ceil(blockCols / partCols);
  const partsDown = Math.ceil(height / partRows);
  const shape = (col: number, row: number) => {
    const bottom = Math.min(height, rows - Math.floor(row / partsDown) * height);
    return { cols: Math.min(partCols, blockCols - (col % partsAcross) * partCols), rows: Math.min(partRows, bottom - (row % partsDown) * partRows) };
  };
  const stored = (plane: number, col: number, row: number) =>
    plane * blocksAcross * blocksDown + Math.floor(row / partsDown) * blocksAcross + Math.floor(col / partsAcross);
  return {
    image,
    name: `${partCols}x${partRows}`,
    cols: partCols,
    rows: partRows,
    across: blocksAcross * partsAcross,
    down: strips * partsDown,
    blockBytes: partCols * partRows * stride * cellTypeInfo(image.cellType).bytes,
    shape,
    stored,
    range(plane, col, row) {
      const index = stored(plane, col, row);
      const offset = offsets[index] ?? 0;
      if (isAbsent(image, index)) return null;
      const part = shape(col, row);
      const start = (row % partsDown) * partRows * each + (wide ? (col % partsAcross) * partCols * pixelBytes : 0);
      return { offset: offset + start, length: wide ? part.cols * pixelBytes : part.rows * each };
    },
  };
}

/** Whether the strips of each band follow each other without a gap, as nearly all writers lay them. */
function isContiguous(image: TiffImage, each: number): boolean {
  const { offsets, blockRows, blocksDown, planar, samples } = image;
  const planes = planar ? samples : 1;
  if (offsets.length < blocksDown * planes) return false;
  for (let plane = 0; plane < planes; plane++)
    for (let i = plane * blocksDown; i < (plane + 1) * blocksDown; i++) {
      if (isAbsent(image, i)) return false;
      if (i > plane * blocksDown && offsets[i] !== offsets[i - 1]! + blockRows * each) return false;
    }
  return true;
}

/** Without an offset, or with a count of 0 bytes, a block is not in the file. */
const isAbsent = ({ offsets, byteCounts }: TiffImage, index: number): boolean => !offsets[index] || (byteCounts !== null && !byteCounts[index]);

function largestDivisor(of: number, atMost: number): number {
  for (let d = Math.min(of, atMost); d > 1; d--) if (of % d === 0) return d;
  return 1;
}
