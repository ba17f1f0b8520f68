import type { DBSchema } from "idb";
import type { NodeId, SceneId } from "../layer/meta.ts";
import { withNames } from "./layer-name.ts";
import { database } from "./open-database.ts";
import type { Camera, SceneRecord, State } from "./state.ts";

/** What a reload brings back, beside the scenes. One value, so that it is always whole. */
export interface SavedProject {
  readonly document: State["document"];
  readonly undo: State["undo"];
  readonly redo: State["redo"];
  readonly selected: State["selected"];
  readonly camera: Camera | null;
  readonly theme: State["theme"];
  readonly waiting: readonly SceneId[];
  readonly persisted: readonly NodeId[];
  readonly measured: State["measured"];
}

interface Schema extends DBSchema {
  project: { key: "current"; value: SavedProject };
  scenes: { key: SceneId; value: SceneRecord };
  handles: { key: SceneId; value: FileSystemFileHandle };
}

const open = database<Schema>("rasterloom-project", (db) => {
  db.createObjectStore("project");
  db.createObjectStore("scenes");
  db.createObjectStore("handles");
});

/** The last project; layers that were kept without a name have one. */
export async function readProject(): Promise<SavedProject | undefined> {
  const [saved, scenes] = await Promise.all([open().then((db) => db.get("project", "current")), readScenes()]);
  const records = Object.fromEntries(scenes.map((record) => [record.meta.id, record]));
  const named = (step: State["undo"][number]) => ({ ...step, document: withNames(step.document, records) });
  return saved && { ...saved, document: withNames(saved.document, records), undo: saved.undo.map(named), redo: saved.redo.map(named) };
}

export const readScenes = async (): Promise<readonly SceneRecord[]> => (await open()).getAll("scenes");

/** Write the project and the scenes that changed; forget those that went. */
export async function writeProject(project: SavedProject, changed: readonly SceneRecord[], gone: readonly SceneId[]): Promise<void> {
  const tx = (await open()).transaction(["project", "scenes", "handles"], "readwrite");
  const written = Promise.all([
    tx.objectStore("project").put(project, "current"),
    ...changed.map((record) => tx.objectStore("scenes").put(record, record.meta.id)),
    ...gone.flatMap((id) => [tx.objectStore("scenes").delete(id), tx.objectStore("handles").delete(id)]),
    tx.done,
  ]);
  // At once, so that a tab that closes now still leaves it behind.
  tx.commit();
  await written;
}

export async function putHandle(id: SceneId, handle: FileSystemFileHandle): Promise<void> {
  await (await open()).put("handles", handle, id);
}

export const takeHandle = async (id: SceneId): Promise<FileSystemFileHandle | undefined> => (await open()).get("handles", id);
