import type { EncodedBlock } from "../../workers/tiff/write/encode.ts";
import { fail, faultOf, unwrap } from "../fault.ts";
import { blockCount, type FileMetadata, type FilePlan } from "../layer/file-plan.ts";
import type { NodeId, TileKey } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { nodeId } from "../plan/node-id.ts";
import type { Pool } from "./pool.ts";
import type { WriterPort } from "./port.ts";
import { Prerequisites, placeOf } from "./prerequisites.ts";
import { withoutQuarters } from "./quarters.ts";

/** A file to be written, as it is kept for the case that its tab is lost. */
export interface FileJob {
  /** Names the file to the writer; the caller gives its space back by `writer.remove(id)`. */
  readonly id: string;
  /** One raster, whose tiles are the file's blocks. */
  readonly node: LayerNode;
  readonly plan: FilePlan;
  readonly metadata: FileMetadata;
  readonly method: "nearest" | "average" | "mode";
}

export interface ExportOrder extends FileJob {
  /** "lasting" files can be resumed after the loss of this tab, "resumed" ones go on where a lost tab stopped. */
  readonly life?: "lasting" | "resumed" | undefined;
  isStored(node: LayerNode): boolean;
  readonly signal: AbortSignal;
  /** A block is in the file. */
  onBlock(): void;
  /** So many blocks of a resumed file are there already. */
  onResumed?(blocks: number): void;
}

/** Blocks asked for at once, per worker: enough for each to find some of its own place, whose source blocks it has decoded. */
const blocksAhead = 16;

/** Under which name the half-size cells of a file's blocks are stored until it is finished. */
export const quartersOf = (id: string): NodeId => nodeId("quarters", id);

/** A file that lasts goes on with so many new writers when its own is lost. */
const mostWriters = 3;

/**
 * Write a layer as a GeoTIFF: level by level, block by block in file order, each pulled and encoded in a worker and
 * appended by the writer, so that equal orders give equal bytes. At no time are there more than a few blocks in memory.
 * The Blob reads from the writer's spool. A lasting file that fails stays as far as it came, to be resumed.
 */
export async function exportGeoTiff(pool: Pool, writer: WriterPort, order: ExportOrder): Promise<Blob> {
  const { id, life } = order;
  let stays = false;
  try {
    let blob = await writeBlocks(pool, writer, order).catch(unlessLost(life));
    for (let writers = 1; !blob; writers++) {
      const { onResumed: _told, ...again } = order;
      blob = await writeBlocks(pool, writer, { ...again, life: "resumed" }).catch(unlessLost(writers < mostWriters ? life : undefined));
    }
    return blob;
  } catch (error) {
    stays = life !== undefined && faultOf(error).tag !== "cancelled";
    if (!stays) await writer.remove(id);
    throw error;
  } finally {
    if (!stays) unwrap(await pool.anyPort().forgetNode(quartersOf(id)));
  }
}

/** Null where a writer was lost that another can go on for. */
const unlessLost =
  (life: ExportOrder["life"]) =>
  (error: unknown): null => {
    const fault = faultOf(error);
    if (life !== undefined && fault.tag === "worker-lost" && fault.task === "write") return null;
    throw error;
  };

async function writeBlocks(pool: Pool, writer: WriterPort, order: ExportOrder): Promise<Blob> {
  const { id, node, plan, method, signal } = order;
  const quarters = quartersOf(id);
  const before = new Prerequisites(pool, order.isStored, signal);
  const file = { coding: plan.coding, levels: plan.levels.length, method, quarters };
  const encode = async (key: TileKey): Promise<EncodedBlock> => {
    if (key.level === 0) await before.ready(node, key);
    return pool.run(node, { kind: "block", node: node.id, key, file }, { signal, place: placeOf(key), priority: () => key.level });
  };
  const done = await beginFile(writer, order);
  const again = order.life === "resumed" ? withoutQuarters(plan, done, unwrap(await pool.anyPort().tilesOf(quarters))) : null;
  let first = 0;
  for (const [level, { across, down }] of plan.levels.entries()) {
    const blocks = Array.from({ length: across * down }, (_, i) => i).filter((i) => done[first + i] === 0 || again?.[first + i] === 1);
    const keyOf = (i: number) => ({ raster: 0, level, col: i % across, row: Math.floor(i / across) });
    const start = first;
    const use = async (block: EncodedBlock, i: number) => {
      if (signal.aborted) fail({ tag: "cancelled" });
      // Only its quarter was wanted.
      if (done[start + i] === 1) return;
      unwrap(await writer.append(id, level, i, block));
      order.onBlock();
    };
    await inOrder(blocks, pool.size * blocksAhead, (i) => encode(keyOf(i)), use);
    first += across * down;
  }
  return unwrap(await writer.finish(id, order.metadata));
}

/** Answers 1 for each block, in file order, that is in the file already. */
async function beginFile(writer: WriterPort, { id, plan, life, onResumed }: ExportOrder): Promise<Uint8Array> {
  if (life !== "resumed") {
    unwrap(await writer.begin(id, plan, life === "lasting"));
    return new Uint8Array(blockCount(plan));
  }
  const done = unwrap(await writer.resume(id, plan));
  onResumed?.(done.reduce((sum, one) => sum + one, 0));
  return done;
}

/** Work on `ahead` items at once, and use their results one by one in the order of the items. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
  use: (result: Result, item: Item) => Promise<void>,
): Promise<void> {
  const started: Promise<Result>[] = [];
  for (let index = 0; index < items.length; index++) {
    while (started.length < Math.min(items.length, index + ahead)) {
      const next = work(items[started.length]!);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      next.catch(() => {});
      started.push(next);
    }
    await use(await started[index]!, items[index]!);
    // Let go of the block's bytes.
    delete started[index];
  }
}
