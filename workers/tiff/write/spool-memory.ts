import type { Spool } from "./spool.ts";

/** A spool in memory, for tests and for browsers without a private file system. */
export async function openMemorySpool(): Promise<Spool> {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  return {
    get sizeBytes() {
      return size;
    },
    append(bytes) {
      const start = size;
      parts.push(bytes);
      size += bytes.length;
      return start;
    },
    close: async () => new Blob(parts),
    remove: async () => {
      parts = [];
    },
  };
}
