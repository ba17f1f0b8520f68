import { fail, type Outcome, settle } from "../src/fault.ts";
import type { NodeId, SceneId, TileKey } from "../src/layer/meta.ts";
import { previewNode, previewPlan } from "../src/layer/preview-plan.ts";
import type { RemoteFile, SceneMeta } from "../src/layer/scene.ts";
import type { LayerNode } from "../src/plan/graph.ts";
import { Evaluator } from "./evaluate.ts";
import { havePreviews, withPreviews } from "./previews.ts";
import { runTask } from "./run-task.ts";
import { chunkBytes, type TileStore } from "./store/tile-store.ts";
import type { Report, ResultOf, TaskBody } from "./task.ts";
import { openTiff, type SceneReader } from "./tiff/read/open.ts";
import type { SideCars } from "./tiff/read/place.ts";
import { portSource } from "./tiff/remote-port.ts";
import { type ByteSource, blobSource, chunkedSource } from "./tiff/source.ts";

/** Chunks copied by one call of `keepScene`: 16 MB. */
const chunksPerCall = 16;

/** Where a scene's bytes are: here, behind a port that reads them from an address, or in the store. */
type SceneBytes = Blob | MessagePort | null;

/** What a tile worker can do. Every answer is an Outcome: thrown errors lose their fields between threads. */
export type TileApi = ReturnType<typeof tileApi>;

/** The api over a store. One per worker thread, or one on this thread in tests. */
export function tileApi(store: TileStore) {
  const scenes = new Map<SceneId, { meta: SceneMeta; bytes: SceneBytes; source: ByteSource | null; reader: Promise<SceneReader> | null }>();
  const nodes = new Map<NodeId, LayerNode>();
  const cancelled = new Set<string>();
  const beats = new Map<string, number>();

  const sourceOf = ({ meta, bytes }: { readonly meta: SceneMeta; readonly bytes: SceneBytes }): ByteSource => {
    const chunk = async (index: number) => (await store.getChunk(meta.id, index)) ?? fail({ tag: "file-gone", file: meta.name });
    if (bytes instanceof Blob) return blobSource(bytes);
    return bytes && meta.remote ? portSource(bytes, meta.remote) : chunkedSource(meta.sizeBytes, chunkBytes, chunk);
  };
  const readerOf = (id: SceneId): Promise<SceneReader> => {
    const scene = scenes.get(id) ?? fail({ tag: "file-gone", file: id });
    scene.source ??= sourceOf(scene);
    scene.reader ??= openTiff(scene.meta.name, scene.source, {}, scene.meta).then((reader) => withPreviews(reader, previewPlan(scene.meta), store));
    return scene.reader;
  };
  const evaluator = new Evaluator(store, readerOf);

  const define = (node: LayerNode): void => {
    if (nodes.has(node.id)) return;
    nodes.set(node.id, node);
    if (node.kind === "derived") node.inputs.forEach(define);
  };

  return {
    /** How often each task under way looked whether to go on: a sign that it does, and that this thread is alive. */
    pulse: async (): Promise<Readonly<Record<string, number>>> => Object.fromEntries(beats),

    /** Read a file's header. */
    open: (name: string, bytes: Blob, sideCars: SideCars): Promise<Outcome<SceneMeta>> =>
      settle(async () => (await openTiff(name, blobSource(bytes), sideCars)).meta),

    /** Read the header of a remote file, whose bytes come through the port. */
    openRemote: (name: string, file: RemoteFile, port: MessagePort): Promise<Outcome<SceneMeta>> =>
      settle(async () => {
        try {
          return (await openTiff(name, portSource(port, file), {})).meta;
        } finally {
          port.close();
        }
      }),

    /** Read the header of a scene that is attached again, now with files that came beside it. */
    describe: (id: SceneId, sideCars: SideCars): Promise<Outcome<SceneMeta>> =>
      settle(async () => {
        const scene = scenes.get(id) ?? fail({ tag: "file-gone", file: id });
        scene.source ??= sourceOf(scene);
        return (await openTiff(scene.meta.name, scene.source, sideCars)).meta;
      }),

    /** Make a scene readable: from its bytes, through a port to them, or (null) from the chunks that were kept. A second call replaces the first. */
    async attach(meta: SceneMeta, bytes: SceneBytes): Promise<void> {
      scenes.set(meta.id, { meta, bytes, source: null, reader: null });
    },

    /** Learn a node and those below it. Tasks name nodes by id. */
    define: async (node: LayerNode): Promise<void> => define(node),

    /** Nodes whose tiles are all in the store: from now on they are read, not computed. */
    async setPersisted(ids: readonly NodeId[]): Promise<void> {
      evaluator.persisted.clear();
      for (const id of ids) evaluator.persisted.add(id);
    },

    run: <Body extends TaskBody>(id: string, body: Body): Promise<Outcome<Report<ResultOf<Body>>>> =>
      settle(async () => {
        const timings = {};
        const node = nodes.get(body.node) ?? fail({ tag: "bug", message: `node ${body.node} was never defined`, stack: "" });
        const isCancelled = () => {
          beats.set(id, (beats.get(id) ?? 0) + 1);
          return cancelled.has(id);
        };
        try {
          const result = await runTask(body, node, { evaluator, store, run: { isCancelled, timings } });
          return { result, timings };
        } finally {
          beats.delete(id);
          cancelled.delete(id);
        }
      }),

    /** The task stops between two of its parts and answers "cancelled". */
    async cancel(id: string): Promise<void> {
      cancelled.add(id);
    },

    /** Copy the next bytes of a scene into the store; the index of the chunk to go on with, or null when all are there. */
    keepScene: (id: SceneId, first: number): Promise<Outcome<number | null>> =>
      settle(async () => {
        const { meta, bytes } = scenes.get(id) ?? fail({ tag: "file-gone", file: id });
        if (!(bytes instanceof Blob)) return null;
        const end = Math.min(bytes.size, (first + chunksPerCall) * chunkBytes);
        const all = new Uint8Array(await readBlob(bytes.slice(first * chunkBytes, end), meta.name));
        const chunks = Array.from({ length: Math.ceil(all.length / chunkBytes) }, (_, i) => all.slice(i * chunkBytes, (i + 1) * chunkBytes));
        await store.putChunks(id, first, chunks);
        return end < bytes.size ? first + chunksPerCall : null;
      }),

    /** All bytes of a scene out of the store, without holding them at once. */
    keptBytes: ({ id, name, sizeBytes }: SceneMeta): Promise<Outcome<Blob>> =>
      settle(async () => {
        const parts: Blob[] = [];
        const count = Math.ceil(sizeBytes / chunkBytes);
        for (let first = 0; first < count; first += chunksPerCall) {
          const indices = Array.from({ length: Math.min(chunksPerCall, count - first) }, (_, i) => first + i);
          const chunks = await Promise.all(indices.map(async (index) => (await store.getChunk(id, index)) ?? fail({ tag: "file-gone", file: name })));
          // The browser moves blobs that grow large to the disk.
          parts.push(new Blob(chunks as BlobPart[]));
        }
        return new Blob(parts);
      }),

    /** True when all bytes of a scene are in the store: they are written in order, so the last chunk tells. */
    isKept: ({ id, sizeBytes }: SceneMeta): Promise<Outcome<boolean>> =>
      settle(async () => (await store.getChunk(id, Math.max(0, Math.ceil(sizeBytes / chunkBytes) - 1))) !== null),

    /** True when a scene needs no previews to be made: they are stored, or it has none. */
    hasPreviews: (meta: SceneMeta): Promise<Outcome<boolean>> =>
      settle(async () => {
        const plan = previewPlan(meta);
        return plan === null || havePreviews(plan, store);
      }),

    forgetScene: (id: SceneId): Promise<Outcome<void>> =>
      settle(async () => {
        await store.deleteScene(id);
        await store.deleteNode(previewNode(id));
      }),
    tilesOf: (id: NodeId): Promise<Outcome<readonly TileKey[]>> => settle(() => store.tilesOf(id)),
    forgetNode: (id: NodeId): Promise<Outcome<void>> => settle(() => store.deleteNode(id)),
    /** Drop stored tiles of all nodes but these. */
    keepOnly: (ids: readonly NodeId[]): Promise<Outcome<number>> => settle(() => store.keepOnly(new Set(ids))),
  };
}

async function readBlob(blob: Blob, file: string): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotReadableError") return fail({ tag: "file-gone", file });
    throw error;
  }
}
