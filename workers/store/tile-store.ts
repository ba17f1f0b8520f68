import type { CellArray, CellType } from "../../src/cells/cell-type.ts";
import type { NodeId, SceneId, TileKey } from "../../src/layer/meta.ts";
import type { TileRef } from "../../src/plan/graph.ts";

/** A tile without its place, which its key tells. */
export interface StoredTile {
  readonly cellType: CellType;
  readonly nodata: number | null;
  readonly bands: readonly CellArray[];
  readonly valid: readonly Uint8Array[] | null;
}

/** Bytes of one value in the store: large values are slow to write and some browsers refuse them. */
export const chunkBytes = 1 << 20;

/** Where cells and scenes rest. A tile is there whole or not at all. Running out of room is the fault "storage-full". */
export interface TileStore {
  getTile(ref: TileRef): Promise<StoredTile | null>;
  hasTile(ref: TileRef): Promise<boolean>;
  putTile(ref: TileRef, tile: StoredTile): Promise<void>;
  /** The tiles of a node that are there. */
  tilesOf(node: NodeId): Promise<readonly TileKey[]>;
  deleteNode(node: NodeId): Promise<void>;
  /** Forget the tiles of every node that `keep` does not name; returns how many nodes went. */
  keepOnly(keep: ReadonlySet<NodeId>): Promise<number>;
  /** Chunk `index` of a scene's bytes; null when it was never stored. */
  getChunk(scene: SceneId, index: number): Promise<Uint8Array | null>;
  putChunks(scene: SceneId, first: number, chunks: readonly Uint8Array[]): Promise<void>;
  deleteScene(scene: SceneId): Promise<void>;
}
