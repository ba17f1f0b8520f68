import { tileApi } from "../../workers/api.ts";
import { memoryStore } from "../../workers/store/memory.ts";
import type { TileStore } from "../../workers/store/tile-store.ts";
import type { TilePort } from "./port.ts";

/** A tile worker on this thread, over a store in memory: Node drives the whole pipeline through it without a browser. */
export function inlinePort(store: TileStore = memoryStore()): TilePort {
  const api = tileApi(store);
  const later =
    <Args extends unknown[], Result>(method: (...args: Args) => Result | Promise<Result>) =>
    async (...args: Args) =>
      method(...args);
  // Every method becomes one that answers a promise, as a thread would.
  return { ...Object.fromEntries(Object.entries(api).map(([name, method]) => [name, later(method as never)])), terminate: () => {} } as unknown as TilePort;
}
