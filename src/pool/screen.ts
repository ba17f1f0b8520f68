import { displayLevel } from "../ops/display.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
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

const displays = new WeakMap<LayerNode, Map<number, LayerNode>>();

/** A layer as the map shows it at a zoom: Web Mercator tiles of its own cells, nearest. */
export function displayNode(node: LayerNode, z: number): LayerNode {
  const byZoom = displays.get(node) ?? new Map<number, LayerNode>();
  displays.set(node, byZoom);
  const known = byZoom.get(z);
  if (known) return known;
  const made = derive({ op: "display", params: { z } }, [node]);
  byZoom.set(z, made);
  return made;
}

/** The cells of one map tile; null where the layer has none. Rejects with "cancelled" when the signal aborts. */
export async function pullScreenTile(
  pool: Pool,
  node: LayerNode,
  { z, x, y, bands }: { readonly z: number; readonly x: number; readonly y: number; readonly bands: readonly number[] },
  options: { priority(): number; readonly signal: AbortSignal },
): Promise<ScreenTile | null> {
  const display = displayNode(node, z);
  const key = { raster: 0, level: 0, col: x, row: y };
  const found = await pool.run(display, { kind: "texture", node: display.id, key, bands }, { ...options, place: placeOf(key) });
  return found && { size: display.meta.tileCols, bands: found.bands, level: displayLevel(node.meta, 0, z, x, y) };
}
