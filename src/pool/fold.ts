import { fail } from "../fault.ts";
import { layerKeys, partitions } from "../layer/keys.ts";
import type { TileKey } from "../layer/meta.ts";
import type { FoldId } from "../ops/index.ts";
import { refusal } from "../ops/issue-words.ts";
import { foldOf } from "../ops/lookup.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { Pool } from "./pool.ts";

export interface FoldOptions {
  /** 0 is exact; above, cells of 2^level stand for the layer. */
  readonly level?: number;
  /** Tiles a partition; each is one task. */
  readonly tilesPerTask?: number;
  /** Which tiles make a partition, in place of that number. */
  partition?(keys: readonly TileKey[]): readonly (readonly TileKey[])[];
  readonly signal?: AbortSignal | undefined;
  priority?(): number;
  /** Tiles done since the last call. */
  onProgress?(tiles: number): void;
}

/** Reduce a layer to a value over the whole pool. Partial results merge in the order they come, which must not matter. */
export async function foldLayer<Out>(pool: Pool, node: LayerNode, fold: FoldId, params: unknown, options: FoldOptions = {}): Promise<Out> {
  const op = foldOf(fold);
  const { data: parsed, error } = op.params.safeParse(params);
  if (error) return fail({ tag: "bad-param", op: fold, ...refusal(error, params) });
  const all = layerKeys(node.meta, options.level ?? 0);
  const keys = op.keys?.(parsed, all, node.meta) ?? all;
  let acc = op.empty(parsed, node.meta);
  const parts = options.partition?.(keys) ?? partitions(keys, Math.max(pool.size, Math.ceil(keys.length / (options.tilesPerTask ?? 4))));
  await Promise.all(
    parts.map(async (part, place) => {
      const partial = await pool.run(node, { kind: "fold", node: node.id, fold, params: parsed, keys: part }, { ...options, place });
      acc = op.merge(acc, partial);
      options.onProgress?.(part.length);
    }),
  );
  // The caller names the type that this fold's `done` gives.
  return op.done(acc) as Out;
}
