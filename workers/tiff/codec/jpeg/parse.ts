import { type HuffmanTable, huffmanTable } from "./huffman.ts";
import { decodeScan } from "./scan.ts";

export interface Component {
  readonly id: number;
  /** Sampling factors. */
  readonly h: number;
  readonly v: number;
  readonly quantId: number;
  /** Set when its first scan starts; tables may be redefined later. */
  quant: Uint16Array | null;
  /** Blocks of 8 × 8 in memory, whole MCUs. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Natural order, 64 a block. */
  readonly coefficients: Int16Array;
  /** Samples that belong to the picture. */
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly maxH: number;
  readonly maxV: number;
  readonly components: readonly Component[];
}

/** Tables that scans use; JPEGTables of a TIFF fill them before its blocks do. */
export interface Tables {
  readonly quant: (Uint16Array | undefined)[];
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
  restartInterval: number;
}

export const noTables = (): Tables => ({ quant: [], dc: [], ac: [], restartInterval: 0 });

/** A JPEG process that is not decoded, by name. */
export class UnsupportedJpeg extends Error {}

/** Reads a JPEG stream, filling `tables`; returns its frame with all coefficients, or null when it holds tables only. */
export function parseJpeg(data: Uint8Array, tables: Tables, limitSamples: number): Frame | null {
  let frame: Frame | null = null;
  let at = 0;
  while (at + 3 < data.length) {
    if (data[at] !== 255) {
      at++;
      continue;
    }
    const marker = data[at + 1]!;
    at += 2;
    if (marker === 255) at--;
    if (marker === 0 || marker === 1 || marker === 255 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    if (marker === 0xd9) {
      if (frame) break;
      continue;
    }
    const length = (data[at]! << 8) | data[at + 1]!;
    const body = data.subarray(at + 2, at + length);
    at += length;
    if (marker === 0xdb) readQuant(body, tables);
    else if (marker === 0xc4) readHuffman(body, tables);
    else if (marker === 0xdd) tables.restartInterval = (body[0]! << 8) | body[1]!;
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) frame = readFrame(body, marker === 0xc2, limitSamples);
    else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) throw new UnsupportedJpeg(process(marker));
    else if (marker === 0xda) {
      if (!frame) throw new Error("JPEG scan before its frame");
      at = decodeScan({ data, at, header: body, frame, tables });
    }
  }
  return frame;
}

const process = (marker: number): string =>
  marker === 0xc3 ? "lossless JPEG" : marker > 0xc8 ? "JPEG with arithmetic coding" : `JPEG process ${marker - 0xc0}`;

/** Natural place of each coefficient in the order of the file. */
export const zigZag = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28],
  ...[35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
);

function readQuant(body: Uint8Array, tables: Tables): void {
  for (let at = 0; at < body.length; ) {
    const spec = body[at++]!;
    const wide = spec >> 4 !== 0;
    const table = new Uint16Array(64);
    for (let i = 0; i < 64; i++, at += wide ? 2 : 1) table[zigZag[i]!] = wide ? (body[at]! << 8) | body[at + 1]! : body[at]!;
    tables.quant[spec & 15] = table;
  }
}

function readHuffman(body: Uint8Array, tables: Tables): void {
  for (let at = 0; at + 17 <= body.length; ) {
    const spec = body[at]!;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const table = huffmanTable(counts, body.slice(at + 17, at + 17 + total));
    (spec >> 4 === 0 ? tables.dc : tables.ac)[spec & 15] = table;
    at += 17 + total;
  }
}

function readFrame(body: Uint8Array, progressive: boolean, limitSamples: number): Frame {
  if (body[0] !== 8) throw new UnsupportedJpeg(`JPEG with ${body[0]} bits`);
  const height = (body[1]! << 8) | body[2]!;
  const width = (body[3]! << 8) | body[4]!;
  const count = body[5] ?? 0;
  if (width === 0 || height === 0 || count === 0 || count > 4 || body.length < 6 + 3 * count)
    throw new Error(`JPEG of ${width} by ${height} with ${count} components`);
  if (width * height * count > limitSamples) throw new Error(`JPEG of ${width} by ${height}, larger than its block`);
  const specs = Array.from({ length: count }, (_, i) => ({
    id: body[6 + 3 * i]!,
    h: body[7 + 3 * i]! >> 4,
    v: body[7 + 3 * i]! & 15,
    quantId: body[8 + 3 * i]!,
  }));
  if (specs.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) throw new Error("JPEG with wrong sampling factors");
  const maxH = Math.max(...specs.map(({ h }) => h));
  const maxV = Math.max(...specs.map(({ v }) => v));
  const mcusAcross = Math.ceil(width / (8 * maxH));
  const mcusDown = Math.ceil(height / (8 * maxV));
  const components = specs.map((spec) => {
    const blocksAcross = mcusAcross * spec.h;
    const blocksDown = mcusDown * spec.v;
    return {
      ...spec,
      quant: null,
      blocksAcross,
      blocksDown,
      coefficients: new Int16Array(blocksAcross * blocksDown * 64),
      width: Math.ceil((width * spec.h) / maxH),
      height: Math.ceil((height * spec.v) / maxV),
    };
  });
  return { width, height, progressive, maxH, maxV, components };
}
