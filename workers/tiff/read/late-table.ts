import type { ByteSource } from "../source.ts";

interface TableAt {
  readonly source: ByteSource;
  readonly offset: number;
  /** Bytes of one number: 2, 4 or 8. */
  readonly each: number;
  readonly count: number;
  readonly littleEndian: boolean;
}

/** Numbers that are loaded together. */
const pageLength = 1024;

/** Many unsigned numbers of a directory that are read in pages, when they are needed: what was not loaded is 0. */
export class LateTable {
  readonly values: Float64Array;
  private readonly pages = new Map<number, Promise<void>>();

  constructor(private readonly at: TableAt) {
    this.values = new Float64Array(at.count);
  }

  /** Resolves when these numbers, and the one after each, are there. */
  async load(indices: readonly number[]): Promise<void> {
    const pages = new Set(indices.flatMap((index) => [index, index + 1]).filter((index) => index < this.at.count));
    await Promise.all([...new Set([...pages].map((index) => Math.floor(index / pageLength)))].map((page) => this.page(page)));
  }

  private page(page: number): Promise<void> {
    const known = this.pages.get(page);
    if (known) return known;
    const loading = this.read(page);
    this.pages.set(page, loading);
    loading.catch(() => this.pages.delete(page));
    return loading;
  }

  private async read(page: number): Promise<void> {
    const { source, offset, each, count, littleEndian } = this.at;
    const first = page * pageLength;
    const length = Math.min(pageLength, count - first);
    const bytes = await source.read(offset + first * each, length * each);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < length; i++) {
      const at = i * each;
      this.values[first + i] =
        each === 8 ? Number(view.getBigUint64(at, littleEndian)) : each === 4 ? view.getUint32(at, littleEndian) : view.getUint16(at, littleEndian);
    }
  }
}
