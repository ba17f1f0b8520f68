import type { Blank } from "../layer/blank.ts";
import type { LayerMeta, NodeId, SceneId, TileKey } from "../layer/meta.ts";
import type { Step } from "../ops/step.ts";

/** A layer is a description. Nothing runs until a tile or a fold is asked for. */
export type LayerNode = SceneNode | BlankNode | DerivedNode;

/** Raster r of the layer is scene r. */
export interface SceneNode {
  readonly kind: "scenes";
  readonly id: NodeId;
  readonly meta: LayerMeta;
  readonly scenes: readonly SceneId[];
  /** The bands of the scenes that are read, from 0; all unless told. */
  readonly bands?: readonly number[];
}

/** A layer without a value anywhere, for operations that make cells of something else. */
export interface BlankNode {
  readonly kind: "blank";
  readonly id: NodeId;
  readonly meta: LayerMeta;
  readonly blank: Blank;
}

export interface DerivedNode {
  readonly kind: "derived";
  readonly id: NodeId;
  readonly meta: LayerMeta;
  readonly step: Step;
  /** The parameters before numbers that they left open were measured. */
  readonly asked?: unknown;
  readonly inputs: readonly [LayerNode, ...LayerNode[]];
}

/** One tile of one node: the name under which its cells are kept. */
export interface TileRef {
  readonly node: NodeId;
  readonly key: TileKey;
}

export const refName = ({ node, key }: TileRef): string => `${node}/${key.level}/${key.raster}/${key.col}/${key.row}`;
