import GeoTIFF, { type ImageFileDirectory } from "geotiff";
import { FaultError, fail } from "../../../src/fault.ts";
import { type ByteSource, pagedSource } from "../source.ts";
import { LateTable } from "./late-table.ts";
import { otherFormat } from "./sniff.ts";
import { TAG } from "./tag.ts";

/** The tags of one image in a file, by number, so far as they could be read. */
export interface Ifd {
  number(tag: number): number | undefined;
  numbers(tag: number): ArrayLike<number> | undefined;
  /** Without the closing zero. */
  text(tag: number): string | undefined;
  /** The table behind `numbers(tag)` when it comes by parts: what was not loaded is 0. */
  late(tag: number): LateTable | undefined;
}

export interface TiffFile {
  readonly littleEndian: boolean;
  readonly bigTiff: boolean;
  /** In file order; never empty. */
  readonly ifds: readonly Ifd[];
}

/**
 * All directories of a TIFF, parsed by geotiff.js. Entries that it would choke on (unknown type, values outside the
 * file) are blanked on the way, as libtiff ignores them; a chain that bites its tail ends there. Faults: `not-a-tiff`,
 * `truncated`.
 */
export async function readDirectories(file: string, source: ByteSource): Promise<TiffFile> {
  if (source.size === 0) return fail({ tag: "not-a-tiff", file, why: "empty", detail: "" });
  const paged = pagedSource(source);
  const head = await paged.read(0, 512);
  if (!isTiffHeader(head)) {
    const other = otherFormat(head);
    return fail({ tag: "not-a-tiff", file, why: other ? "other-format" : "damaged-header", detail: other ?? "no TIFF signature" });
  }
  const patches: Patch[] = [];
  const tiff = await damagedHeader(file, () => GeoTIFF.fromSource(duckSource(paged, patches)));
  tiff.parser.eager = true;
  const { littleEndian, bigTiff, firstIFDOffset } = tiff;
  const seen = new Set<number>();
  /** The directory at an offset and the offset after it, or what is wrong with it. */
  const read = async (offset: number): Promise<{ readonly ifd: Ifd; readonly next: number } | string> => {
    if (seen.has(offset)) return "an image directory that was read before";
    seen.add(offset);
    const late = new Map<number, LateTable>();
    const problem = await blankBadEntries({ source: paged, offset, littleEndian, bigTiff, late }, patches);
    if (problem !== null) return problem;
    const parsed = await damagedHeader(file, () => tiff.parser.parseFileDirectoryAt(offset));
    return { ifd: tagReader(parsed, late), next: parsed.nextIFDByteOffset };
  };

  if (firstIFDOffset + (bigTiff ? 8 : 2) > source.size)
    return fail({ tag: "truncated", file, haveBytes: source.size, needBytes: firstIFDOffset + (bigTiff ? 8 : 2) });
  const first = await read(firstIFDOffset);
  if (typeof first === "string") return fail({ tag: "not-a-tiff", file, why: "damaged-header", detail: first });
  const ifds = [first.ifd];
  for (let offset = first.next; offset !== 0 && ifds.length < MAX_DIRECTORIES; ) {
    const more = await read(offset);
    // A chain that breaks later leaves the images before the break.
    if (typeof more === "string") break;
    ifds.push(more.ifd);
    offset = more.next;
  }
  // Smaller pictures may hang below the first image instead of following it.
  for (const offset of Array.from(first.ifd.numbers(TAG.subIfds) ?? []).slice(0, MAX_DIRECTORIES)) {
    const below = await read(offset);
    if (typeof below !== "string") ifds.push(below.ifd);
  }
  return { littleEndian, bigTiff, ifds };
}

/** Documents of so many pages are not rasters; what is needed of an image comes early. */
const MAX_DIRECTORIES = 1024;

interface Patch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

function isTiffHeader(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const order = view.getUint16(0);
  const magic = view.getUint16(2, order === 0x4949);
  return (order === 0x4949 || order === 0x4d4d) && (magic === 42 || (magic === 43 && head.length >= 16));
}

/** What geotiff.js throws on a header it cannot follow is told as a damaged header. */
async function damagedHeader<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    return fail({ tag: "not-a-tiff", file, why: "damaged-header", detail: error instanceof Error ? error.message : String(error) });
  }
}

/** The source that geotiff.js reads: zeros behind the end of the file, bad entries blanked. */
function duckSource(source: ByteSource, patches: readonly Patch[]) {
  const fetchOne = async ({ offset, length }: { offset: number; length: number }): Promise<ArrayBuffer> => {
    const out = new Uint8Array(length);
    out.set(await source.read(offset, length));
    for (const patch of patches) {
      const from = Math.max(offset, patch.offset);
      const to = Math.min(offset + length, patch.offset + patch.bytes.length);
      if (from < to) out.set(patch.bytes.subarray(from - patch.offset, to - patch.offset), from - offset);
    }
    return out.buffer;
  };
  return {
    fetch: (slices: { offset: number; length: number }[]) => Promise.all(slices.map(fetchOne)),
    fetchSlice: async (slice: { offset: number; length: number }) => ({ ...slice, data: await fetchOne(slice) }),
    fileSize: source.size,
    close: async () => undefined,
  };
}

interface DirectoryAt {
  readonly source: ByteSource;
  readonly offset: number;
  readonly littleEndian: boolean;
  readonly bigTiff: boolean;
  /** Takes the tables that are left out of the directory. */
  readonly late: Map<number, LateTable>;
}

const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 };

/** Adds one patch an entry that cannot be read; returns what is wrong with the directory as a whole, or null. */
async function blankBadEntries({ source, offset, littleEndian, bigTiff, late }: DirectoryAt, patches: Patch[]): Promise<string | null> {
  const head = await source.read(offset, 8);
  const headBytes = bigTiff ? 8 : 2;
  if (head.length < headBytes) return "image directory behind the end of the file";
  const headView = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const count = bigTiff ? Number(headView.getBigUint64(0, littleEndian)) : headView.getUint16(0, littleEndian);
  // The limit is libtiff's.
  if (count === 0 || count > 4096) return `image directory with ${count} entries`;
  const entryBytes = bigTiff ? 20 : 12;
  const inline = bigTiff ? 8 : 4;
  const table = await source.read(offset + headBytes, count * entryBytes);
  if (table.length < count * entryBytes) return "image directory cut off by the end of the file";
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const blank = new Uint8Array(entryBytes);
  const blankView = new DataView(blank.buffer);
  blankView.setUint16(2, 1, littleEndian);
  if (bigTiff) blankView.setBigUint64(4, 1n, littleEndian);
  else blankView.setUint32(4, 1, littleEndian);
  for (let i = 0; i < count; i++) {
    const at = i * entryBytes;
    const each = typeBytes[view.getUint16(at + 2, littleEndian)];
    const length = (bigTiff ? Number(view.getBigUint64(at + 4, littleEndian)) : view.getUint32(at + 4, littleEndian)) * (each ?? 0);
    const where = bigTiff ? Number(view.getBigUint64(at + 12, littleEndian)) : view.getUint32(at + 8, littleEndian);
    const readable = each !== undefined && length > 0 && (length <= inline || where + length <= source.size);
    const tag = view.getUint16(at, littleEndian);
    if (!readable) patches.push({ offset: offset + headBytes + at, bytes: blank });
    else if (source.remote && length > LATE_BYTES && (tag === TAG.tileOffsets || tag === TAG.tileByteCounts)) {
      late.set(tag, new LateTable({ source, offset: where, each, count: length / each, littleEndian }));
      patches.push({ offset: offset + headBytes + at, bytes: blank });
    } else if (view.getUint16(at + 2, littleEndian) === RATIONAL)
      patches.push({ offset: offset + headBytes + at, bytes: asLongs(table.slice(at, at + entryBytes), littleEndian, bigTiff) });
  }
  return null;
}

/** Tables of a remote file above this are read where they are needed. */
const LATE_BYTES = 16_384;
const RATIONAL = 5;
const LONG = 4;

/** geotiff.js leaves out every second fraction of an array of them; told that they are twice as many integers, it reads all. */
function asLongs(entry: Uint8Array, littleEndian: boolean, bigTiff: boolean): Uint8Array {
  const view = new DataView(entry.buffer);
  view.setUint16(2, LONG, littleEndian);
  if (bigTiff) view.setBigUint64(4, view.getBigUint64(4, littleEndian) * 2n, littleEndian);
  else view.setUint32(4, view.getUint32(4, littleEndian) * 2, littleEndian);
  return entry;
}

function tagReader(ifd: ImageFileDirectory, late: ReadonlyMap<number, LateTable>): Ifd {
  const value = (tag: number): unknown => (ifd.hasTag(tag) ? ifd.getValue(tag as never) : undefined);
  const numbers = (tag: number): ArrayLike<number> | undefined => {
    const found = late.get(tag)?.values ?? value(tag);
    if (typeof found === "number") return [found];
    return isNumbers(found) ? found : undefined;
  };
  return {
    numbers,
    number: (tag) => numbers(tag)?.[0],
    late: (tag) => late.get(tag),
    text(tag) {
      const found = value(tag);
      // Some writers give text the type BYTE.
      const text = typeof found === "string" ? found : isNumbers(found) ? String.fromCharCode(...Array.from(found)) : undefined;
      return text?.replace(/\0.*$/s, "");
    },
  };
}

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) ? value.every((item) => typeof item === "number") : ArrayBuffer.isView(value) && !(value instanceof DataView);
