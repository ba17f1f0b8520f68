import type { TileApi } from "../../workers/api.ts";
import type { WriterApi } from "../../workers/tiff/write/writer-api.ts";

/** One tile worker as the pool sees it. After `terminate`, calls under way never answer. */
export type TilePort = TileApi & { terminate(): void };

/** The one writer of files, on a thread of its own: it alone holds the spools. `append` takes the block's buffers over. */
export type WriterPort = WriterApi;
