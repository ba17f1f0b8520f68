import type { TileApi } from "../../workers/api.ts";
import type { WriterApi } from "../../workers/tiff/write/writer-api.ts";

/** One tile worker as the pool sees it. Methods that answer nothing may answer late. */
export type TilePort = { readonly [Name in keyof TileApi]: (...args: Parameters<TileApi[Name]>) => Promise<Awaited<ReturnType<TileApi[Name]>>> } & {
  /** End the thread; calls under way never answer. */
  terminate(): void;
};

/** The one writer of files, on a thread of its own: it alone holds the spools. `append` takes the block's buffers over. */
export type WriterPort = WriterApi;
