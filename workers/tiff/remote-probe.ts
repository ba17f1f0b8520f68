import type { RemoteFile } from "../../src/layer/scene.ts";
import { askRange, askSize, bodyOf, patiently, refuse, wholeLimitBytes } from "./remote-request.ts";
import { headBytes, headOf } from "./remote-source.ts";

/** What stands at an address: a file of which parts can be had, with its first bytes, or (from a server that gives only all) its bytes. */
export type Remote =
  | { readonly kind: "ranges"; readonly file: RemoteFile; readonly head: Uint8Array<ArrayBuffer> }
  | { readonly kind: "whole"; readonly bytes: Blob };

/**
 * Look at the first bytes of a file. Where the server knows no ranges, a file up to `limitBytes` is read whole, and a larger one
 * not at all where its size is told. Faults: `remote`.
 */
export const probe = (address: string, limitBytes = wholeLimitBytes): Promise<Remote> => patiently(() => probeOnce(address, limitBytes));

async function probeOnce(address: string, limitBytes: number): Promise<Remote> {
  const { response, sizeBytes, etag, lastModified } = await askRange(address, { offset: 0, length: headBytes }, false);
  if (response.status === 200) {
    const isTooLarge = sizeBytes !== null && sizeBytes > limitBytes;
    if (isTooLarge) await response.body?.cancel();
    const bytes = isTooLarge ? null : await bodyOf(address, response, limitBytes);
    return bytes ? { kind: "whole", bytes: new Blob([bytes]) } : refuse(address, { kind: "no-ranges", sizeBytes, limitBytes });
  }
  const head = (await bodyOf(address, response, headBytes)) ?? refuse(address, { kind: "cut-off" });
  const size = sizeBytes ?? (head.length < headBytes ? head.length : await askSize(address));
  if (size === null) return refuse(address, { kind: "no-size" });
  if (head.length !== Math.min(headBytes, size)) return refuse(address, { kind: "cut-off" });
  return { kind: "ranges", file: { address, sizeBytes: size, etag, lastModified, head: await headOf([head]) }, head };
}
