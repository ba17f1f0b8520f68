import type { LayerMeta, NodeId, SceneId, TileKey } from "../layer/meta.ts";

/** One op with its parameters, as data: what a recipe stores and what crosses to the worker. */
export interface Step {
  readonly op: string;
  readonly params: unknown;
}

/** A layer is a description. Nothing runs until a tile or a fold is asked for. */
export type LayerNode =
  | { readonly kind: "scenes"; readonly id: NodeId; readonly meta: LayerMeta; readonly scenes: readonly SceneId[] }
  | { readonly kind: "derived"; readonly id: NodeId; readonly meta: LayerMeta; readonly step: Step; readonly inputs: readonly [LayerNode, ...LayerNode[]] };

/** One tile of one node: the name under which its cells are kept. */
export interface TileRef {
  readonly node: NodeId;
  readonly key: TileKey;
}
