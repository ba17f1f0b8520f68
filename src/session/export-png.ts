import { faultOf } from "../fault.ts";
import { layerColours } from "./class-style.ts";
import { endJob, startJob } from "./jobs.ts";
import { pictureWindows, pngTiles } from "./png-tiles.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

/** Every tile of a layer (every raster of an untiled one) as a PNG in the layer's colours, in one zip; a job with a download at its end. */
export async function exportPngTiles(id: LayerId): Promise<void> {
  const state = session.getState();
  const layer = state.document.layers.find((one) => one.id === id);
  const found = state.derived[id];
  const colours = layerColours(state, id);
  if (!layer || !found?.ok || !colours) return;
  const { node } = found;
  const name = `${fileStem(layer.name)}_png.zip`;
  const job = startJob({ kind: "export", title: `Exporting ${name}`, total: pictureWindows(node).length, unit: "tiles" });
  try {
    const entries: ZipEntry[] = [];
    for await (const { window, png } of pngTiles(node, colours, { band: layer.style.band, signal: job.signal })) {
      const { tileCols, tileRows, rasters, kind } = node.meta;
      const date = rasters[window.raster]?.instant ?? null;
      const place = kind === "tiled" ? `${window.col / tileCols}_${window.row / tileRows}` : fileStem(rasters[window.raster]?.name ?? "");
      const when = date === null ? "" : `${new Date(date).toISOString().slice(0, 19).replace(/:/g, "")}/`;
      entries.push({ name: unused(`${when}${place}`, entries), blob: new Blob([png], { type: "image/png" }) });
      job.advance(1);
    }
    const file = await zipOf(entries);
    const url = URL.createObjectURL(file);
    endJob(job, { kind: "done", file: { name, url, sizeBytes: file.size } }, () => URL.revokeObjectURL(url));
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
  }
}

/** A name that file systems take. */
const fileStem = (name: string): string => name.replace(/\.tiff?$/i, "").replace(/[^\p{L}\p{N}._-]+/gu, "_") || "layer";

/** The name, with a number after it where tiles share a key. */
function unused(name: string, entries: readonly ZipEntry[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  let free = `${name}.png`;
  for (let i = 2; taken.has(free); i++) free = `${name}_${i}.png`;
  return free;
}
