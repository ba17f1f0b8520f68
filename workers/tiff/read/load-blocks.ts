import { FaultError } from "../../../src/fault.ts";
import { type Block, decodeBlock } from "../codec/decode-block.ts";
import { type ByteSource, readRanges } from "../source.ts";
import type { BlockCache } from "./block-cache.ts";
import type { BlockGrid } from "./block-grid.ts";

/** Where the blocks of one image come from. */
export interface BlockStore {
  readonly source: ByteSource;
  readonly cache: BlockCache;
  /** Unique among all images that share the cache. */
  readonly key: string;
}

export interface BlockPlace {
  readonly plane: number;
  readonly col: number;
  readonly row: number;
}

/** The blocks at these places, null where the file has none. What is not in the cache is read in as few requests as can be. */
export async function loadBlocks({ source, cache, key }: BlockStore, grid: BlockGrid, places: readonly BlockPlace[]): Promise<(Block | null)[]> {
  const { image } = grid;
  await image.placeBlocks?.(places.map(({ plane, col, row }) => grid.stored(plane, col, row)));
  const out: (Block | null | Promise<Block>)[] = new Array(places.length).fill(null);
  const missing: { slot: number; name: string; offset: number; length: number }[] = [];
  places.forEach(({ plane, col, row }, slot) => {
    const range = grid.range(plane, col, row);
    if (!range) return;
    const name = `${key}/${grid.name}/${plane}/${col}/${row}`;
    const known = cache.get(name);
    if (known) out[slot] = known;
    else missing.push({ slot, name, ...range });
  });
  if (missing.length > 0) {
    const reading = readRanges(source, missing);
    missing.forEach(({ slot, name, offset, length }, i) => {
      const { plane, col, row } = places[slot]!;
      const index = (plane * grid.down + row) * grid.across + col;
      const shape = grid.shape(col, row);
      out[slot] = cache.put(
        name,
        reading.then(async (parts) => {
          const bytes = parts[i]!;
          try {
            return await decodeBlock({ image, index, bytes, ...shape });
          } catch (error) {
            const isShort = bytes.length < length && error instanceof FaultError && error.fault.tag === "damaged-block";
            throw isShort ? new FaultError({ tag: "truncated", file: image.file, haveBytes: source.size, needBytes: offset + length }) : error;
          }
        }),
      );
    });
  }
  return Promise.all(out);
}
