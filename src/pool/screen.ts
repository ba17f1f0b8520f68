import type { NodeId } from "../layer/meta.ts";
import { displayLevel } from "../ops/display.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { narrow } from "../plan/narrow.ts";
import type { Pool } from "./pool.ts";
import { placeOf } from "./prerequisites.ts";

export interface ScreenTile {
  /** Cells along an edge. */
  readonly size: number;
  /** NaN is NoData. */
  readonly bands: readonly Float32Array[];
  /** 0 when the cells are the layer's own, else they come from cells of 2^level. */
  readonly level: number;
}

/** What is shown of each layer, while the same nodes are kept. */
const displays = new WeakMap<readonly NodeId[], WeakMap<LayerNode, Map<string, LayerNode>>>();

/** Some bands of a layer as the map shows them at a zoom: Web Mercator tiles of its own cells, nearest. */
function displayNode(pool: Pool, node: LayerNode, z: number, bands: readonly number[]): LayerNode {
  const byNode = displays.get(pool.kept) ?? new WeakMap<LayerNode, Map<string, LayerNode>>();
  displays.set(pool.kept, byNode);
  const known = byNode.get(node) ?? new Map<string, LayerNode>();
  byNode.set(node, known);
  const name = `${z}/${bands}`;
  const made = known.get(name) ?? derive({ op: "display", params: { z } }, [narrow(node, bands, ({ id }) => pool.kept.includes(id))]);
  known.set(name, made);
  return made;
}

/** The cells of one map tile; null where the layer has none. Rejects with "cancelled" when the signal aborts. */
export async function pullScreenTile(
  pool: Pool,
  node: LayerNode,
  { z, x, y, bands }: { readonly z: number; readonly x: number; readonly y: number; readonly bands: readonly number[] },
  options: { priority(): number; readonly signal: AbortSignal },
): Promise<ScreenTile | null> {
  const read = [...new Set(bands)];
  const display = displayNode(pool, node, z, read);
  const key = { raster: 0, level: 0, col: x, row: y };
  const asked = bands.map((band) => read.indexOf(band));
  const found = await pool.run(display, { kind: "texture", node: display.id, key, bands: asked }, { ...options, place: placeOf(key) });
  return found && { size: display.meta.tileCols, bands: found.bands, level: displayLevel(node.meta, 0, z, x, y) };
}
