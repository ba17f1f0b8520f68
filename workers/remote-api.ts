import { type Outcome, settle } from "../src/fault.ts";
import type { RemoteFile } from "../src/layer/scene.ts";
import { serveBytes } from "./tiff/remote-port.ts";
import { probe, type Remote } from "./tiff/remote-probe.ts";
import { BlockStore, remoteSource } from "./tiff/remote-source.ts";
import type { ByteSource } from "./tiff/source.ts";

/** What the one reader of remote files can do. It alone uses the network, and only for addresses that it is given. */
export type RemoteApi = ReturnType<typeof remoteApi>;

export function remoteApi() {
  const store = new BlockStore();
  const sources = new Map<string, ByteSource>();
  const sourceOf = (file: RemoteFile, head?: Uint8Array<ArrayBuffer>): ByteSource => {
    const name = JSON.stringify(file);
    const source = (head ? undefined : sources.get(name)) ?? remoteSource(file, store, head);
    sources.set(name, source);
    return source;
  };
  return {
    /** What stands at an address. */
    probe: (address: string): Promise<Outcome<Remote>> =>
      settle(async () => {
        const found = await probe(address);
        if (found.kind === "ranges") sourceOf(found.file, found.head);
        return found;
      }),

    /** Read a file for whoever asks at the other end of the port. */
    async serve(file: RemoteFile, port: MessagePort): Promise<void> {
      serveBytes(port, sourceOf(file));
    },
  };
}
