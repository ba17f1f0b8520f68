import { giveBack } from "../src/cells/band-pool.ts";
import { fail, invariant } from "../src/fault.ts";
import { windowOnRaster } from "../src/layer/keys.ts";
import { keyWindow, type TileKey } from "../src/layer/meta.ts";
import { previewPlan } from "../src/layer/preview-plan.ts";
import { foldOf } from "../src/ops/lookup.ts";
import type { LayerNode } from "../src/plan/graph.ts";
import { type Evaluator, gridOf, type Run, rested } from "./evaluate.ts";
import { makePreviewBand } from "./previews.ts";
import { runBlock } from "./run-block.ts";
import type { TileStore } from "./store/tile-store.ts";
import type { ResultOf, TaskBody } from "./task.ts";

export interface Bench {
  readonly evaluator: Evaluator;
  readonly store: TileStore;
  readonly run: Run;
}

/** Do one task on one node. */
export async function runTask<Body extends TaskBody>(body: Body, node: LayerNode, bench: Bench): Promise<ResultOf<Body>> {
  // The switch returns for each kind what Results names for it; TypeScript cannot follow that through the generic.
  return (await runKind(body, node, bench)) as ResultOf<Body>;
}

function runKind(body: TaskBody, node: LayerNode, bench: Bench): Promise<ResultOf<TaskBody>> {
  switch (body.kind) {
    case "store":
      return storeTiles(body.keys, node, bench);
    case "texture":
      return texture(body.key, body.bands, node, bench);
    case "window":
      return readWindow(body, node, bench);
    case "fold":
      return foldKeys(body, node, bench);
    case "preview":
      return preview(body.band, node, bench);
    case "block":
      return runBlock(body, node, bench);
    default:
      return body satisfies never;
  }
}

async function storeTiles(keys: readonly TileKey[], node: LayerNode, { evaluator, store, run }: Bench) {
  let cells = 0;
  for (const key of keys) {
    const ref = { node: node.id, key };
    if (await store.hasTile(ref)) continue;
    await store.putTile(ref, await evaluator.tile(node, key, run));
    cells += node.meta.tileCols * node.meta.tileRows;
  }
  return { cells };
}

async function preview(band: number, node: LayerNode, { evaluator, store, run }: Bench) {
  const scene = node.kind === "scenes" ? node.scenes[0] : undefined;
  invariant(scene, `the node of one scene, got ${node.kind}`);
  const reader = await evaluator.reader(scene);
  const plan = previewPlan(reader.meta);
  if (plan) await makePreviewBand(reader, plan, band, store, run.isCancelled);
  return null;
}

async function texture(key: TileKey, bands: readonly number[], node: LayerNode, { evaluator, run }: Bench) {
  const cells = await evaluator.pull(node, keyWindow(node.meta, key), run);
  const picked = bands.map((b) => Float32Array.from(cells.bands[b] ?? fail({ tag: "bad-input", op: "display", problem: `no band ${b + 1}` })));
  giveBack(cells.bands);
  return picked.some((band) => band.some((value) => !Number.isNaN(value))) ? { bands: picked } : null;
}

async function readWindow({ window }: Extract<TaskBody, { kind: "window" }>, node: LayerNode, { evaluator, run }: Bench) {
  return { grid: gridOf(node.meta, window), ...rested(await evaluator.pull(node, window, run), node.meta) };
}

async function foldKeys({ fold, params, keys }: Extract<TaskBody, { kind: "fold" }>, node: LayerNode, { evaluator, run }: Bench) {
  const op = foldOf(fold);
  let acc = op.empty(params, node.meta);
  for (const key of keys) {
    const window = windowOnRaster(node.meta, key);
    const cells = op.looksAt === "cells" ? await evaluator.pull(node, window, run) : { grid: gridOf(node.meta, window), bands: [] };
    acc = op.add(acc, cells, params, key, node.meta);
  }
  return acc;
}
