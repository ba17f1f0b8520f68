import { fail } from "../../../src/fault.ts";
import type { Spool, SpoolRoom } from "./spool.ts";
import { openMemorySpool } from "./spool-memory.ts";

/** One folder a file below this one; a Web Lock of the folder's path tells that a writer is at work with it. */
const root = "spool";
const lockOf = (id: string) => `rasterloom/${root}/${id}`;
/** A writer that was just ended lets go within this. */
const leavingMs = 2000;
/** Writes of this size keep the file system busy rather than the calls to it. */
const bufferBytes = 4 * 2 ** 20;

/**
 * Places in the origin's private file system; where the browser gives none (private windows of some), in memory. Only
 * for a dedicated worker: files are written through sync access handles.
 */
export function privateRoom(): SpoolRoom {
  const held = new Map<string, () => void>();
  const take = async (id: string, patienceMs = 0): Promise<boolean> => {
    if (held.has(id)) return true;
    const release = await hold(lockOf(id), patienceMs);
    if (release) held.set(id, release);
    return release !== null;
  };
  const remove = async (top: FileSystemDirectoryHandle, id: string): Promise<void> => {
    if (!(await take(id))) return;
    await removeFolder(top, id).catch(ignoreMissing);
    held.get(id)?.();
    held.delete(id);
  };
  return {
    async enter(id) {
      const top = await openRoot();
      if (!top) return openMemorySpool;
      // The lock before the folder, so that nobody can find the folder without its lock.
      if (!(await take(id, leavingMs))) fail({ tag: "in-other-tab" });
      const folder = await top.getDirectoryHandle(id, { create: true }).catch(orStorageFull);
      return (name) => openOpfsSpool(folder, name);
    },
    async leave(id) {
      const top = await openRoot();
      if (top) await remove(top, id);
    },
    async clear(keep) {
      const top = await openRoot();
      if (!top) return;
      const names: string[] = [];
      for await (const name of top.keys()) names.push(name);
      for (const name of names) if (!held.has(name) && !keep.includes(name)) await remove(top, name);
    },
  };
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

/** How to give the lock back, which the browser does when this worker ends, however it ends; null when another has it. */
const hold = (name: string, patienceMs: number): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError")) resolve(null);
        else reject(error);
      });
  });

async function removeFolder(top: FileSystemDirectoryHandle, id: string): Promise<void> {
  const folder = await top.getDirectoryHandle(id);
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) await removeFile(folder, name);
  await top.removeEntry(id, { recursive: true });
}

/**
 * Emptied first: Chromium 156 keeps no record on disk of what access handles wrote, but subtracts the size of a file
 * it removes, and from its next start on counts 4 GB too many for the origin.
 */
async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  const access = await (await folder.getFileHandle(name)).createSyncAccessHandle();
  access.truncate(0);
  access.close();
  await folder.removeEntry(name);
}

const ignoreMissing = (error: unknown): void => {
  if (!(error instanceof DOMException && (error.name === "NotFoundError" || error.name === "NoModificationAllowedError"))) throw error;
};

const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === "QuotaExceededError";
/** Free is told as nothing: the browser's own estimate of it, which knows of no full disk, would contradict the fault. */
const storageFull = (needBytes: number): never => fail({ tag: "storage-full", needBytes, freeBytes: 0 });
/** Even an empty folder or file may find no room. */
const orStorageFull = (error: unknown): never => {
  if (isFull(error)) storageFull(bufferBytes);
  throw error;
};

async function openOpfsSpool(folder: FileSystemDirectoryHandle, name: string): Promise<Spool> {
  const handle = await folder.getFileHandle(name, { create: true }).catch(orStorageFull);
  const access = await handle.createSyncAccessHandle().catch(orStorageFull);
  let buffer: Uint8Array<ArrayBuffer> | null = null;
  let buffered = 0;
  let written = access.getSize();
  let open = true;

  const write = (bytes: Uint8Array<ArrayBuffer>) => {
    let count = 0;
    try {
      count = access.write(bytes, { at: written });
    } catch (error) {
      if (!isFull(error)) throw error;
    }
    // Instead of throwing, Firefox writes a part, and Chromium may return an error's number as the count (crbug 541725401).
    if (count !== bytes.length) storageFull(bytes.length);
    written += bytes.length;
  };
  const flush = () => {
    if (buffer && buffered > 0) write(buffer.subarray(0, buffered));
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
    flush,
    read(start, length) {
      flush();
      const bytes = new Uint8Array(Math.max(0, Math.min(length, written - start)));
      return bytes.subarray(0, access.read(bytes, { at: start }));
    },
    truncate(sizeBytes) {
      flush();
      access.truncate(sizeBytes);
      written = sizeBytes;
    },
    async close() {
      flush();
      buffer = null;
      access.flush();
      shut();
      return handle.getFile();
    },
    leave: shut,
    async remove() {
      shut();
      await removeFile(folder, name).catch(ignoreMissing);
    },
  };
}
