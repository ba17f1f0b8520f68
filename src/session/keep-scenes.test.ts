import { beforeEach, expect, it, vi } from "vitest";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { keepScene, reattachLinked, relink } from "./keep-scenes.ts";
import { session } from "./store.ts";

const { handles, attached } = vi.hoisted(() => ({ handles: new Map<string, unknown>(), attached: [] as string[] }));
// The database and the workers are the browser's; what is linked to what is decided here.
vi.mock("./project-store.ts", () => ({
  putHandle: async (id: string, handle: unknown) => void handles.set(id, handle),
  takeHandle: async (id: string) => handles.get(id),
}));
vi.mock("./engine.ts", () => ({ enginePool: () => ({ attach: ({ id }: SceneMeta) => attached.push(id) }) }));

const id = "large" as SceneId;
const meta = { id, name: "large.tif", sizeBytes: 2 ** 31, bands: [] } as unknown as SceneMeta;

/** A file on the disk as the browser hands it out: its size, its permission, whether it is still there. */
function handleOf({ size = meta.sizeBytes, permission = "granted", isThere = true }): FileSystemFileHandle {
  const getFile = async () => {
    if (!isThere) throw new DOMException("gone", "NotFoundError");
    return { size } as File;
  };
  return { getFile, queryPermission: async () => permission, requestPermission: async () => permission } as unknown as FileSystemFileHandle;
}

const keeping = () => session.getState().scenes[id]?.keeping;

beforeEach(() => {
  handles.clear();
  attached.length = 0;
  vi.stubGlobal("navigator", { storage: { estimate: async () => ({ quota: 2 ** 40, usage: 0 }) } });
  session.setState({ ...session.getInitialState(), scenes: { [id]: { meta, keeping: { kind: "temporary" } } } });
});

it("a file above a gigabyte is linked, not copied, and read again after a reload where the browser allows it", async () => {
  const handle = handleOf({});
  await keepScene(meta, { size: meta.sizeBytes } as File, handle);
  expect(keeping()).toEqual({ kind: "linked", granted: true });
  expect(handles.get(id)).toBe(handle);
  expect(await reattachLinked(meta, handle)).toEqual({ kind: "linked", granted: true });
  expect(attached).toEqual([id]);
});

it("where the browser asks first, a click is waited for, and then the file is read", async () => {
  handles.set(id, handleOf({}));
  expect(await reattachLinked(meta, handleOf({ permission: "prompt" }))).toEqual({ kind: "linked", granted: false });
  expect(attached).toEqual([]);
  await relink(id);
  expect(keeping()).toEqual({ kind: "linked", granted: true });
  expect(attached).toEqual([id]);
});

it("a linked file that is refused stays as it was; one that is gone or was changed is said to be lost", async () => {
  handles.set(id, handleOf({ permission: "denied" }));
  await relink(id);
  expect(keeping()).toEqual({ kind: "temporary" });
  expect(await reattachLinked(meta, handleOf({ isThere: false }))).toEqual({ kind: "lost" });
  expect(await reattachLinked(meta, handleOf({ size: 7 }))).toEqual({ kind: "lost" });
  expect(attached).toEqual([]);
});

it("a tab that does not save the project keeps no copies and no links", async () => {
  session.setState({ savesHere: false });
  await keepScene(meta, { size: meta.sizeBytes } as File, handleOf({}));
  expect(keeping()).toEqual({ kind: "temporary" });
  expect(handles.size).toBe(0);
});
