import type { Spool, SpoolRoom } from "./spool.ts";

/** From here on bytes go into a Blob, which the browser may move out of memory. */
const blobBytes = 16 * 2 ** 20;

/** A spool without files: for tests, and for browsers without a private file system. It is empty at first and cannot be read back. */
export async function openMemorySpool(): Promise<Spool> {
  let blobs: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let partBytes = 0;
  let size = 0;
  const empty = () => {
    blobs = [];
    parts = [];
    partBytes = 0;
    size = 0;
  };
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
    flush: () => {},
    read: () => new Uint8Array(),
    truncate: empty,
    close: async () => new Blob([...blobs, ...parts]),
    leave: () => {},
    remove: async () => empty(),
  };
}

/** Places for files in memory: each is empty when it is entered. */
export const memoryRoom: SpoolRoom = {
  enter: async () => openMemorySpool,
  leave: async () => {},
  clear: async () => {},
};
