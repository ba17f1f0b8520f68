import { FaultError, faultOf, unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { calm, pause } from "./calm.ts";
import { enginePool } from "./engine.ts";
import { endJob, startJob } from "./jobs.ts";
import { putHandle, takeHandle } from "./project-store.ts";
import type { Keeping } from "./state.ts";
import { spareBytes } from "./storage.ts";
import { session } from "./store.ts";

/** Files above this are linked to the disk where the browser can, not copied. */
const linkAboveBytes = 2 ** 30;
/** One call copies so much. */
const stepBytes = 16 << 20;
/** A copy waits for the first picture and for work that is under way, but not for ever. */
const longestWaitMs = 10_000;
const longestStepWaitMs = 1000;

/** Sees to it that a scene is there after a reload: copied into IndexedDB, else linked by its handle, else said to be temporary. */
export async function keepScene(meta: SceneMeta, file: Blob, handle: FileSystemFileHandle | null): Promise<void> {
  const kept = session.getState().scenes[meta.id]?.keeping.kind;
  if (kept === "stored" || kept === "copying") return;
  // The project of this tab is not saved, so nothing would ever ask for the copy.
  if (!session.getState().savesHere) return;
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  const fits = quota - usage > meta.sizeBytes + spareBytes;
  if (handle && (meta.sizeBytes > linkAboveBytes || !fits)) {
    await putHandle(meta.id, handle);
    return setKeeping(meta.id, { kind: "linked", granted: true });
  }
  if (!fits) return setKeeping(meta.id, { kind: "temporary" });
  await copy(meta);
  // The chunks and the file hold the same bytes; the file stays in use, since it is nearer.
  enginePool().attach(meta, file);
}

async function copy(meta: SceneMeta): Promise<void> {
  const { id, sizeBytes } = meta;
  // The map has not yet asked for the new layer.
  await pause();
  await calm(longestWaitMs);
  const job = startJob({ kind: "keep-files", title: meta.name, total: sizeBytes, unit: "bytes" });
  try {
    setKeeping(id, { kind: "copying", doneBytes: 0 });
    for (let chunk: number | null = 0; chunk !== null; ) {
      if (job.signal.aborted) throw new FaultError({ tag: "cancelled" });
      await calm(longestStepWaitMs);
      chunk = unwrap(await enginePool().anyPort(id).keepScene(id, chunk));
      job.advance(Math.min(stepBytes, sizeBytes));
    }
    setKeeping(id, { kind: "stored" });
    endJob(job, { kind: "done", file: null });
  } catch (error) {
    const fault = faultOf(error);
    setKeeping(id, { kind: "temporary" });
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
  }
}

/** After a reload: read a linked file again where the browser still allows it. A file that is gone or was changed is lost. */
export async function reattachLinked(meta: SceneMeta, handle: FileSystemFileHandle): Promise<Keeping> {
  if ((await handle.queryPermission({ mode: "read" })) !== "granted") return { kind: "linked", granted: false };
  return attachLinked(meta, handle);
}

/** Ask the browser for a linked file again, or read a remote one from now on. Needs a click of the user. */
export async function relink(id: SceneId): Promise<void> {
  const meta = session.getState().scenes[id]?.meta;
  if (meta?.remote) {
    enginePool().attach(meta, null);
    return setReachable(id, { kind: "remote", granted: true });
  }
  const handle = await takeHandle(id);
  if (!meta || !handle) return;
  if ((await handle.requestPermission({ mode: "read" })) !== "granted") return;
  setReachable(id, await attachLinked(meta, handle));
}

async function attachLinked(meta: SceneMeta, handle: FileSystemFileHandle): Promise<Keeping> {
  try {
    const file = await handle.getFile();
    if (file.size !== meta.sizeBytes) return { kind: "lost" };
    enginePool().attach(meta, file);
    return { kind: "linked", granted: true };
  } catch (error) {
    // Moved, deleted, or on a disk that is not there.
    if (error instanceof DOMException) return { kind: "lost" };
    throw error;
  }
}

/** As `setKeeping`; what failed to read the scene before is tried again, since its layers are made anew. */
function setReachable(id: SceneId, keeping: Keeping): void {
  session.setState(({ scenes }) => {
    const record = scenes[id];
    return record ? { scenes: { ...scenes, [id]: { meta: { ...record.meta }, keeping } } } : {};
  });
}

function setKeeping(id: SceneId, keeping: Keeping): void {
  session.setState(({ scenes }) => {
    const record = scenes[id];
    return record ? { scenes: { ...scenes, [id]: { ...record, keeping } } } : {};
  });
}
