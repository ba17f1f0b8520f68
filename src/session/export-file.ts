import { faultOf } from "../fault.ts";
import { blockCount, planFile } from "../layer/file-plan.ts";
import type { LayerNode } from "../plan/graph.ts";
import { type ExportOrder, quartersOf } from "../pool/export.ts";
import { engineKeepsFiles, enginePool, engineWriter } from "./engine.ts";
import { atDate, datedName, draftDates, oneDate } from "./export-dates.ts";
import { exportPlace } from "./export-place.ts";
import { addFailure } from "./failures.ts";
import { freshId } from "./fresh-id.ts";
import { endJob, startJob } from "./jobs.ts";
import { dropExport, putExport, type StoredExport } from "./resume-store.ts";
import { fileBytes, leastShare, needRoom } from "./room.ts";
import type { ExportDraft, ExportPlace, JobId, LayerId } from "./state.ts";
import { asOneRaster, firstFileSpec, stitchNode } from "./stitch.ts";
import { session } from "./store.ts";
import { exportLock } from "./tabs.ts";
import { datesOf } from "./times.ts";
import { fileJob, writeFile } from "./write-file.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

/** Open the export sheet for a layer; an open sheet of the same layer stays as it is. */
export function startExport(layer: LayerId): void {
  const { right, derived, document } = session.getState();
  if (right.kind === "export" && right.draft.layer === layer) return;
  const found = derived[layer];
  if (!found?.ok) return;
  const name = document.layers.find((one) => one.id === layer)?.name ?? "layer";
  const place = firstPlace(layer, found.node, name);
  if (!place) return;
  const stem = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
  const dates = draftDates(found.node, {});
  const fileName = dates[0] === undefined ? `${stem || "layer"}.tif` : datedName(stem || "layer", dates[0], datesOf(found.node.meta));
  const draft: ExportDraft = { layer, fileName, place, file: firstFileSpec(found.node.meta), ...(dates.length > 0 && { dates }) };
  session.setState({ selected: layer, right: { kind: "export", draft, before: right.kind === "export" ? right.before : right } });
}

/** What the mask keeps, else the whole layer; null, and a sentence in the list, when the layer is no single picture. */
function firstPlace(layer: LayerId, node: LayerNode, name: string): ExportPlace | null {
  try {
    asOneRaster(oneDate(node));
    return exportPlace(layer, "mask") ?? exportPlace(layer, "layer");
  } catch (error) {
    addFailure(name, error, layer);
    return null;
  }
}

export const setExport = (draft: ExportDraft): void =>
  session.setState(({ right }) => ({ right: { kind: "export", draft, before: right.kind === "export" ? right.before : right } }));

/** Write the file and hand it to the browser's downloads. Resolves with the file, or null when it was cancelled or failed; the jobs or the list say which. */
export async function runExport(draft: ExportDraft): Promise<Blob | null> {
  const { derived, document } = session.getState();
  const layer = document.layers.find((one) => one.id === draft.layer);
  const found = derived[draft.layer];
  if (!layer || !found?.ok) return null;
  try {
    const dates = draftDates(found.node, draft);
    const nodes = dates.length === 0 ? [found.node] : dates.map((date) => atDate(found.node, date));
    const names = dates.length > 1 ? dates.map((date) => datedName(layer.name, date, dates)) : [draft.fileName];
    const id = freshId<JobId>();
    const parts = nodes.map((one, i) => {
      const node = stitchNode(one, draft.place, draft.file);
      const { grid } = node.meta.rasters[0]!;
      const plan = planFile({ cols: grid.cols, rows: grid.rows, bandCount: node.meta.bands.length, spec: draft.file });
      return { ...fileJob({ id: `${id}-${i}`, node, plan, spec: draft.file, recipe: layer.recipe, description: layer.name }), name: names[i]! };
    });
    await needRoom(
      parts.reduce((sum, { plan }) => sum + fileBytes(plan, layer.recipe), 0),
      leastShare,
    );
    return await beginOrder({ id, fileName: draft.fileName, parts });
  } catch (error) {
    addFailure(draft.fileName, error);
    return null;
  }
}

/** Blocks of all its files. */
export const totalOf = ({ parts }: StoredExport): number => parts.reduce((sum, { plan }) => sum + blockCount(plan), 0);

/** Write a new export. It is stored first where it can be, so that it can be resumed when this tab is lost. */
async function beginOrder(order: StoredExport): Promise<Blob | null> {
  if (!engineKeepsFiles()) return exportJob(order, undefined);
  return navigator.locks.request(exportLock(order.id), async () => exportJob(order, (await isStored(order)) ? "lasting" : undefined));
}

/** Go on with an export that is stored. The caller holds its lock. */
export const resumeOrder = (order: StoredExport): Promise<Blob | null> => exportJob(order, "resumed");

/** Give up an export that is stored. */
export async function discardOrder({ id, parts }: StoredExport): Promise<void> {
  await dropExport(id);
  for (const { id: file } of parts) {
    await engineWriter().remove(file);
    await enginePool().anyPort().forgetNode(quartersOf(file));
  }
}

async function isStored(order: StoredExport): Promise<boolean> {
  try {
    await putExport(order);
    return true;
  } catch (error) {
    // No room for it, or a private window without a database: then it is an export that ends with its tab.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

async function exportJob(order: StoredExport, life: ExportOrder["life"]): Promise<Blob | null> {
  const { id, fileName, parts } = order;
  const job = startJob({ kind: "export", title: fileName, total: totalOf(order), unit: "tiles" }, id);
  const { signal } = job;
  const forget = () => {
    for (const part of parts) void engineWriter().remove(part.id);
  };
  try {
    const files: ZipEntry[] = [];
    for (const { name, ...file } of parts) {
      const blob = await writeFile(file, { life, signal, onBlock: () => job.advance(1), onResumed: job.found });
      files.push({ name, blob });
    }
    const blob = files.length === 1 ? files[0]!.blob : await zipOf(files);
    const url = URL.createObjectURL(blob);
    if (life) await dropExport(id);
    endJob(job, { kind: "done", file: { name: fileName, url, sizeBytes: blob.size } }, () => {
      URL.revokeObjectURL(url);
      forget();
    });
    download(url, fileName);
    return blob;
  } catch (error) {
    const fault = faultOf(error);
    if (life && fault.tag !== "cancelled") endJob(job, { kind: "interrupted", fault }, () => void discardOrder(order));
    else {
      if (life) await discardOrder(order);
      else if (parts.length > 1) forget();
      endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
    }
    return null;
  }
}

/** Hand a finished file to the browser's downloads. */
export function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
