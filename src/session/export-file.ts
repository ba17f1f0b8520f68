import { faultOf } from "../fault.ts";
import { blockCount, type FilePlan, planFile } from "../layer/file-plan.ts";
import type { LayerNode } from "../plan/graph.ts";
import { engineWriter } from "./engine.ts";
import { atDate, datedName, draftDates, oneDate } from "./export-dates.ts";
import { exportPlace } from "./export-place.ts";
import { addFailure } from "./failures.ts";
import { endJob, startJob } from "./jobs.ts";
import type { ExportDraft, ExportPlace, LayerDoc, LayerId } from "./state.ts";
import { asOneRaster, firstFileSpec, stitchNode } from "./stitch.ts";
import { session } from "./store.ts";
import { datesOf } from "./times.ts";
import { writeFile } from "./write-file.ts";
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
  session.setState({ selected: layer, right: { kind: "export", draft } });
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

export const setExport = (draft: ExportDraft): void => session.setState({ right: { kind: "export", draft } });

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
    return await exportJob(
      draft,
      layer,
      nodes.map((one, i): FilePart => {
        const node = stitchNode(one, draft.place, draft.file);
        const { grid } = node.meta.rasters[0]!;
        return { name: names[i]!, node, plan: planFile({ cols: grid.cols, rows: grid.rows, bandCount: node.meta.bands.length, spec: draft.file }) };
      }),
    );
  } catch (error) {
    addFailure(draft.fileName, error);
    return null;
  }
}

/** One GeoTIFF of an export. */
interface FilePart {
  readonly name: string;
  readonly node: LayerNode;
  readonly plan: FilePlan;
}

async function exportJob({ fileName, file: spec }: ExportDraft, { recipe, name }: LayerDoc, parts: readonly FilePart[]): Promise<Blob | null> {
  const job = startJob({ kind: "export", title: fileName, total: parts.reduce((sum, { plan }) => sum + blockCount(plan), 0), unit: "tiles" });
  const { id, signal } = job;
  const ids = parts.map((_, i) => (i === 0 ? id : `${id}-${i}`));
  const forget = () => {
    for (const one of ids) void engineWriter().remove(one);
  };
  try {
    const files: ZipEntry[] = [];
    for (const [i, { name: file, node, plan }] of parts.entries()) {
      const blob = await writeFile({ id: ids[i]!, node, plan, spec, recipe, description: name, signal, onBlock: () => job.advance(1) });
      files.push({ name: file, blob });
    }
    const blob = files.length === 1 ? files[0]!.blob : await zipOf(files);
    const url = URL.createObjectURL(blob);
    endJob(job, { kind: "done", file: { name: fileName, url, sizeBytes: blob.size } }, () => {
      URL.revokeObjectURL(url);
      forget();
    });
    download(url, fileName);
    return blob;
  } catch (error) {
    const fault = faultOf(error);
    if (parts.length > 1) forget();
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
