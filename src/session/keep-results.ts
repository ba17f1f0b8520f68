import { faultOf } from "../fault.ts";
import { layerKeys, partitions } from "../layer/keys.ts";
import type { TileKey } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { Prerequisites, placeOf } from "../pool/prerequisites.ts";
import { enginePool } from "./engine.ts";
import { endJob, startJob } from "./jobs.ts";
import { keptNodes } from "./persisted.ts";
import { cellBytes, leastShare, needRoom } from "./room.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";

/** Tiles that one task stores. */
const tilesPerTask = 4;

interface StoreOptions {
  /** Runs of tiles, each one task: how many, or which. */
  readonly parts: number | readonly (readonly TileKey[])[];
  readonly signal?: AbortSignal;
  onTiles?(count: number): void;
}

/** Compute every tile of a node and keep it: whatever is made of it reads the store from then on, after a reload too. */
export async function storeNode(node: LayerNode, { parts, signal, onTiles }: StoreOptions): Promise<void> {
  const pool = enginePool();
  const before = new Prerequisites(pool, (one) => keptNodes.get().includes(one.id), signal);
  const runs = typeof parts === "number" ? partitions(layerKeys(node.meta), parts) : parts;
  await Promise.all(
    runs.map(async (keys) => {
      for (const key of keys) await before.ready(node, key);
      await pool.run(node, { kind: "store", node: node.id, keys }, { signal, place: placeOf(keys[0]!) });
      onTiles?.(keys.length);
    }),
  );
  keptNodes.set([...new Set([...keptNodes.get(), node.id])]);
}

/** Forget the kept tiles of a node; they are computed again when asked for. */
export async function dropNode({ id }: LayerNode): Promise<void> {
  keptNodes.set(keptNodes.get().filter((one) => one !== id));
  await enginePool().anyPort().forgetNode(id);
}

/** Keep what a layer's recipe comes to, as a job that can be cancelled. */
export async function keepResults(id: LayerId): Promise<void> {
  const { derived, document, jobs } = session.getState();
  const found = derived[id];
  const name = document.layers.find((layer) => layer.id === id)?.name ?? "";
  if (!found?.ok || jobs.some((job) => job.layer === id && job.state.kind === "running")) return;
  const { node } = found;
  const total = layerKeys(node.meta).length;
  const job = startJob({ kind: "persist", title: `Keeping ${name}`, total, unit: "tiles", layer: id });
  try {
    await needRoom(cellBytes(node.meta), leastShare);
    await storeNode(node, { parts: Math.ceil(total / tilesPerTask), signal: job.signal, onTiles: job.advance });
    endJob(job, { kind: "done", file: null });
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
  }
}

/** Forget what was kept of a layer's result. */
export async function dropResults(id: LayerId): Promise<void> {
  const found = session.getState().derived[id];
  if (found?.ok) await dropNode(found.node);
}
