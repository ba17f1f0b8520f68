import type { Tile } from "../src/cells/tile.ts";
import type { BlockCoding } from "../src/layer/file-plan.ts";
import type { NodeId, RasterWindow, TileKey } from "../src/layer/meta.ts";
import type { FoldId } from "../src/ops/index.ts";
import type { EncodedBlock } from "./tiff/write/encode.ts";

/** What one worker does for one tile or one partition. */
export type TaskBody =
  /** Compute the tiles and store them. */
  | { readonly kind: "store"; readonly node: NodeId; readonly keys: readonly TileKey[] }
  /** Cells of some bands for the screen. */
  | { readonly kind: "texture"; readonly node: NodeId; readonly key: TileKey; readonly bands: readonly number[] }
  /** Cells at rest of any window. */
  | { readonly kind: "window"; readonly node: NodeId; readonly window: RasterWindow }
  /** A fold over a partition: the accumulator. */
  | { readonly kind: "fold"; readonly node: NodeId; readonly fold: FoldId; readonly params: unknown; readonly keys: readonly TileKey[] }
  /** Make and store one band of the previews of the scene that the node is. */
  | { readonly kind: "preview"; readonly node: NodeId; readonly band: number }
  /** One encoded block of a file, and the half-size cells its overview needs. */
  | { readonly kind: "block"; readonly node: NodeId; readonly key: TileKey; readonly file: BlockOrder };

/** How the blocks of one file are made. Level 0 blocks are tiles of the task's node; those above are made of stored quarters. */
export interface BlockOrder {
  readonly coding: BlockCoding;
  /** Levels of the file: 1 without overviews. */
  readonly levels: number;
  readonly method: "nearest" | "average" | "mode";
  /** Under which name the quarters are kept until the file is finished. */
  readonly quarters: NodeId;
}

interface Results {
  readonly store: { readonly cells: number };
  /** Null when no cell of the tile has a value. */
  readonly texture: { readonly bands: readonly Float32Array[] } | null;
  readonly window: Tile;
  readonly fold: unknown;
  readonly preview: null;
  readonly block: EncodedBlock;
}

export type ResultOf<Body extends TaskBody> = Results[Body["kind"]];

/** Milliseconds of the worker by what they went to: "read", "store", "encode", or the id of an op whose kernel ran. */
export type Timings = Record<string, number>;

export interface Report<Result> {
  readonly result: Result;
  readonly timings: Timings;
}
