import { unwrap } from "../fault.ts";
import type { NodeId, SceneId } from "../layer/meta.ts";
import { quartersOf } from "../pool/export.ts";
import { scenesUnder } from "../pool/pool.ts";
import { engineWriter } from "./engine.ts";
import { discardOrder, resumeOrder, totalOf } from "./export-file.ts";
import { listInterrupted } from "./jobs.ts";
import { relink } from "./keep-scenes.ts";
import { readExport, type StoredExport } from "./resume-store.ts";
import type { JobId } from "./state.ts";
import { session } from "./store.ts";
import { exportLock } from "./tabs.ts";

/** Scenes that interrupted exports read. */
export const scenesOfExports = (orders: readonly StoredExport[]): readonly SceneId[] =>
  orders.flatMap(({ parts }) => parts.flatMap(({ node }) => scenesUnder(node)));

/** Nodes whose stored tiles interrupted exports go on from. */
export const nodesOfExports = (orders: readonly StoredExport[]): readonly NodeId[] => orders.flatMap(({ parts }) => parts.map(({ id }) => quartersOf(id)));

/** List the exports that lost tabs left unfinished; those that another tab is at work with once it is closed. */
export function offerInterrupted(orders: readonly StoredExport[]): void {
  for (const { id } of orders) void navigator.locks.request(exportLock(id), () => offer(id));
}

async function offer(id: JobId): Promise<void> {
  const order = await readExport(id);
  if (!order) return;
  let done = 0;
  for (const { id: file, plan } of order.parts) done += unwrap(await engineWriter().logged(file, plan));
  listInterrupted({ id, kind: "export", title: order.fileName, total: totalOf(order), unit: "tiles", done }, () => void discardOrder(order));
}

/** Go on with an interrupted export. Resolves with the file, or null when it was cancelled or failed again; the jobs say which. */
export async function resumeExport(id: JobId): Promise<Blob | null> {
  const order = await readExport(id);
  if (!order) return null;
  for (const scene of new Set(scenesOfExports([order]))) {
    const keeping = session.getState().scenes[scene]?.keeping;
    if (keeping?.kind === "linked" && !keeping.granted) await relink(scene);
  }
  return navigator.locks.request(exportLock(id), { ifAvailable: true }, (lock) => (lock ? resumeOrder(order) : null));
}
