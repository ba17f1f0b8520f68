import { faultOf, unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import { type PreviewPlan, previewBytes, previewPlan } from "../layer/preview-plan.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { sceneLayer } from "../plan/make.ts";
import { quiet } from "./calm.ts";
import { enginePool } from "./engine.ts";
import { endJob, startJob } from "./jobs.ts";
import type { SceneRecord, State } from "./state.ts";
import { spareBytes } from "./storage.ts";
import { session } from "./store.ts";

/** Scenes whose previews were made, or tried, in this visit. */
const tried = new Set<SceneId>();

/** Make the smaller pictures that large scenes lack, one scene after the other and only while nothing else is at work. Returns how to stop. */
export function followPreviews(): () => void {
  let isMaking = false;
  const look = async () => {
    if (isMaking) return;
    isMaking = true;
    for (let next = nextScene(session.getState()); next; next = nextScene(session.getState())) {
      tried.add(next.meta.id);
      await make(next);
    }
    isMaking = false;
  };
  void look();
  return session.subscribe((state, before) => {
    if (state.scenes !== before.scenes) void look();
  });
}

interface Wanted {
  readonly meta: SceneMeta;
  readonly plan: PreviewPlan;
}

/** A scene that can be read, is drawn, and lacks smaller pictures. Its bytes are kept first; a remote file is not read for pictures that nobody asked for. */
function nextScene({ scenes }: State): Wanted | null {
  for (const { meta, keeping } of Object.values<SceneRecord>(scenes)) {
    const isReadable = keeping.kind !== "remote" && keeping.kind !== "copying" && keeping.kind !== "lost" && (keeping.kind !== "linked" || keeping.granted);
    const plan = isReadable && meta.crs && meta.affine && !tried.has(meta.id) ? previewPlan(meta) : null;
    if (plan) return { meta, plan };
  }
  return null;
}

async function make({ meta, plan }: Wanted): Promise<void> {
  if (unwrap(await enginePool().anyPort().hasPreviews(meta))) return;
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < previewBytes(plan, meta) + spareBytes) return;
  const node = sceneLayer([meta]);
  const job = startJob({ kind: "previews", title: `Previews of ${meta.name}`, total: meta.sizeBytes, unit: "bytes" });
  try {
    for (let band = 0; band < plan.bands; ) {
      await quiet();
      if (!(await makeBand(node, band, job.signal))) continue;
      band++;
      job.advance(Math.ceil(meta.sizeBytes / plan.bands));
    }
    endJob(job, { kind: "done", file: null });
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
  }
}

/** False when other work came first. */
async function makeBand(node: LayerNode, band: number, signal: AbortSignal): Promise<boolean> {
  try {
    await enginePool().run(node, { kind: "preview", node: node.id, band }, { background: true, place: 0, signal });
    return true;
  } catch (error) {
    if (signal.aborted || faultOf(error).tag !== "cancelled") throw error;
    return false;
  }
}
