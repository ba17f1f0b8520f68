import type { Spool } from "./spool.ts";

/** From here on bytes go into a Blob, which the browser may move out of memory. */
const blobBytes = 16 * 2 ** 20;

/** A spool without files: for tests, and for browsers without a private file system. */
export async function openMemorySpool(): Promise<Spool> {
  let blobs: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let partBytes = 0;
  let size = 0;
  return {
    get sizeBytes() {
      return size;
    },
    append(bytes) {
      const start = size;
      parts.push(bytes);
      size += bytes.length;
      partBytes += bytes.length;
      if (partBytes >= blobBytes) {
        blobs.push(new Blob(parts));
        parts = [];
        partBytes = 0;
      }
      return start;
    },
    close: async () => new Blob([...blobs, ...parts]),
    remove: async () => {
      blobs = [];
      parts = [];
    },
  };
}
