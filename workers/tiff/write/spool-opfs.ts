import { fail } from "../../../src/fault.ts";
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
  const folder = await top.getDirectoryHandle(session, { create: true }).catch(orStorageFull);
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
  for await (const [session, entry] of top.entries()) {
    if (alive.has(lockOf(session)) || !(entry instanceof FileSystemDirectoryHandle)) continue;
    // Another tab may be removing the same folder at this moment; whoever comes second finds nothing left to do.
    await removeFolder(top, session, entry).catch(ignoreMissing);
  }
}

async function removeFolder(top: FileSystemDirectoryHandle, session: string, folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) await removeFile(folder, name);
  await top.removeEntry(session, { recursive: true });
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
  access.truncate(0);
  let buffer: Uint8Array<ArrayBuffer> | null = null;
  let buffered = 0;
  let written = 0;
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
      await removeFile(folder, name).catch(ignoreMissing);
    },
  };
}
