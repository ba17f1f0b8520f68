import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

interface PlainTiff {
  readonly cols: number;
  readonly rows: number;
  /** UTM zone 33, cells of 30 m, the north-west corner given; without it the file has neither CRS nor position. */
  readonly corner?: readonly [east: number, north: number];
}

const rowsPerStrip = 64;

/** Writes a TIFF of bytes without compression, in strips, every cell zero. The disk holds no more of it than its header. */
export function writePlainTiff(path: string, { cols, rows, corner }: PlainTiff): void {
  const strips = Math.ceil(rows / rowsPerStrip);
  const doubles = corner ? [30, 30, 0, 0, 0, 0, ...corner, 0] : [];
  const keys = corner ? [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633] : [];
  const count = 9 + (corner ? 3 : 0);
  const lists = 8 + 2 + count * 12 + 4;
  const cells = lists + strips * 8 + doubles.length * 8 + keys.length * 2;
  const header = Buffer.alloc(cells);
  header.write("II*\0", 0, "latin1");
  header.writeUInt32LE(8, 4);
  header.writeUInt16LE(count, 8);
  const at = {
    offsets: lists,
    counts: lists + strips * 4,
    scale: lists + strips * 8,
    tie: lists + strips * 8 + 24,
    keys: lists + strips * 8 + doubles.length * 8,
  };
  const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, 4, 1, cols],
    [257, 4, 1, rows],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, strips, strips === 1 ? cells : at.offsets],
    [277, 3, 1, 1],
    [278, 4, 1, rowsPerStrip],
    [279, 4, strips, strips === 1 ? cols * rows : at.counts],
    ...(corner ? ([[33550, 12, 3, at.scale], [33922, 12, 6, at.tie], [34735, 3, keys.length, at.keys]] as const) : []), // biome-ignore format: three tags
  ];
  for (const [i, [tag, type, length, value]] of tags.entries()) {
    const entry = 10 + i * 12;
    header.writeUInt16LE(tag, entry);
    header.writeUInt16LE(type, entry + 2);
    header.writeUInt32LE(length, entry + 4);
    header.writeUInt32LE(value, entry + 8);
  }
  for (let strip = 0; strip < strips; strip++) {
    header.writeUInt32LE(cells + strip * rowsPerStrip * cols, at.offsets + strip * 4);
    header.writeUInt32LE(Math.min(rowsPerStrip, rows - strip * rowsPerStrip) * cols, at.counts + strip * 4);
  }
  for (const [i, value] of doubles.entries()) header.writeDoubleLE(value, at.scale + i * 8);
  for (const [i, value] of keys.entries()) header.writeUInt16LE(value, at.keys + i * 2);
  const file = openSync(path, "w");
  writeSync(file, header);
  ftruncateSync(file, cells + cols * rows);
  closeSync(file);
}
