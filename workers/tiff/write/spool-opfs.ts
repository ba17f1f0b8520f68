import { type Fault, fail } from "../../../src/fault.ts";
import type { OpenSpool, Spool } from "./spool.ts";
import { openMemorySpool } from "./spool-memory.ts";

/** One folder a session below this one; a Web Lock of the folder's path tells that its tab is alive. */
const root = "spool";
const lockOf = (session: string) => `rasterloom/${root}/${session}`;
/** Writes of this size keep the file system busy rather than the calls to it. */
const bufferBytes = 4 * 2 ** 20;

/**
 * Spools in the origin's private file system, in a folder of this session; where the browser gives none (private
 * windows of some), in memory. Folders whose tab is gone are removed first. Only for a dedicated worker: files are
 * written through sync access handles.
 */
export async function openSpoolFolder(session: string): Promise<OpenSpool> {
  const top = await openRoot();
  if (!top) return openMemorySpool;
  // The lock before the folder, so that nobody can find the folder without its lock.
  await holdForever(lockOf(session));
  await removeStale(top);
  const folder = await top.getDirectoryHandle(session, { create: true });
  return (name) => openOpfsSpool(folder, name);
}

async function openRoot(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(root, { create: true });
  } catch (error) {
    // No private file system here, or not for this window: "SecurityError", "InvalidStateError", or no such method at all.
    if (error instanceof TypeError || (error instanceof DOMException && (error.name === "SecurityError" || error.name === "InvalidStateError"))) return null;
    throw error;
  }
}

/** Resolves once the lock is held; the browser frees it when this worker ends, however it ends. */
const holdForever = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });

async function removeStale(top: FileSystemDirectoryHandle): Promise<void> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const alive = new Set([...held, ...pending].map((lock) => lock.name));
  for await (const session of top.keys()) {
    if (alive.has(lockOf(session))) continue;
    // Another tab may be removing the same folder at this moment; whoever comes second finds nothing left to do.
    await top.removeEntry(session, { recursive: true }).catch(ignoreMissing);
  }
}

const ignoreMissing = (error: unknown): void => {
  if (!(error instanceof DOMException && (error.name === "NotFoundError" || error.name === "NoModificationAllowedError"))) throw error;
};

async function openOpfsSpool(folder: FileSystemDirectoryHandle, name: string): Promise<Spool> {
  const handle = await folder.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  access.truncate(0);
  let buffer: Uint8Array<ArrayBuffer> | null = null;
  let buffered = 0;
  let written = 0;
  let open = true;

  const write = (bytes: Uint8Array<ArrayBuffer>) => {
    // The browser's own estimate of what is free would contradict it here: a full disk is not in it.
    const full: Fault = { tag: "storage-full", needBytes: bytes.length, freeBytes: 0 };
    try {
      // Private windows of Chromium do not throw: they write a part and return the error's number as a count.
      if (access.write(bytes, { at: written }) !== bytes.length) fail(full);
    } catch (error) {
      if (error instanceof DOMException && error.name === "QuotaExceededError") fail(full);
      throw error;
    }
    written += bytes.length;
  };
  const flush = () => {
    if (buffer) write(buffer.subarray(0, buffered));
    buffered = 0;
  };
  const shut = () => {
    if (open) access.close();
    open = false;
  };

  return {
    get sizeBytes() {
      return written + buffered;
    },
    append(bytes) {
      const start = written + buffered;
      if (buffered + bytes.length > bufferBytes) flush();
      if (bytes.length > bufferBytes) write(bytes);
      else {
        buffer ??= new Uint8Array(bufferBytes);
        buffer.set(bytes, buffered);
        buffered += bytes.length;
      }
      return start;
    },
    async close() {
      flush();
      buffer = null;
      access.flush();
      shut();
      return handle.getFile();
    },
    async remove() {
      shut();
      await folder.removeEntry(name).catch(ignoreMissing);
    },
  };
}
