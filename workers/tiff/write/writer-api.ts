import { fail, type Outcome, settle } from "../../../src/fault.ts";
import type { FileMetadata, FilePlan } from "../../../src/layer/file-plan.ts";
import type { EncodedBlock } from "./encode.ts";
import type { OpenSpool } from "./spool.ts";
import { GeoTiffWriter } from "./writer.ts";

/** What the writer worker can do, for one file. Every answer is an Outcome: thrown errors lose their fields between threads. */
export type WriterApi = ReturnType<typeof writerApi>;

/**
 * The api over a place for spools, which is opened when the file begins. The finished Blob reads from there: it is
 * good until `remove`, or until the worker ends and another one clears up behind it.
 */
export function writerApi(openFolder: () => Promise<OpenSpool>) {
  let writer: GeoTiffWriter | null = null;
  const begun = (): GeoTiffWriter => writer ?? fail({ tag: "bug", message: "the file was never begun", stack: "" });

  return {
    begin: (plan: FilePlan): Promise<Outcome<void>> =>
      settle(async () => {
        await writer?.remove();
        writer = await GeoTiffWriter.begin(plan, await openFolder());
      }),

    /** Blocks may come in any order, each once. Transfer their buffers. */
    append: (level: number, block: number, encoded: EncodedBlock): Promise<Outcome<void>> => settle(() => begun().append(level, block, encoded)),

    finish: (metadata: FileMetadata): Promise<Outcome<Blob>> => settle(() => begun().finish(metadata)),

    /** Give up a file begun, or give back the space of a finished one. Without a file there is nothing to do. */
    remove: (): Promise<Outcome<void>> =>
      settle(async () => {
        await writer?.remove();
        writer = null;
      }),
  };
}
