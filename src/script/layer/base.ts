import { layerKeys } from "../../layer/keys.ts";
import { keyWindow, type LayerMeta, type TileKey } from "../../layer/meta.ts";
import type { FoldId, OpId } from "../../ops/index.ts";
import type { LayerNode } from "../../plan/graph.ts";
import { derive } from "../../plan/make.ts";
import { foldLayer } from "../../pool/fold.ts";
import { enginePool } from "../../session/engine.ts";
import { type Placement, placed } from "../partitions.ts";
import { Tile } from "../tile.ts";

/** What every method of a scripted layer is made of: a step gives a new layer, a fold a value, a key a tile. */
export abstract class LayerBase {
  constructor(
    readonly node: LayerNode,
    protected readonly placement: Placement = null,
  ) {}

  /** What is known before any cell is read. */
  get metadata(): LayerMeta {
    return this.node.meta;
  }

  /** The layer that a step makes of this one and others. Wrong parameters throw here, before any cell is read. */
  protected step(op: OpId, params: unknown, others: readonly LayerBase[] = []): this {
    return this.like(derive({ op, params }, [this.node, ...others.map((other) => other.node)]));
  }

  /** A layer of the same kind over another node. */
  protected like(node: LayerNode, placement = this.placement): this {
    const Same = this.constructor as new (node: LayerNode, placement: Placement) => this;
    return new Same(node, placement);
  }

  protected keys(): TileKey[] {
    return layerKeys(this.node.meta);
  }

  protected fold<Out>(fold: FoldId, params: unknown): Promise<Out> {
    const { node, placement } = this;
    return foldLayer<Out>(enginePool(), node, fold, params, placement === null ? {} : { partition: (keys) => this.placed(keys) });
  }

  /** Keys by partition. */
  protected placed(keys: readonly TileKey[]): readonly TileKey[][] {
    return placed(this.node.meta, keys, this.placement, Math.max(enginePool().size, Math.ceil(keys.length / 4)));
  }

  protected async tile(key: TileKey): Promise<Tile> {
    return Tile.of(await enginePool().run(this.node, { kind: "window", node: this.node.id, window: keyWindow(this.node.meta, key) }));
  }
}
