import type { TileApi } from "../../workers/api.ts";
import type { RemoteApi } from "../../workers/remote-api.ts";
import type { WriterApi } from "../../workers/tiff/write/writer-api.ts";
import type { RemoteFile } from "../layer/scene.ts";

/** One tile worker as the pool sees it. After `terminate`, calls under way never answer. */
export type TilePort = TileApi & { terminate(): void };

/** The one reader of files at addresses. */
export interface RemotePort extends Pick<RemoteApi, "probe"> {
  /** A way to the bytes of a file, to be given to one worker. */
  channel(file: RemoteFile): MessagePort;
}

/** The one writer of files, on a thread of its own: it alone holds the spools. `append` takes the block's buffers over. */
export type WriterPort = WriterApi;
