import { windowOnRaster } from "../layer/keys.ts";
import type { TileKey } from "../layer/meta.ts";
import { type LayerNode, refName } from "../plan/graph.ts";
import { type Preparations, prerequisites } from "../plan/plan.ts";
import type { Pool } from "./pool.ts";

/**
 * Runs whatever a tile needs stored before it can be pulled. One object serves one job: each gather's tile is asked
 * for once, by whichever tile needs it first, and all that need it wait for it.
 */
export class Prerequisites {
  private readonly prepared: Preparations = new Map();
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly pool: Pool,
    private readonly isStored: (node: LayerNode) => boolean,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Resolves when `key` of `node` can be pulled without computing another gather's tile. */
  async ready(node: LayerNode, key: TileKey): Promise<void> {
    const planned = prerequisites(node, windowOnRaster(node.meta, key), this.prepared, this.isStored);
    for (const { ref, node: input, after } of planned) {
      const name = refName(ref);
      if (this.asked.has(name)) continue;
      const before = Promise.all(after.map((other) => this.asked.get(other)));
      const place = placeOf(ref.key);
      this.asked.set(
        name,
        before.then(() => this.pool.run(input, { kind: "store", node: ref.node, keys: [ref.key] }, { signal: this.signal, place })),
      );
    }
    await Promise.all(planned.map(({ ref }) => this.asked.get(refName(ref))));
  }
}

/** Blocks of 4 × 4 tiles are one place: neighbours read the same source blocks. */
export const placeOf = ({ col, row }: TileKey): number => Math.floor(col / 4) + Math.floor(row / 4);
