import type { CellArray } from "../../../src/cells/cell-type.ts";

/** The cells given, and the block they are to fill. */
export interface Shape {
  readonly cols: number;
  readonly rows: number;
  readonly blockCols: number;
  readonly blockRows: number;
}

/**
 * Bands side by side, cell by cell, as little-endian bytes in an array of their own. Cells past the east and south
 * edge repeat the last column and row, which compresses best. `differ` stores each cell less its left neighbour
 * (TIFF predictor 2, integers of up to four bytes).
 */
export function interleave(bands: readonly CellArray[], shape: Shape, differ: boolean): Uint8Array<ArrayBuffer> {
  const { cols, rows, blockCols, blockRows } = shape;
  const cellBytes = bands[0]!.BYTES_PER_ELEMENT;
  const out = new ArrayBuffer(blockCols * blockRows * bands.length * cellBytes);
  const step = bands.length;
  bands.forEach((band, first) => {
    const run: Run = { cols, rows, blockCols, step, first, keep: differ ? -1 : 0 };
    // One loop a width, each meeting one array class only; the sign does not matter to a difference modulo 2^n.
    if (cellBytes === 1) place8(new Uint8Array(band.buffer, band.byteOffset, band.length), new Uint8Array(out), run);
    else if (cellBytes === 2) place16(new Uint16Array(band.buffer, band.byteOffset, band.length), new Uint16Array(out), run);
    else if (cellBytes === 4) place32(new Int32Array(band.buffer, band.byteOffset, band.length), new Int32Array(out), run);
    else place64(new Float64Array(band.buffer, band.byteOffset, band.length), new Float64Array(out), run);
  });
  const bytes = new Uint8Array(out);
  const rowBytes = blockCols * step * cellBytes;
  for (let row = rows; row < blockRows; row++) bytes.copyWithin(row * rowBytes, (rows - 1) * rowBytes, rows * rowBytes);
  return bytes;
}

interface Run {
  readonly cols: number;
  readonly rows: number;
  readonly blockCols: number;
  readonly step: number;
  readonly first: number;
  /** -1 keeps the left neighbour for the difference, 0 forgets it. */
  readonly keep: number;
}

function place8(band: Uint8Array, out: Uint8Array, { cols, rows, blockCols, step, first, keep }: Run): void {
  let from = 0;
  for (let row = 0; row < rows; row++) {
    let to = row * blockCols * step + first;
    let cell = 0;
    let left = 0;
    for (let col = 0; col < cols; col++, to += step) {
      cell = band[from++]!;
      out[to] = cell - left;
      left = cell & keep;
    }
    for (let col = cols; col < blockCols; col++, to += step) out[to] = cell - left;
  }
}

function place16(band: Uint16Array, out: Uint16Array, { cols, rows, blockCols, step, first, keep }: Run): void {
  let from = 0;
  for (let row = 0; row < rows; row++) {
    let to = row * blockCols * step + first;
    let cell = 0;
    let left = 0;
    for (let col = 0; col < cols; col++, to += step) {
      cell = band[from++]!;
      out[to] = cell - left;
      left = cell & keep;
    }
    for (let col = cols; col < blockCols; col++, to += step) out[to] = cell - left;
  }
}

function place32(band: Int32Array, out: Int32Array, { cols, rows, blockCols, step, first, keep }: Run): void {
  let from = 0;
  for (let row = 0; row < rows; row++) {
    let to = row * blockCols * step + first;
    let cell = 0;
    let left = 0;
    for (let col = 0; col < cols; col++, to += step) {
      cell = band[from++]!;
      out[to] = (cell - left) | 0;
      left = cell & keep;
    }
    for (let col = cols; col < blockCols; col++, to += step) out[to] = (cell - left) | 0;
  }
}

/** Doubles have no integer predictor here, so nothing is subtracted. */
function place64(band: Float64Array, out: Float64Array, { cols, rows, blockCols, step, first }: Run): void {
  let from = 0;
  for (let row = 0; row < rows; row++) {
    let to = row * blockCols * step + first;
    let cell = 0;
    for (let col = 0; col < cols; col++, to += step) {
      cell = band[from++]!;
      out[to] = cell;
    }
    for (let col = cols; col < blockCols; col++, to += step) out[to] = cell;
  }
}

/**
 * TIFF's floating point predictor (Technical Note 3) on cells of four or eight bytes: each row is split into planes of
 * equal bytes, the most significant first, and every byte is stored less the one `step` before it, across planes too.
 */
export function splitBytePlanes(
  cells: Uint8Array<ArrayBuffer>,
  { cellBytes, rowCells, step }: { cellBytes: number; rowCells: number; step: number },
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(cells.length);
  const words = new Int32Array(cells.buffer, cells.byteOffset, cells.length / 4);
  const wordsPerCell = cellBytes / 4;
  const rowWords = rowCells * wordsPerCell;
  for (let row = 0; row * rowWords < words.length; row++) {
    const start = row * rowCells * cellBytes;
    for (let word = 0; word < wordsPerCell; word++) {
      const from = row * rowWords + wordsPerCell - 1 - word;
      placePlanes(words, out, { from, to: start + word * 4 * rowCells, wordsPerCell, rowCells, step });
    }
    // What a plane's first bytes are to be differenced with stands at the end of the plane before it, now differenced itself.
    for (let plane = cellBytes - 1; plane > 0; plane--) {
      const first = start + plane * rowCells;
      const place = cellBytes - plane;
      for (let i = 0; i < step; i++) out[first + i]! -= cells[start + (rowCells - step + i) * cellBytes + place]!;
    }
  }
  return out;
}

interface PlaneRun {
  readonly from: number;
  readonly to: number;
  readonly wordsPerCell: number;
  readonly rowCells: number;
  readonly step: number;
}

/** Four planes from one word of each cell, all but the first `step` bytes differenced. */
function placePlanes(words: Int32Array, out: Uint8Array, { from, to, wordsPerCell, rowCells, step }: PlaneRun): void {
  const [a, b, c, d] = [to, to + rowCells, to + 2 * rowCells, to + 3 * rowCells];
  const back = step * wordsPerCell;
  for (let i = 0, at = from; i < rowCells; i++, at += wordsPerCell) {
    const word = words[at]!;
    const left = i < step ? 0 : words[at - back]!;
    out[a + i] = (word >>> 24) - (left >>> 24);
    out[b + i] = (word >>> 16) - (left >>> 16);
    out[c + i] = (word >>> 8) - (left >>> 8);
    out[d + i] = (word - left) | 0;
  }
}
