import { fail } from "../fault.ts";

/**
 * Refuse work that needs more of this browser's storage than there is left: `storage-full`, with both numbers. Where nobody
 * tells how much there is, the work begins.
 */
export async function needRoom(needBytes: number): Promise<void> {
  if (typeof navigator === "undefined" || !navigator.storage) return;
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return;
  if (quota - usage < needBytes) fail({ tag: "storage-full", needBytes: Math.ceil(needBytes), freeBytes: quota - usage });
}
