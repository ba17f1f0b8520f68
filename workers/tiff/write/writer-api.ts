import { fail, type Outcome, settle } from "../../../src/fault.ts";
import type { FileMetadata, FilePlan } from "../../../src/layer/file-plan.ts";
import type { EncodedBlock } from "./encode.ts";
import type { SpoolRoom } from "./spool.ts";
import { GeoTiffWriter } from "./writer.ts";

/** What the writer worker can do. Every answer is an Outcome: thrown errors lose their fields between threads. */
export type WriterApi = ReturnType<typeof writerApi>;

/**
 * The api over places for spools. Files are told apart by an id of the caller's, which names their place. A finished Blob
 * reads from there: it is good until `remove`, or until this worker ends and another clears up behind it.
 */
export function writerApi(room: SpoolRoom) {
  const files = new Map<string, GeoTiffWriter>();
  const begun = (id: string): GeoTiffWriter => files.get(id) ?? fail({ tag: "bug", message: `file ${id} was never begun`, stack: "" });
  const remove = async (id: string): Promise<void> => {
    await files.get(id)?.remove();
    files.delete(id);
    await room.leave(id);
  };

  return {
    ping: async () => true,

    /** A file of the same id that was begun before is removed. A file that lasts can be resumed after this tab is lost. */
    begin: (id: string, plan: FilePlan, lasts = false): Promise<Outcome<void>> =>
      settle(async () => {
        await remove(id);
        files.set(id, await GeoTiffWriter.begin(plan, await room.enter(id), lasts));
      }),

    /** How many blocks of a file that lasts were logged, before their bytes are looked at. */
    logged: (id: string, plan: FilePlan): Promise<Outcome<number>> => settle(async () => GeoTiffWriter.logged(plan, await room.enter(id))),

    /** Go on with a file that lasts. Answers 1 for each block, in file order, that is there and is not to come again. */
    resume: (id: string, plan: FilePlan): Promise<Outcome<Uint8Array<ArrayBuffer>>> =>
      settle(async () => {
        files.get(id)?.leave();
        files.delete(id);
        const { writer, done } = await GeoTiffWriter.resume(plan, await room.enter(id));
        files.set(id, writer);
        return done;
      }),

    /** Blocks may come in any order, each once. Transfer their buffers. */
    append: (id: string, level: number, block: number, encoded: EncodedBlock): Promise<Outcome<void>> => settle(() => begun(id).append(level, block, encoded)),

    finish: (id: string, metadata: FileMetadata): Promise<Outcome<Blob>> => settle(() => begun(id).finish(metadata)),

    /** Give up a file, or give back the space of a finished one, begun here or by a lost tab. An unknown id is not a fault. */
    remove: (id: string): Promise<Outcome<void>> => settle(() => remove(id)),

    /** Remove what lost tabs left behind, but for the files named. */
    clear: (keep: readonly string[]): Promise<Outcome<void>> => settle(() => room.clear(keep)),
  };
}
