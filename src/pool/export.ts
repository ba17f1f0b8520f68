import type { EncodedBlock } from "../../workers/tiff/write/encode.ts";
import { fail, unwrap } from "../fault.ts";
import type { FileMetadata, FilePlan } from "../layer/file-plan.ts";
import type { TileKey } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { nodeId } from "../plan/node-id.ts";
import type { Pool } from "./pool.ts";
import type { WriterPort } from "./port.ts";
import { Prerequisites, placeOf } from "./prerequisites.ts";

export interface ExportOrder {
  /** Names the file to the writer; the caller gives its space back by `writer.remove(id)`. */
  readonly id: string;
  /** One raster, whose tiles are the file's blocks. */
  readonly node: LayerNode;
  readonly plan: FilePlan;
  readonly metadata: FileMetadata;
  readonly method: "nearest" | "average" | "mode";
  isStored(node: LayerNode): boolean;
  readonly signal: AbortSignal;
  /** A block is in the file. */
  onBlock(): void;
}

/** Blocks asked for at once, per worker: enough for each to find some of its own place, whose source blocks it has decoded. */
const blocksAhead = 16;

/**
 * Write a layer as a GeoTIFF: level by level, block by block in file order, each pulled and encoded in a worker and
 * appended by the writer. At no time are there more than a few blocks in memory. The Blob reads from the writer's spool.
 */
export async function exportGeoTiff(pool: Pool, writer: WriterPort, order: ExportOrder): Promise<Blob> {
  const { id, node, plan, method, signal } = order;
  const quarters = nodeId("quarters", id);
  const before = new Prerequisites(pool, order.isStored, signal);
  const file = { coding: plan.coding, levels: plan.levels.length, method, quarters };
  const encode = async (key: TileKey): Promise<EncodedBlock> => {
    if (key.level === 0) await before.ready(node, key);
    return pool.run(node, { kind: "block", node: node.id, key, file }, { signal, place: placeOf(key), priority: () => key.level });
  };
  try {
    unwrap(await writer.begin(id, plan));
    for (const [level, { across, down }] of plan.levels.entries()) {
      const keys = Array.from({ length: across * down }, (_, i) => ({ raster: 0, level, col: i % across, row: Math.floor(i / across) }));
      await inOrder(keys, pool.size * blocksAhead, encode, async (block, index) => {
        if (signal.aborted) fail({ tag: "cancelled" });
        unwrap(await writer.append(id, level, index, block));
        order.onBlock();
      });
    }
    return unwrap(await writer.finish(id, order.metadata));
  } catch (error) {
    await writer.remove(id);
    throw error;
  } finally {
    unwrap(await pool.anyPort().forgetNode(quarters));
  }
}

/** Work on `ahead` items at once, and use their results one by one in the order of the items. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
  use: (result: Result, index: number) => Promise<void>,
): Promise<void> {
  const started: Promise<Result>[] = [];
  for (let index = 0; index < items.length; index++) {
    while (started.length < Math.min(items.length, index + ahead)) {
      const next = work(items[started.length]!);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      next.catch(() => {});
      started.push(next);
    }
    await use(await started[index]!, index);
    // Let go of the block's bytes.
    delete started[index];
  }
}
