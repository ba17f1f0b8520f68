import { keysOver } from "../layer/keys.ts";
import { keyWindow, type LayerMeta, type RasterWindow, type TileKey } from "../layer/meta.ts";
import type { CellOp, KernelContext } from "../ops/define.ts";
import { opOf } from "../ops/lookup.ts";
import { type DerivedNode, type LayerNode, refName, type TileRef } from "./graph.ts";

/** One tile to compute and store, and what must be stored before it. */
export interface PlannedTile {
  readonly ref: TileRef;
  readonly node: LayerNode;
  readonly after: readonly string[];
}

/** What ops prepared once for their parameters, by node id. */
export type Preparations = Map<string, unknown>;

/**
 * The tiles that must be stored before `window` of `node` is pulled, inputs before users, each once. A chain of cell
 * ops belongs to the gather below it; that gather is the task itself, and only what it gathers *from another gather*
 * is planned ahead. Layers made of scenes and cell ops are read in place.
 */
export function prerequisites(node: LayerNode, window: RasterWindow, prepared: Preparations, isStored: (node: LayerNode) => boolean): PlannedTile[] {
  const planned = new Map<string, PlannedTile>();
  gatherInputs(node, window, prepared, isStored, planned);
  return [...planned.values()];
}

function gatherInputs(
  node: LayerNode,
  window: RasterWindow,
  prepared: Preparations,
  isStored: (node: LayerNode) => boolean,
  planned: Map<string, PlannedTile>,
): string[] {
  if (node.kind !== "derived" || isStored(node)) return [];
  const op = opOf(node.step.op);
  if (op.form === "cell") {
    if (op.isEmpty?.(window, node.step.params, contextOf(node, prepared))) return [];
    return cellInputs(node, op, window).flatMap(({ input, window: from }) => gatherInputs(input, from, prepared, isStored, planned));
  }
  if (op.form === "route") {
    const source = op.source(window, metasOf(node), node.step.params);
    return gatherInputs(node.inputs[source.input]!, source.window, prepared, isStored, planned);
  }
  // Naming the needs takes transforms, which are the workers' business: asked only where a stored tile can be among them.
  const hasStoredInputs = node.inputs.some((input) => needsStore(input) && !isStored(input));
  if (!hasStoredInputs && window.level === 0) return [];
  return op.needs(window, node.step.params, contextOf(node, prepared)).flatMap((need) => {
    const input = need.input === "self" ? node : node.inputs[need.input]!;
    return needsStore(input) && !isStored(input) ? keysOver(input.meta, need).map((key) => planTile(input, key, prepared, isStored, planned)) : [];
  });
}

function planTile(node: LayerNode, key: TileKey, prepared: Preparations, isStored: (node: LayerNode) => boolean, planned: Map<string, PlannedTile>): string {
  const ref = { node: node.id, key };
  const name = refName(ref);
  if (!planned.has(name)) {
    const after = gatherInputs(node, keyWindow(node.meta, key), prepared, isStored, planned);
    planned.set(name, { ref, node, after });
  }
  return name;
}

/** True when a gather lies somewhere below: such a layer's tiles are stored between tasks, others are read in place. */
export const needsStore = (node: LayerNode): boolean => node.kind === "derived" && (opOf(node.step.op).form === "gather" || node.inputs.some(needsStore));

/** What a cell op reads for a window: the same window of every input, of the raster that stands behind it there. */
export function cellInputs(node: DerivedNode, op: CellOp<unknown, unknown>, window: RasterWindow) {
  const sources = op.sources?.(window.raster, metasOf(node));
  return node.inputs.map((input, i) => ({ input, window: { ...window, raster: sources?.[i] ?? window.raster } }));
}

/** The metadata of a node's inputs. */
export function metasOf(node: DerivedNode): readonly [LayerMeta, ...LayerMeta[]] {
  const [first, ...rest] = node.inputs;
  return [first.meta, ...rest.map((input) => input.meta)];
}

/** What a node's kernel may know; its preparation is made once and kept in `prepared`. */
export function contextOf(node: DerivedNode, prepared: Preparations): KernelContext<unknown> {
  const inputs = metasOf(node);
  const op = opOf(node.step.op);
  if (op.form !== "route" && !prepared.has(node.id)) prepared.set(node.id, op.prepare(inputs, node.step.params));
  return { inputs, output: node.meta, prepared: prepared.get(node.id) };
}
