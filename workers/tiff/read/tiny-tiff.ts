/** A TIFF to be made in a test. Plain and slow on purpose: it shares nothing with the reader or the writer. */
export interface TinyTiff {
  readonly cols: number;
  readonly rows: number;
  /** One list a band, row by row. */
  readonly bands: readonly (readonly number[])[];
  readonly bits: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format: number;
  readonly littleEndian: boolean;
  readonly bigTiff?: boolean;
  readonly planar?: boolean;
  readonly block: { readonly kind: "tiles" | "strips"; readonly cols: number; readonly rows: number };
  readonly predictor?: 1 | 2 | 3;
  readonly compression?: number;
  readonly compress?: (bytes: Uint8Array) => Uint8Array;
  /** Further tags, or other values for those above. */
  readonly tags?: Readonly<Record<number, Value>>;
  /** Offset of the directory after the first; 0 ends the chain. */
  readonly nextDirectory?: number;
}

export type Value =
  | { readonly type: "short" | "long"; readonly values: readonly number[] }
  | { readonly type: "double"; readonly values: readonly number[] }
  | { readonly type: "ascii"; readonly text: string };

export const short = (...values: number[]): Value => ({ type: "short", values });
export const long = (...values: number[]): Value => ({ type: "long", values });
export const double = (...values: number[]): Value => ({ type: "double", values });
export const ascii = (text: string): Value => ({ type: "ascii", text });

/** Where the first directory of a tiny TIFF starts. */
export const DIRECTORY_AT = 16;

export function tinyTiff(spec: TinyTiff): Uint8Array {
  const { cols, rows, bands, bits, format, littleEndian, bigTiff = false, planar = false, block, predictor = 1 } = spec;
  const tiled = block.kind === "tiles";
  const across = tiled ? Math.ceil(cols / block.cols) : 1;
  const down = Math.ceil(rows / block.rows);
  const blocks: Uint8Array[] = [];
  for (const plane of planar ? bands.map((band) => [band]) : [bands])
    for (let by = 0; by < down; by++)
      for (let bx = 0; bx < across; bx++) {
        const width = tiled ? block.cols : cols;
        const height = tiled ? block.rows : Math.min(block.rows, rows - by * block.rows);
        const samples: number[][] = Array.from({ length: height }, (_, y) =>
          Array.from({ length: width * plane.length }, (_, i) => {
            const [x, band] = [bx * block.cols + Math.floor(i / plane.length), i % plane.length];
            const row = by * block.rows + y;
            return x < cols && row < rows ? plane[band]![row * cols + x]! : 0;
          }),
        );
        const bytes = samples.flatMap((row) => [...encodeRow(row, { bits, format, littleEndian, predictor, stride: plane.length })]);
        blocks.push((spec.compress ?? ((it) => it))(Uint8Array.from(bytes)));
      }
  const pixelOffsets = (start: number) => {
    let at = start;
    return blocks.map(({ length }) => {
      at += length;
      return at - length;
    });
  };
  const directory = (start: number): [number, Value][] => {
    const all: Record<number, Value> = {
      256: long(cols),
      257: long(rows),
      258: short(...bands.map(() => bits)),
      259: short(spec.compression ?? 1),
      262: short(1),
      277: short(bands.length),
      284: short(planar ? 2 : 1),
      339: short(...bands.map(() => format)),
      ...(predictor > 1 ? { 317: short(predictor) } : {}),
      ...(tiled
        ? { 322: long(block.cols), 323: long(block.rows), 324: long(...pixelOffsets(start)), 325: long(...blocks.map((it) => it.length)) }
        : { 278: long(block.rows), 273: long(...pixelOffsets(start)), 279: long(...blocks.map((it) => it.length)) }),
      ...spec.tags,
    };
    return Object.entries(all)
      .map(([tag, value]): [number, Value] => [Number(tag), value])
      .sort(([l], [r]) => l - r);
  };
  const headLength = layOut(directory(0), { littleEndian, bigTiff, next: 0 }).length;
  const head = layOut(directory(headLength), { littleEndian, bigTiff, next: spec.nextDirectory ?? 0 });
  const out = new Uint8Array(headLength + blocks.reduce((sum, it) => sum + it.length, 0));
  out.set(head);
  for (const [i, offset] of pixelOffsets(headLength).entries()) out.set(blocks[i]!, offset);
  return out;
}

interface RowSpec {
  readonly bits: number;
  readonly format: number;
  readonly littleEndian: boolean;
  readonly predictor: 1 | 2 | 3;
  readonly stride: number;
}

function encodeRow(row: readonly number[], { bits, format, littleEndian, predictor, stride }: RowSpec): Uint8Array {
  const width = bits / 8;
  if (!Number.isInteger(Math.log2(width)) || width < 1) return packBits(row, bits);
  const words = row.map((value) => wordOf(value, bits, format));
  const mask = (1n << BigInt(bits)) - 1n;
  const coded = predictor === 2 ? words.map((word, i) => (word - (i >= stride ? words[i - stride]! : 0n)) & mask) : words;
  const out = new Uint8Array(row.length * width);
  if (predictor === 3) {
    // Byte planes, most significant first, then differences of bytes along the row.
    words.forEach((word, i) => {
      for (let b = 0; b < width; b++) out[b * row.length + i] = Number((word >> BigInt(8 * (width - 1 - b))) & 255n);
    });
    return out.map((byte, i) => byte - (i >= stride ? out[i - stride]! : 0));
  }
  coded.forEach((word, i) => {
    for (let b = 0; b < width; b++) out[i * width + (littleEndian ? b : width - 1 - b)] = Number((word >> BigInt(8 * b)) & 255n);
  });
  return out;
}

function wordOf(value: number, bits: number, format: number): bigint {
  if (format !== 3) return BigInt.asUintN(bits, BigInt(value));
  const view = new DataView(new ArrayBuffer(8));
  if (bits === 32) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return bits === 32 ? BigInt(view.getUint32(0)) : view.getBigUint64(0);
}

function packBits(row: readonly number[], bits: number): Uint8Array {
  const digits = row.map((value) => value.toString(2).padStart(bits, "0")).join("");
  return Uint8Array.from(digits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

/** Header, directory at 16, and the values that do not fit into it. */
function layOut(entries: readonly [number, Value][], { littleEndian, bigTiff, next }: { littleEndian: boolean; bigTiff: boolean; next: number }): Uint8Array {
  const [entryBytes, inline] = bigTiff ? [20, 8] : [12, 4];
  const tableAt = DIRECTORY_AT + (bigTiff ? 8 : 2);
  let free = tableAt + entries.length * entryBytes + (bigTiff ? 8 : 4);
  const coded = entries.map(([, value]) => valueBytes(value, littleEndian));
  const view = new DataView(new ArrayBuffer(free + coded.reduce((sum, { length }) => sum + (length > inline ? length + 8 : 0), 0)));
  const word = (at: number, value: number) => (bigTiff ? view.setBigUint64(at, BigInt(value), littleEndian) : view.setUint32(at, value, littleEndian));
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  view.setUint16(2, bigTiff ? 43 : 42, littleEndian);
  if (bigTiff) view.setUint16(4, 8, littleEndian);
  word(bigTiff ? 8 : 4, DIRECTORY_AT);
  if (bigTiff) word(DIRECTORY_AT, entries.length);
  else view.setUint16(DIRECTORY_AT, entries.length, littleEndian);
  entries.forEach(([tag, value], i) => {
    const at = tableAt + i * entryBytes;
    const bytes = coded[i]!;
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, { ascii: 2, short: 3, long: 4, double: 12 }[value.type], littleEndian);
    word(at + 4, value.type === "ascii" ? value.text.length + 1 : value.values.length);
    const where = bytes.length <= inline ? at + (bigTiff ? 12 : 8) : free;
    if (bytes.length > inline) {
      word(at + (bigTiff ? 12 : 8), free);
      free += bytes.length + (bytes.length % 2);
    }
    new Uint8Array(view.buffer).set(bytes, where);
  });
  word(tableAt + entries.length * entryBytes, next);
  return new Uint8Array(view.buffer, 0, free);
}

function valueBytes(value: Value, littleEndian: boolean): Uint8Array {
  if (value.type === "ascii") return new TextEncoder().encode(`${value.text}\0`);
  const width = { short: 2, long: 4, double: 8 }[value.type];
  const view = new DataView(new ArrayBuffer(value.values.length * width));
  value.values.forEach((number, i) => {
    if (width === 2) view.setUint16(i * 2, number, littleEndian);
    else if (width === 4) view.setUint32(i * 4, number, littleEndian);
    else view.setFloat64(i * 8, number, littleEndian);
  });
  return new Uint8Array(view.buffer);
}
