import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { CellArray, CellType } from "../../src/cells/cell-type.ts";
import { fail } from "../../src/fault.ts";
import type { NodeId, SceneId } from "../../src/layer/meta.ts";
import type { TileRef } from "../../src/plan/graph.ts";
import { chunkBytes, type StoredTile, type TileStore } from "./tile-store.ts";

type TileName = [node: NodeId, level: number, raster: number, col: number, row: number];

interface Schema extends DBSchema {
  /** Facts of a tile; its cells are `parts` records, written in the same transaction. */
  tiles: { key: TileName; value: { cellType: CellType; nodata: number | null; bands: number; partsPerBand: number; masked: boolean } };
  /** A tile's bands and masks in pieces of at most a megabyte. */
  parts: { key: [...TileName, piece: string, index: number]; value: CellArray };
  chunks: { key: [scene: SceneId, index: number]; value: Uint8Array };
}

/** Cells and scenes in IndexedDB, shared by every worker and every tab of this origin. */
export function indexedDbStore(): TileStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opened ??= openDB<Schema>("rasterloom-cells", 1, {
      upgrade(db) {
        db.createObjectStore("tiles");
        db.createObjectStore("parts");
        db.createObjectStore("chunks");
      },
      // Another tab wants a newer schema: let go, the next call opens again.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated: () => {
        opened = null;
      },
    });
    return opened;
  };
  return {
    getTile: async (ref) => readTile(await open(), ref),
    hasTile: async (ref) => (await (await open()).count("tiles", tileName(ref))) > 0,
    putTile: async (ref, tile) => writeTile(await open(), ref, tile),
    async tilesOf(node) {
      const names = await (await open()).getAllKeys("tiles", IDBKeyRange.bound([node], [node, []]));
      return names.map(([, level, raster, col, row]) => ({ level, raster, col, row }));
    },
    deleteNode: async (node) => deleteNode(await open(), node),
    keepOnly: async (keep) => keepOnly(await open(), keep),
    getChunk: async (scene, index) => (await (await open()).get("chunks", [scene, index])) ?? null,
    async putChunks(scene, first, chunks) {
      const tx = (await open()).transaction("chunks", "readwrite", { durability: "relaxed" });
      await orFull(chunks, Promise.all([...chunks.map((chunk, i) => tx.store.put(chunk, [scene, first + i])), tx.done]));
    },
    async deleteScene(scene) {
      await (await open()).delete("chunks", IDBKeyRange.bound([scene], [scene, []]));
    },
  };
}

const tileName = ({ node, key }: TileRef): TileName => [node, key.level, key.raster, key.col, key.row];

async function readTile(db: IDBPDatabase<Schema>, ref: TileRef): Promise<StoredTile | null> {
  const name = tileName(ref);
  const tx = db.transaction(["tiles", "parts"]);
  const facts = await tx.objectStore("tiles").get(name);
  if (!facts) return null;
  const pieces = (piece: string, count: number) => Promise.all(Array.from({ length: count }, (_, i) => tx.objectStore("parts").get([...name, piece, i])));
  const bandsOf = (piece: string) => Promise.all(Array.from({ length: facts.bands }, (_, b) => pieces(`${piece}${b}`, facts.partsPerBand)));
  const [bands, masks] = await Promise.all([bandsOf("band"), facts.masked ? bandsOf("mask") : null]);
  const cells = whole(bands);
  const valid = masks && whole(masks);
  // A tile that lost a part, as to a failing disk, is not there: it is computed again.
  if (!cells || (masks && !valid)) return null;
  return { cellType: facts.cellType, nodata: facts.nodata, bands: cells, valid: valid?.map((mask) => new Uint8Array(mask)) ?? null };
}

async function writeTile(db: IDBPDatabase<Schema>, ref: TileRef, { cellType, nodata, bands, valid }: StoredTile): Promise<void> {
  const name = tileName(ref);
  const first = bands[0];
  const cellsPerPart = first ? Math.floor(chunkBytes / first.BYTES_PER_ELEMENT) : 1;
  const partsPerBand = first ? Math.max(1, Math.ceil(first.length / cellsPerPart)) : 0;
  const tx = db.transaction(["tiles", "parts"], "readwrite", { durability: "relaxed" });
  const puts: Promise<unknown>[] = [tx.objectStore("tiles").put({ cellType, nodata, bands: bands.length, partsPerBand, masked: valid !== null }, name)];
  const putAll = (piece: string, cells: CellArray) => {
    for (let i = 0; i < partsPerBand; i++) puts.push(tx.objectStore("parts").put(cells.slice(i * cellsPerPart, (i + 1) * cellsPerPart), [...name, piece, i]));
  };
  for (const [b, band] of bands.entries()) putAll(`band${b}`, band);
  for (const [b, mask] of (valid ?? []).entries()) putAll(`mask${b}`, mask);
  await orFull([...bands, ...(valid ?? [])], Promise.all([...puts, tx.done]));
}

/** Bands put together from their parts; null when one is missing. */
function whole(bands: readonly (readonly (CellArray | undefined)[])[]): readonly CellArray[] | null {
  const found = bands.map(joined).filter((band) => band !== null);
  return found.length === bands.length ? found : null;
}

function joined(found: readonly (CellArray | undefined)[]): CellArray | null {
  const parts = found.filter((part) => part !== undefined);
  const [first] = parts;
  if (!first || parts.length < found.length) return null;
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  // Every part of a band is of one array class, the one it was cut from.
  const all = new (first.constructor as new (n: number) => CellArray)(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function keepOnly(db: IDBPDatabase<Schema>, keep: ReadonlySet<NodeId>): Promise<number> {
  const gone: NodeId[] = [];
  const tx = db.transaction("tiles");
  for (let cursor = await tx.store.openKeyCursor(); cursor; ) {
    const node = cursor.key[0];
    if (!keep.has(node)) gone.push(node);
    // Jump over the node's other tiles: [node, []] sorts behind every [node, number, …].
    cursor = await cursor.continue([node, []] as unknown as TileName);
  }
  for (const node of gone) await deleteNode(db, node);
  return gone.length;
}

async function deleteNode(db: IDBPDatabase<Schema>, node: NodeId): Promise<void> {
  const range = IDBKeyRange.bound([node], [node, []]);
  const tx = db.transaction(["tiles", "parts"], "readwrite", { durability: "relaxed" });
  await Promise.all([tx.objectStore("tiles").delete(range), tx.objectStore("parts").delete(range), tx.done]);
}

/** A refusal for want of room, as the fault that says how much was wanted. */
async function orFull(values: readonly { readonly byteLength: number }[], work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") throw error;
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    fail({ tag: "storage-full", needBytes: values.reduce((sum, value) => sum + value.byteLength, 0), freeBytes: quota - usage });
  }
}
