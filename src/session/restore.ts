import { unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import { followDocument } from "./derive.ts";
import { enginePool } from "./engine.ts";
import { keptNodes } from "./persisted.ts";
import { readProject, readScenes, type SavedProject, takeHandle, writeProject } from "./project-store.ts";
import type { SceneRecord, State } from "./state.ts";
import { followStatistics } from "./statistics.ts";
import { followStorage } from "./storage.ts";
import { session } from "./store.ts";

/** Bring back the last project, then follow every change of it. Resolves when the session is ready. */
export async function startSession(): Promise<void> {
  const [project, records] = await Promise.all([readProject(), readScenes()]);
  const scenes: Record<SceneId, SceneRecord> = {};
  for (const record of records) scenes[record.meta.id] = await reattach(record);
  if (project) {
    session.setState({ ...project, scenes });
    if (project.persisted.length > 0) keptNodes.set(project.persisted);
  }
  followDocument();
  followStatistics();
  followForSaving();
  followStorage();
  await sweep();
  session.setState({ ready: true });
}

/** Tiles that jobs of an earlier visit left behind are nobody's, unless another tab is at work. The first tab holds the lock until it closes. */
function sweep(): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request("rasterloom/first-tab", { ifAvailable: true }, async (lock) => {
        if (lock) unwrap(await enginePool().anyPort().keepOnly(keptNodes.get()));
        resolve();
        if (lock) await new Promise<never>(() => {});
      })
      .catch(reject);
  });
}

/** Make a scene's bytes readable again, or say that they need a click or are gone. */
async function reattach(record: SceneRecord): Promise<SceneRecord> {
  const { meta, keeping } = record;
  if (keeping.kind === "stored") {
    enginePool().attach(meta, null);
    return record;
  }
  const handle = await takeHandle(meta.id);
  if (keeping.kind === "linked" && handle) {
    const granted = (await handle.queryPermission({ mode: "read" })) === "granted";
    if (granted) enginePool().attach(meta, await handle.getFile());
    return { meta, keeping: { kind: "linked", granted } };
  }
  return { meta, keeping: { kind: "lost" } };
}

const savedPart = ({ document, undo, redo, selected, camera, theme, waiting, persisted }: State): SavedProject => ({
  document,
  undo,
  redo,
  selected,
  camera,
  theme,
  waiting,
  persisted,
});

/** Every change is written at once; what changes while a write is under way goes with the next one. */
function followForSaving(): void {
  let isSaving = false;
  let isDue = false;
  let savedScenes = session.getState().scenes;
  const save = async () => {
    isSaving = true;
    do {
      isDue = false;
      const state = session.getState();
      const before = savedScenes;
      savedScenes = state.scenes;
      const changed = Object.values(state.scenes).filter((record) => before[record.meta.id] !== record);
      const gone = (Object.keys(before) as SceneId[]).filter((id) => !state.scenes[id]);
      await writeProject(savedPart(state), changed, gone);
    } while (isDue);
    isSaving = false;
  };
  session.subscribe((state, before) => {
    const now = savedPart(state);
    const then = savedPart(before);
    const same = (Object.keys(now) as (keyof typeof now)[]).every((name) => now[name] === then[name]);
    if (same && state.scenes === before.scenes) return;
    isDue = true;
    if (!isSaving) void save();
  });
}
