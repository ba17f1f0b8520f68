import { fail } from "../../src/fault.ts";
import type { RemoteFile } from "../../src/layer/scene.ts";

/** Random access to the bytes of one file. */
export interface ByteSource {
  readonly size: number;
  /** The file at an address, where it is one: every byte of it costs time, and those read before are kept by its source. */
  readonly remote?: RemoteFile;
  /** The bytes from `offset`, fewer only where the file ends. The caller must not change them. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A part of a file, in bytes. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Bytes that are in memory already; reads are views, not copies. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: async (offset, length) => bytes.subarray(Math.min(offset, bytes.byteLength), Math.min(offset + length, bytes.byteLength)),
});

/** Windowed reads of a File or Blob; nothing is kept. A file that was moved, changed or unplugged is a `file-gone` fault. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  async read(offset, length) {
    try {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    } catch (error) {
      if (error instanceof DOMException) return fail({ tag: "file-gone", file: blob instanceof File ? blob.name : "" });
      throw error;
    }
  },
});

/** Bytes kept in values of `chunkBytes` each (the last may be shorter); the few chunks read last are held. */
export function chunkedSource(size: number, chunkBytes: number, readChunk: (index: number) => Promise<Uint8Array>): ByteSource {
  const chunks = new Recent(8);
  return inChunks(size, chunkBytes, (index) => chunks.get(String(index), () => readChunk(index)));
}

function inChunks(size: number, chunkBytes: number, chunk: (index: number) => Promise<Uint8Array>): ByteSource {
  return {
    size,
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      if (offset >= end) return new Uint8Array(0);
      const first = Math.floor(offset / chunkBytes);
      const last = Math.floor((end - 1) / chunkBytes);
      const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => chunk(first + i)));
      if (first === last) return parts[0]!.subarray(offset - first * chunkBytes, end - first * chunkBytes);
      const out = new Uint8Array(end - offset);
      parts.forEach((part, i) => {
        const start = (first + i) * chunkBytes;
        out.set(part.subarray(Math.max(0, offset - start), end - start), Math.max(0, start - offset));
      });
      return out;
    },
  };
}

/**
 * Serves reads of compressed blocks from pages of 1 MB, of which this thread keeps those used last, whichever file they are
 * of; `key` names the file. A request costs as much as reading half a page on, and the blocks beside a block are wanted next.
 */
export function blockPages(source: ByteSource, key: string): ByteSource {
  if (source.remote) return source;
  const pages = inChunks(source.size, BLOCK_PAGE_BYTES, (index) =>
    shared.get(`${key}/${index}`, () => source.read(index * BLOCK_PAGE_BYTES, BLOCK_PAGE_BYTES)),
  );
  return { size: source.size, read: (offset, length) => (length > 2 * BLOCK_PAGE_BYTES ? source.read(offset, length) : pages.read(offset, length)) };
}

/** Serves small reads from pages of 64 kB (16 kB of a remote file), so that parsing a header takes a few reads; long reads go straight through. */
export function pagedSource(source: ByteSource): ByteSource {
  const pageBytes = source.remote ? PAGE_BYTES / 4 : PAGE_BYTES;
  const pages = chunkedSource(source.size, pageBytes, (index) => source.read(index * pageBytes, pageBytes));
  return { ...source, read: (offset, length) => (length > 2 * pageBytes ? source.read(offset, length) : pages.read(offset, length)) };
}

/**
 * One array of bytes a range, in the order given; short where the file ends. Neighbours share one read: two ranges
 * are joined across a gap that costs less to read over than another request would. A remote source joins by itself.
 */
export async function readRanges(source: ByteSource, ranges: readonly ByteRange[]): Promise<Uint8Array[]> {
  const order = ranges.map((_, i) => i).sort((l, r) => ranges[l]!.offset - ranges[r]!.offset);
  const out: Uint8Array[] = new Array(ranges.length);
  const joined: { offset: number; end: number; members: number[] }[] = [];
  for (const i of order) {
    const { offset, length } = ranges[i]!;
    const open = joined.at(-1);
    if (open && offset - open.end <= (source.remote ? 0 : GAP_BYTES) && offset + length - open.offset <= JOIN_BYTES) {
      open.end = Math.max(open.end, offset + length);
      open.members.push(i);
    } else joined.push({ offset, end: offset + length, members: [i] });
  }
  await Promise.all(
    joined.map(async ({ offset, end, members }) => {
      const bytes = await source.read(offset, end - offset);
      for (const i of members) out[i] = bytes.subarray(ranges[i]!.offset - offset, ranges[i]!.offset - offset + ranges[i]!.length);
    }),
  );
  return out;
}

const PAGE_BYTES = 65_536;
const BLOCK_PAGE_BYTES = 1_048_576;
/** Reading on costs about 1 ms a MB, another request 0.1 to 0.3 ms. */
const GAP_BYTES = 131_072;
const JOIN_BYTES = 8_388_608;

/** The `count` results used last, by name; equal questions at once are asked once, failures are forgotten. */
class Recent {
  private readonly held = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly count: number) {}

  get(name: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const hit = this.held.get(name);
    if (hit) {
      this.held.delete(name);
      this.held.set(name, hit);
      return hit;
    }
    const promise = load();
    this.held.set(name, promise);
    promise.catch(() => this.held.delete(name));
    if (this.held.size > this.count) this.held.delete(this.held.keys().next().value!);
    return promise;
  }
}

/** Pages of compressed blocks: 24 MB. */
const shared = new Recent(24);
