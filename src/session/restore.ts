import { unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import { previewNode } from "../layer/preview-plan.ts";
import { followAreaTable } from "./area-statistics.ts";
import { followDocument, scenesOf } from "./derive.ts";
import { enginePool } from "./engine.ts";
import { reattachLinked } from "./keep-scenes.ts";
import { followMeasurements } from "./measure.ts";
import { openQuery } from "./open-query.ts";
import { keptNodes } from "./persisted.ts";
import { followPreviews } from "./previews.ts";
import { followProbe } from "./probe.ts";
import { readProject, readScenes, type SavedProject, takeHandle, writeProject } from "./project-store.ts";
import { nodesOfExports, offerInterrupted, scenesOfExports } from "./resume.ts";
import { readExports } from "./resume-store.ts";
import type { SceneRecord, State } from "./state.ts";
import { followStatistics } from "./statistics.ts";
import { clearSpools, followStorage } from "./storage.ts";
import { session } from "./store.ts";
import { isOnlyTab, projectIsFree, takeProject } from "./tabs.ts";
import { followTrace } from "./trace.ts";

/** Bring back the last project, then follow every change of it. Resolves when the session is ready. */
export async function startSession(): Promise<void> {
  const savesHere = await takeProject();
  session.setState({ savesHere });
  if (!savesHere) void projectIsFree().then(() => session.setState({ mayTakeOver: true }));
  const [project, records, exports] = await Promise.all([readProject(), readScenes(), readExports()]);
  // What no layer needs is only cleared by a tab that is alone: another may be at work with it.
  const clears = savesHere && (await isOnlyTab());
  const scenes: Record<SceneId, SceneRecord> = {};
  const needed = new Set([...scenesIn(project), ...scenesOfExports(exports)]);
  for (const record of records)
    if (needed.has(record.meta.id)) scenes[record.meta.id] = await reattach(record);
    else if (clears) unwrap(await enginePool().anyPort().forgetScene(record.meta.id));
  if (project) {
    session.setState({ ...project, scenes });
    if (project.persisted.length > 0) keptNodes.set(project.persisted);
  }
  followDocument();
  followStatistics();
  followMeasurements();
  followProbe();
  followTrace();
  followAreaTable();
  if (savesHere) followForSaving(Object.fromEntries(records.map((record) => [record.meta.id, record])));
  followStorage();
  if (clears)
    unwrap(
      await enginePool()
        .anyPort()
        .keepOnly([...keptNodes.get(), ...nodesOfExports(exports), ...(Object.keys(scenes) as SceneId[]).map(previewNode)]),
    );
  session.setState({ ready: true });
  followPreviews();
  clearSpools();
  openQuery();
  if (savesHere) offerInterrupted(exports);
}

/** Every scene that some layer reads, now or after undo or redo, or that waits for its CRS. */
function scenesIn(project: SavedProject | undefined): ReadonlySet<SceneId> {
  if (!project) return new Set();
  const documents = [project.document, ...[...project.undo, ...project.redo].map((step) => step.document)];
  return new Set([...project.waiting, ...documents.flatMap(({ layers }) => layers.flatMap((layer) => scenesOf(layer.recipe)))]);
}

/** Make a scene's bytes readable again, or say that they need a click or are gone. */
async function reattach(record: SceneRecord): Promise<SceneRecord> {
  const { meta, keeping } = record;
  if (meta.remote) {
    const granted = keeping.kind === "remote" && keeping.granted;
    if (granted) enginePool().attach(meta, null);
    return { meta, keeping: { kind: "remote", granted } };
  }
  const handle = await takeHandle(meta.id);
  if (keeping.kind === "linked" && handle) return { meta, keeping: await reattachLinked(meta, handle) };
  // Whether the copy was finished is the store's to say: the tab may have ended before it was written down here.
  const isKept = keeping.kind !== "linked" && unwrap(await enginePool().anyPort().isKept(meta));
  if (!isKept) return { meta, keeping: { kind: "lost" } };
  enginePool().attach(meta, null);
  return { meta, keeping: { kind: "stored" } };
}

const savedPart = ({ document, undo, redo, selected, camera, theme, waiting, persisted, measured }: State): SavedProject => ({
  document,
  undo,
  redo,
  selected,
  camera,
  theme,
  waiting,
  persisted,
  measured,
});

/** Every change is written at once; what changes while a write is under way goes with the next one. */
function followForSaving(stored: State["scenes"]): void {
  let isSaving = false;
  let isDue = false;
  let savedScenes = stored;
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
