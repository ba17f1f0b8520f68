import { cellTypeInfo } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { estimateBytes, type FilePlan } from "../layer/file-plan.ts";
import { layerKeys } from "../layer/keys.ts";
import { keyWindow, type LayerMeta } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { scenesOf } from "./derive.ts";
import type { Recipe } from "./state.ts";
import { session } from "./store.ts";

/** Needs are told before any cell is known, and tiles without a value take no room: what has room for half may well fit. */
export const leastShare = 0.5;
/** What an uncompressed source becomes of, compressed, at the best. */
const packedShare = 0.25;

/**
 * Refuse work that needs more of this browser's storage than there is left: `storage-full`, with both numbers. It begins where there
 * is room for `share` of the need, or where nobody tells how much there is.
 */
export async function needRoom(needBytes: number, share = 1): Promise<void> {
  if (typeof navigator === "undefined" || !navigator.storage) return;
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return;
  if (quota - usage < needBytes * share) fail({ tag: "storage-full", needBytes: Math.ceil(needBytes), freeBytes: quota - usage });
}

/** Bytes of all cells of a layer, as they rest. */
export const cellBytes = (meta: LayerMeta): number =>
  layerKeys(meta).reduce((sum, key) => {
    const { cols, rows } = keyWindow(meta, key);
    return sum + cols * rows;
  }, 0) *
  meta.bands.length *
  cellTypeInfo(meta.cellType).bytes;

/** About how many bytes a file will have: uncompressed all of them, else as many for a value as the sources take for one. */
export function fileBytes(plan: FilePlan, recipe: Recipe): number {
  const { compression, cellType } = plan.coding;
  const each = cellTypeInfo(cellType).bytes;
  return estimateBytes(plan) * (compression === "none" ? 1 : Math.min(1, (packedBytes(recipe) ?? each * packedShare) / each));
}

/** Bytes that one value takes in the compressed sources of a recipe; null when it has none. */
function packedBytes(recipe: Recipe): number | null {
  const { scenes } = session.getState();
  const packed = scenesOf(recipe).flatMap((id): readonly SceneMeta[] => {
    const meta = scenes[id]?.meta;
    return meta && meta.compression !== "None" ? [meta] : [];
  });
  const values = packed.reduce((sum, { cols, rows, bands }) => sum + cols * rows * bands.length, 0);
  return values === 0 ? null : packed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / values;
}
