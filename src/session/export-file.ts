import { faultOf } from "../fault.ts";
import { blockCount, type FilePlan, planFile } from "../layer/file-plan.ts";
import type { LayerNode } from "../plan/graph.ts";
import { engineWriter } from "./engine.ts";
import { exportPlace } from "./export-place.ts";
import { addFailure } from "./failures.ts";
import { endJob, startJob } from "./jobs.ts";
import type { ExportDraft, ExportPlace, LayerDoc, LayerId } from "./state.ts";
import { asOneRaster, firstFileSpec, stitchNode } from "./stitch.ts";
import { session } from "./store.ts";
import { writeFile } from "./write-file.ts";

/** Open the export sheet for a layer; an open sheet of the same layer stays as it is. */
export function startExport(layer: LayerId): void {
  const { right, derived, document } = session.getState();
  if (right.kind === "export" && right.draft.layer === layer) return;
  const found = derived[layer];
  if (!found?.ok) return;
  const name = document.layers.find((one) => one.id === layer)?.name ?? "layer";
  const place = firstPlace(layer, found.node, name);
  if (!place) return;
  const fileName = `${
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_")
      .replace(/^_|_$/g, "") || "layer"
  }.tif`;
  session.setState({ selected: layer, right: { kind: "export", draft: { layer, fileName, place, file: firstFileSpec(found.node.meta) } } });
}

/** What the mask keeps, else the whole layer; null, and a sentence in the list, when the layer is no single picture. */
function firstPlace(layer: LayerId, node: LayerNode, name: string): ExportPlace | null {
  try {
    asOneRaster(node);
    return exportPlace(layer, "mask") ?? exportPlace(layer, "layer");
  } catch (error) {
    addFailure(name, error);
    return null;
  }
}

export const setExport = (draft: ExportDraft): void => session.setState({ right: { kind: "export", draft } });

/** Write the file and hand it to the browser's downloads. Resolves with the file, or null when it was cancelled or failed; the jobs or the list say which. */
export async function runExport(draft: ExportDraft): Promise<Blob | null> {
  const { derived, document } = session.getState();
  const layer = document.layers.find((one) => one.id === draft.layer);
  const found = derived[draft.layer];
  if (!layer || !found?.ok) return null;
  try {
    const node = stitchNode(found.node, draft.place, draft.file);
    const { grid } = node.meta.rasters[0]!;
    const plan = planFile({ cols: grid.cols, rows: grid.rows, bandCount: node.meta.bands.length, spec: draft.file });
    return await exportJob(draft, layer, node, plan);
  } catch (error) {
    addFailure(draft.fileName, error);
    return null;
  }
}

async function exportJob({ fileName, file: spec }: ExportDraft, { recipe, name }: LayerDoc, node: LayerNode, plan: FilePlan): Promise<Blob | null> {
  const job = startJob({ kind: "export", title: fileName, total: blockCount(plan), unit: "tiles" });
  const { id, signal } = job;
  try {
    const blob = await writeFile({ id, node, plan, spec, recipe, description: name, signal, onBlock: () => job.advance(1) });
    const url = URL.createObjectURL(blob);
    endJob(job, { kind: "done", file: { name: fileName, url, sizeBytes: blob.size } }, () => {
      URL.revokeObjectURL(url);
      void engineWriter().remove(id);
    });
    download(url, fileName);
    return blob;
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
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
