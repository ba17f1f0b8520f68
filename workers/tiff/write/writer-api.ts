import { fail, type Outcome, settle } from "../../../src/fault.ts";
import type { FileMetadata, FilePlan } from "../../../src/layer/file-plan.ts";
import type { EncodedBlock } from "./encode.ts";
import type { OpenSpool } from "./spool.ts";
import { GeoTiffWriter } from "./writer.ts";

/** What the writer worker can do. Every answer is an Outcome: thrown errors lose their fields between threads. */
export type WriterApi = ReturnType<typeof writerApi>;

/**
 * The api over a place for spools, which is opened when the first file begins. Files are told apart by an id of the
 * caller's, which names their spools. A finished Blob reads from there: it is good until `remove`, or until this
 * worker ends and another clears up behind it.
 */
export function writerApi(openFolder: () => Promise<OpenSpool>) {
  const files = new Map<string, GeoTiffWriter>();
  let folder: Promise<OpenSpool> | null = null;
  const begun = (id: string): GeoTiffWriter => files.get(id) ?? fail({ tag: "bug", message: `file ${id} was never begun`, stack: "" });
  const remove = async (id: string): Promise<void> => {
    await files.get(id)?.remove();
    files.delete(id);
  };

  return {
    /** A file of the same id that was begun before is removed. */
    begin: (id: string, plan: FilePlan): Promise<Outcome<void>> =>
      settle(async () => {
        await remove(id);
        folder ??= openFolder();
        const openSpool = await folder.catch((error: unknown) => {
          folder = null;
          throw error;
        });
        files.set(id, await GeoTiffWriter.begin(plan, (name) => openSpool(`${id}-${name}`)));
      }),

    /** Blocks may come in any order, each once. Transfer their buffers. */
    append: (id: string, level: number, block: number, encoded: EncodedBlock): Promise<Outcome<void>> => settle(() => begun(id).append(level, block, encoded)),

    finish: (id: string, metadata: FileMetadata): Promise<Outcome<Blob>> => settle(() => begun(id).finish(metadata)),

    /** Give up a file begun, or give back the space of a finished one. An unknown id is not a fault. */
    remove: (id: string): Promise<Outcome<void>> => settle(() => remove(id)),
  };
}
