import { type Remote, transfer, wrap } from "comlink";
import type { TileApi } from "../../workers/api.ts";
import type { WriterApi } from "../../workers/tiff/write/writer-api.ts";
import type { TilePort, WriterPort } from "./port.ts";

/** A tile worker on a thread of its own. */
export function spawnTileWorker(): TilePort {
  const worker = new Worker(new URL("../../workers/tile.worker.ts", import.meta.url), { type: "module" });
  const remote: Remote<TileApi> = wrap<TileApi>(worker);
  // A comlink remote answers every method of the api with a promise, which is what TilePort says; its own type hides that behind conditionals.
  const port = remote as unknown as TilePort;
  return new Proxy(port, { get: (target, name) => (name === "terminate" ? () => worker.terminate() : Reflect.get(target, name)) });
}

/** The writer of this tab's files, on a thread of its own. */
export function spawnWriter(): WriterPort {
  const worker = new Worker(new URL("../../workers/writer.worker.ts", import.meta.url), { type: "module" });
  const remote = wrap<WriterApi>(worker);
  return {
    begin: (id, plan) => remote.begin(id, plan),
    append: (id, level, block, encoded) => {
      const buffers = [...encoded.parts, ...(encoded.mask ? [encoded.mask] : [])].map((bytes) => bytes.buffer);
      return remote.append(id, level, block, transfer(encoded, buffers));
    },
    finish: (id, metadata) => remote.finish(id, metadata),
    remove: (id) => remote.remove(id),
  };
}
