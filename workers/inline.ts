import { type TileApi, tileApi } from "./api.ts";
import { memoryStore } from "./store/memory.ts";
import type { TileStore } from "./store/tile-store.ts";

/** The tile worker's api on this thread, over a store in memory: Node drives the whole pipeline through it without a browser. */
export function inlinePort(store: TileStore = memoryStore()): TileApi & { terminate(): void } {
  return { ...tileApi(store), terminate: () => {} };
}
