import type { Block } from "../codec/decode-block.ts";

/** Decoded blocks under a budget of bytes, the least recently used leaving first. One is shared by all scenes of a worker. */
export class BlockCache {
  readonly #held = new Map<string, Block>();
  readonly #coming = new Map<string, Promise<Block>>();
  #bytes = 0;

  constructor(public budgetBytes: number) {}

  get usedBytes(): number {
    return this.#bytes;
  }

  /** The block, if it is here or on its way. */
  get(key: string): Block | Promise<Block> | undefined {
    const block = this.#held.get(key);
    if (!block) return this.#coming.get(key);
    this.#held.delete(key);
    this.#held.set(key, block);
    return block;
  }

  /** Remember what `work` gives; a failure is not remembered. */
  put(key: string, work: Promise<Block>): Promise<Block> {
    const done = work.then(
      (block) => {
        this.#coming.delete(key);
        this.#keep(key, block);
        return block;
      },
      (error: unknown) => {
        this.#coming.delete(key);
        throw error;
      },
    );
    this.#coming.set(key, done);
    return done;
  }

  #keep(key: string, block: Block): void {
    this.#held.set(key, block);
    this.#bytes += blockBytes(block);
    for (const [oldest, leaving] of this.#held) {
      // The newest stays however large it is: decoding it again for each window would cost far more than it weighs.
      if (this.#bytes <= this.budgetBytes || oldest === key) return;
      this.#held.delete(oldest);
      this.#bytes -= blockBytes(leaving);
    }
  }
}

const blockBytes = ({ data, valid }: Block): number => data.byteLength + (valid?.byteLength ?? 0);

/** The cache of this worker; `budgetBytes` may be set at any time. */
export const blockCache = new BlockCache(96 * 1024 * 1024);
