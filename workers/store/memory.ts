import { refName } from "../../src/plan/graph.ts";
import type { StoredTile, TileStore } from "./tile-store.ts";

/** Everything in this thread's memory: for Node and tests. */
export function memoryStore(): TileStore {
  const tiles = new Map<string, StoredTile>();
  const chunks = new Map<string, Uint8Array>();
  const drop = (map: Map<string, unknown>, goes: (name: string) => boolean) => {
    for (const name of map.keys()) if (goes(name)) map.delete(name);
  };
  return {
    getTile: async (ref) => tiles.get(refName(ref)) ?? null,
    hasTile: async (ref) => tiles.has(refName(ref)),
    putTile: async (ref, tile) => void tiles.set(refName(ref), structuredClone(tile)),
    tilesOf: async (node) =>
      [...tiles.keys()]
        .filter((name) => name.startsWith(`${node}/`))
        .map((name) => name.split("/").slice(1).map(Number))
        .map(([level = 0, raster = 0, col = 0, row = 0]) => ({ level, raster, col, row })),
    deleteNode: async (node) => drop(tiles, (name) => name.startsWith(`${node}/`)),
    async keepOnly(keep) {
      const nodes = new Set([...tiles.keys()].map((name) => name.slice(0, name.indexOf("/"))));
      const gone = [...nodes].filter((node) => !(keep as ReadonlySet<string>).has(node));
      drop(tiles, (name) => gone.includes(name.slice(0, name.indexOf("/"))));
      return gone.length;
    },
    getChunk: async (scene, index) => chunks.get(`${scene}/${index}`) ?? null,
    async putChunks(scene, first, values) {
      values.forEach((value, i) => void chunks.set(`${scene}/${first + i}`, value.slice()));
    },
    deleteScene: async (scene) => drop(chunks, (name) => name.startsWith(`${scene}/`)),
  };
}
