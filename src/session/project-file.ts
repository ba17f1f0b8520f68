import { fail, faultOf, unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import { scenesOf } from "./derive.ts";
import { enginePool } from "./engine.ts";
import { download } from "./export-file.ts";
import { endJob, startJob } from "./jobs.ts";
import { projectJson } from "./project-json.ts";
import { needRoom } from "./room.ts";
import type { SceneRecord, State } from "./state.ts";
import { session } from "./store.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

/** What a project file would hold. */
export interface ProjectContents {
  /** Bytes of everything but the files: recipes, masks, styles, camera. */
  readonly plainBytes: number;
  /** Files whose bytes can go along. */
  readonly files: readonly SceneRecord[];
  /** Files that stay where they are, at their addresses. */
  readonly remote: readonly SceneRecord[];
  /** Files that are not at hand; who opens the project drops them. */
  readonly missing: readonly SceneRecord[];
}

/** What would be saved of the project as it is now. */
export function projectContents(state: State): ProjectContents {
  const records = scenesIn(state);
  const isMissing = ({ meta, keeping }: SceneRecord) => !meta.remote && (keeping.kind === "lost" || (keeping.kind === "linked" && !keeping.granted));
  return {
    plainBytes: new Blob([projectText(state, new Map())]).size,
    files: records.filter((record) => !record.meta.remote && !isMissing(record)),
    remote: records.filter(({ meta }) => meta.remote),
    missing: records.filter(isMissing),
  };
}

/** Scenes that the layers read or that wait for their CRS, each once. */
function scenesIn({ document, waiting, scenes }: State): readonly SceneRecord[] {
  const ids = new Set([...document.layers.flatMap(({ recipe }) => scenesOf(recipe)), ...waiting]);
  return [...ids].flatMap((id) => scenes[id] ?? []);
}

/** The text of `project.json`; `files` are the paths of scenes whose bytes go along. */
function projectText(state: State, files: ReadonlyMap<SceneId, string>): string {
  const { document, selected, camera, waiting, measured } = state;
  const scenes = scenesIn(state).map(({ meta }) => ({ meta, file: files.get(meta.id) ?? null }));
  return projectJson({ format: "rasterloom-project", version: 1, document, selected, camera, waiting, measured, scenes });
}

/**
 * Write the project as one file and hand it to the browser's downloads; with the bytes of its files where they are at hand. The
 * bytes are not held in memory. Resolves with the file, or null when it was cancelled or failed; the jobs say which.
 */
export async function saveProject(withFiles: boolean): Promise<Blob | null> {
  const state = session.getState();
  const name = `${state.document.name.replace(/[^\p{L}\p{N}._-]+/gu, "_") || "project"}.rasterloom`;
  const records = withFiles ? projectContents(state).files : [];
  const total = records.reduce((sum, { meta }) => sum + meta.sizeBytes, 0);
  const job = startJob({ kind: "export", title: name, total: total || 1, unit: "bytes" });
  try {
    // Files that lie in the browser's store are copied on the way; those on the disk are read where they are.
    await needRoom(records.reduce((sum, { meta }) => sum + (enginePool().bytesOf(meta.id) ? 0 : meta.sizeBytes), 0));
    const paths = new Map(records.map(({ meta }) => [meta.id, `files/${meta.id}/${meta.name.replaceAll("/", "_")}`]));
    const entries: ZipEntry[] = [{ name: "project.json", blob: new Blob([projectText(state, paths)]) }];
    for (const { meta } of records) {
      job.signal.throwIfAborted();
      const blob = await readable(enginePool().bytesOf(meta.id) ?? unwrap(await enginePool().anyPort().keptBytes(meta)), meta.name);
      entries.push({ name: paths.get(meta.id)!, blob });
    }
    const file = await zipOf(entries, (bytes) => {
      job.signal.throwIfAborted();
      job.advance(bytes);
    });
    const url = URL.createObjectURL(file);
    endJob(job, { kind: "done", file: { name, url, sizeBytes: file.size } }, () => URL.revokeObjectURL(url));
    download(url, name);
    return file;
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, job.signal.aborted ? { kind: "cancelled" } : { kind: "failed", fault });
    return null;
  }
}

/** The bytes of a file, unless it was moved or changed since it was opened: `file-gone`. */
async function readable(bytes: Blob, file: string): Promise<Blob> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return bytes;
  } catch (error) {
    if (error instanceof DOMException) return fail({ tag: "file-gone", file });
    throw error;
  }
}
