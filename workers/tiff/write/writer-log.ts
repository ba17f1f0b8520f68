import { checksum } from "./checksum.ts";
import type { Spool } from "./spool.ts";

/** One block as the log tells it; its bytes follow those of the block before it, in every spool. */
export interface LoggedBlock {
  /** In file order: level by level, row by row. */
  readonly index: number;
  /** Of each part, then of the mask; 0 for what was not written. */
  readonly byteCounts: readonly number[];
  /** Of all its bytes. */
  readonly sum: number;
}

/** Other numbers mean other records. */
const version = 1;

/**
 * Which blocks are in a file's spools, in the order they came, for a writer that goes on after the tab of the first one
 * was lost. A record is written after the bytes it tells of, and both carry a checksum, so that nothing is believed that
 * is not there whole.
 */
export class WriterLog {
  readonly #recordWords: number;

  /** `parts` are the stretches of bytes that a block can have, its mask included. */
  constructor(
    private readonly spool: Spool,
    private readonly parts: number,
  ) {
    this.#recordWords = parts + 3;
  }

  add({ index, byteCounts, sum }: LoggedBlock): void {
    const words = Uint32Array.of(index, ...byteCounts, sum, 0);
    words[words.length - 1] = sumOf(words);
    this.spool.append(new Uint8Array(words.buffer));
  }

  /** The whole records from the first on, up to one that is damaged or was not written to its end. */
  *read(): Generator<LoggedBlock> {
    const length = this.#recordWords * 4;
    for (let at = 0; at + length <= this.spool.sizeBytes; at += length) {
      const bytes = this.spool.read(at, length);
      if (bytes.length < length) return;
      const words = new Uint32Array(bytes.buffer, bytes.byteOffset, this.#recordWords);
      if (words.at(-1) !== sumOf(words)) return;
      yield { index: words[0]!, byteCounts: [...words.subarray(1, 1 + this.parts)], sum: words[1 + this.parts]! };
    }
  }

  /** Forgets all records but the first ones. */
  keep(records: number): void {
    this.spool.truncate(records * this.#recordWords * 4);
  }

  flush(): void {
    this.spool.flush();
  }

  leave(): void {
    this.spool.leave();
  }

  remove(): Promise<void> {
    return this.spool.remove();
  }
}

/** Of a record without its last word, which holds it. */
const sumOf = (words: Uint32Array<ArrayBuffer>): number => checksum(new Uint8Array(words.buffer, words.byteOffset, (words.length - 1) * 4), version);
