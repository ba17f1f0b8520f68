import { faultOf } from "../fault.ts";
import { windowGrid } from "../grid/grid.ts";
import { instantsIn } from "../layer/instant.ts";
import type { RasterWindow } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { endJob, startJob } from "./jobs.ts";
import { pictureWindows } from "./png-tiles.ts";
import { auxXml, worldFile } from "./world-file.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

/** A layer whose tiles become files. */
export interface TileFiles {
  /** The layer's name. */
  readonly name: string;
  readonly node: LayerNode;
  /** "png", "tif" */
  readonly ending: string;
  readonly type: string;
  /** The ending of a world file beside each file that does not say where it lies, with an `.aux.xml` for the CRS; null for none. */
  readonly worldEnding: string | null;
  /** The files one after the other. */
  tiles(signal: AbortSignal): AsyncIterable<{ readonly window: RasterWindow; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** Every tile of a layer (every raster of an untiled one) as a file, in one zip, with a folder a date where there are several; a job with a download at its end. */
export async function zipTiles({ name: layer, node, ending, type, worldEnding, tiles }: TileFiles): Promise<void> {
  const name = `${fileStem(layer)}_${ending}.zip`;
  const job = startJob({ kind: "export", title: `Exporting ${name}`, total: pictureWindows(node).length, unit: "tiles" });
  try {
    const entries: ZipEntry[] = [];
    const { tileCols, tileRows, rasters, kind } = node.meta;
    const hasFolders = instantsIn(rasters).length > 1;
    for await (const { window, bytes } of tiles(job.signal)) {
      const date = rasters[window.raster]?.instant ?? null;
      const place = kind === "tiled" ? `${window.col / tileCols}_${window.row / tileRows}` : fileStem(rasters[window.raster]?.name ?? "");
      const when = date === null || !hasFolders ? "" : `${new Date(date).toISOString().slice(0, 19).replace(/:/g, "")}/`;
      const name = unused(`${when}${place}`, ending, entries);
      entries.push({ name, blob: new Blob([bytes], { type }) });
      if (worldEnding !== null) {
        const grid = windowGrid(rasters[window.raster]!.grid, window);
        entries.push({ name: `${name.slice(0, -ending.length)}${worldEnding}`, blob: new Blob([worldFile(grid)]) });
        entries.push({ name: `${name}.aux.xml`, blob: new Blob([auxXml(grid)]) });
      }
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
function unused(name: string, ending: string, entries: readonly ZipEntry[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  let free = `${name}.${ending}`;
  for (let i = 2; taken.has(free); i++) free = `${name}_${i}.${ending}`;
  return free;
}
