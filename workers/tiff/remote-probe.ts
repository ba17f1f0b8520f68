import type { RemoteFile } from "../../src/layer/scene.ts";
import { askRange, askSize, bodyOf, refuse, wholeLimitBytes } from "./remote-request.ts";
import { headBytes, headOf } from "./remote-source.ts";

/** What stands at an address: a file of which parts can be had, with its first bytes, or (from a server that gives only all) its bytes. */
export type Remote =
  | { readonly kind: "ranges"; readonly file: RemoteFile; readonly head: Uint8Array<ArrayBuffer> }
  | { readonly kind: "whole"; readonly bytes: Blob };

/**
 * Look at the first bytes of a file. Where the server knows no ranges, a file up to `wholeLimitBytes` is read whole, and nothing
 * is read of a larger one. Faults: `remote`.
 */
export async function probe(address: string, limitBytes = wholeLimitBytes): Promise<Remote> {
  const { response, sizeBytes, etag, lastModified } = await askRange(address, { offset: 0, length: headBytes }, false);
  if (response.status === 200) {
    if (sizeBytes === null || sizeBytes <= limitBytes) {
      const bytes = await readUpTo(address, response, limitBytes);
      if (bytes) return { kind: "whole", bytes };
    } else await response.body?.cancel();
    return refuse(address, { kind: "no-ranges", sizeBytes, limitBytes });
  }
  const head = await bodyOf(address, response);
  const size = sizeBytes ?? (head.length < headBytes ? head.length : await askSize(address));
  if (size === null) return refuse(address, { kind: "no-size" });
  if (head.length !== Math.min(headBytes, size)) return refuse(address, { kind: "cut-off" });
  return { kind: "ranges", file: { address, sizeBytes: size, etag, lastModified, head: await headOf([head]) }, head };
}

/** The whole body, or null once it grows over the limit. */
async function readUpTo(address: string, response: Response, limitBytes: number): Promise<Blob | null> {
  const parts: BlobPart[] = [];
  let total = 0;
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      total += next.value.length;
      if (total > limitBytes) {
        await reader?.cancel();
        return null;
      }
      parts.push(next.value);
    }
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return refuse(address, { kind: "cut-off" });
    throw error;
  }
  return new Blob(parts);
}
