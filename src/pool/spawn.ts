import { type Remote, transfer, wrap } from "comlink";
import type { TileApi } from "../../workers/api.ts";
import type { RemoteApi } from "../../workers/remote-api.ts";
import type { WriterApi } from "../../workers/tiff/write/writer-api.ts";
import type { WriterThread } from "./hung-writer.ts";
import type { RemotePort, TilePort } from "./port.ts";

/** A tile worker on a thread of its own. */
export function spawnTileWorker(): TilePort {
  const worker = new Worker(new URL("../../workers/tile.worker.ts", import.meta.url), { type: "module" });
  const remote: Remote<TileApi> = wrap<TileApi>(worker);
  // A comlink remote answers every method of the api with a promise, which is what TilePort says; its own type hides that behind conditionals.
  const port = remote as unknown as TilePort;
  const own: Pick<TilePort, "terminate" | "attach" | "openRemote"> = {
    terminate: () => worker.terminate(),
    attach: (meta, bytes) => port.attach(meta, bytes instanceof MessagePort ? transfer(bytes, [bytes]) : bytes),
    openRemote: (name, file, way) => port.openRemote(name, file, transfer(way, [way])),
  };
  return new Proxy(port, { get: (target, name) => Reflect.get(name in own ? own : target, name) });
}

/** The reader of files at addresses, on a thread of its own. */
export function spawnRemote(): RemotePort {
  const worker = new Worker(new URL("../../workers/remote.worker.ts", import.meta.url), { type: "module" });
  const remote = wrap<RemoteApi>(worker);
  return {
    probe: (address) => remote.probe(address),
    channel(file) {
      const { port1, port2 } = new MessageChannel();
      void remote.serve(file, transfer(port2, [port2]));
      return port1;
    },
  };
}

/** A writer of files, on a thread of its own. */
export function spawnWriter(): WriterThread {
  const worker = new Worker(new URL("../../workers/writer.worker.ts", import.meta.url), { type: "module" });
  const remote = wrap<WriterApi>(worker);
  return {
    ping: () => remote.ping(),
    begin: (id, plan, lasts) => remote.begin(id, plan, lasts),
    logged: (id, plan) => remote.logged(id, plan),
    resume: (id, plan) => remote.resume(id, plan),
    append: (id, level, block, encoded) => {
      const buffers = [...encoded.parts, ...(encoded.mask ? [encoded.mask] : [])].map((bytes) => bytes.buffer);
      return remote.append(id, level, block, transfer(encoded, buffers));
    },
    finish: (id, metadata) => remote.finish(id, metadata),
    remove: (id) => remote.remove(id),
    clear: (keep) => remote.clear(keep),
    terminate: () => worker.terminate(),
  };
}
