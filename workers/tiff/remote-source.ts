import type { RemoteFile } from "../../src/layer/scene.ts";
import { readRange, refuse } from "./remote-request.ts";
import type { ByteSource } from "./source.ts";

/** A file is read in blocks of this size, at multiples of it. */
const blockBytes = 16_384;
/** So many blocks between two wanted ones are read along rather than asking twice. */
const gapBlocks = 2;
/** One request asks for no more: 1 MB. */
const mostBlocks = 64;

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}

/** Blocks of remote files under a budget, those used longest ago leaving first. */
export class BlockStore {
  private readonly held = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly count = 4096) {}

  /** The block if it is here or on its way; it is then the one used last. */
  get(name: string): Promise<Uint8Array> | undefined {
    const found = this.held.get(name);
    if (found) {
      this.held.delete(name);
      this.held.set(name, found);
    }
    return found;
  }

  /** A block that fails to come is forgotten. */
  put(name: string, block: Promise<Uint8Array>): Promise<Uint8Array> {
    this.held.set(name, block);
    block.catch(() => this.held.delete(name));
    if (this.held.size > this.count) this.held.delete(this.held.keys().next().value!);
    return block;
  }
}

/**
 * The bytes of a file at an address, by HTTP ranges. Only blocks that are asked for are read, each once while the store has it;
 * questions of one moment that lie side by side are one request. `known` are the file's first bytes, if they were read before.
 * What is read is a copy of the caller's own. Faults: `remote`.
 */
export function remoteSource(file: RemoteFile, store: BlockStore, known = new Uint8Array(0)): ByteSource {
  const { address, sizeBytes, etag, lastModified, head } = file;
  const name = [address, sizeBytes, etag, lastModified, head].join("\n");
  const wanted = new Map<number, Waiting>();
  let isDue = false;
  let verified: Promise<void> | null = null;

  const block = (index: number): Promise<Uint8Array> =>
    store.get(`${name}\n${index}`) ??
    store.put(
      `${name}\n${index}`,
      new Promise((resolve, reject) => {
        wanted.set(index, { resolve, reject });
        if (isDue) return;
        isDue = true;
        // What is asked until the other tasks of this moment have had their turn goes together.
        setTimeout(ask);
      }),
    );

  const ask = () => {
    isDue = false;
    const all = new Map(wanted);
    wanted.clear();
    for (const run of runs([...all.keys()])) void fetchRun(run, all);
  };

  const fetchRun = async ({ first, last }: Run, asked: ReadonlyMap<number, Waiting>) => {
    const offset = first * blockBytes;
    const length = Math.min(sizeBytes, (last + 1) * blockBytes) - offset;
    try {
      const bytes = await readRange(file, { offset, length });
      for (let index = first; index <= last; index++) {
        const part = bytes.slice((index - first) * blockBytes, (index - first + 1) * blockBytes);
        const waiting = asked.get(index);
        if (waiting) waiting.resolve(part);
        else if (!store.get(`${name}\n${index}`)) void store.put(`${name}\n${index}`, Promise.resolve(part));
      }
    } catch (error) {
      for (let index = first; index <= last; index++) asked.get(index)?.reject(error);
    }
  };

  /** Servers that tell no version are caught by the first bytes. */
  const verify = async () => {
    if ((await headOf(await Promise.all(headBlocks(sizeBytes).map(block)))) !== head) refuse(address, { kind: "changed" });
  };

  for (let at = 0; at < known.length; at += blockBytes) void store.put(`${name}\n${at / blockBytes}`, Promise.resolve(known.slice(at, at + blockBytes)));
  return {
    size: sizeBytes,
    remote: file,
    async read(offset, length) {
      const end = Math.min(offset + length, sizeBytes);
      if (offset >= end) return new Uint8Array(0);
      verified ??= verify();
      const first = Math.floor(offset / blockBytes);
      const count = Math.floor((end - 1) / blockBytes) - first + 1;
      const [parts] = await Promise.all([Promise.all(Array.from({ length: count }, (_, i) => block(first + i))), verified]);
      const out = new Uint8Array(end - offset);
      for (const [i, part] of parts.entries()) {
        const start = (first + i) * blockBytes - offset;
        out.set(part.subarray(Math.max(0, -start), end - offset - start), Math.max(0, start));
      }
      return out;
    },
  };
}

/** Blocks that a file is told by: all geographic headers start there. */
const headCount = 2;
export const headBytes = headCount * blockBytes;
const headBlocks = (sizeBytes: number): number[] => Array.from({ length: Math.min(headCount, Math.ceil(sizeBytes / blockBytes)) }, (_, i) => i);

/** What the first bytes of a file are told by. */
export async function headOf(parts: readonly Uint8Array[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await new Blob([...parts] as BlobPart[]).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Blocks as few runs of neighbours. */
function runs(blocks: readonly number[]): Run[] {
  const out: { first: number; last: number }[] = [];
  for (const index of [...blocks].sort((l, r) => l - r)) {
    const open = out.at(-1);
    if (open && index - open.last <= gapBlocks + 1 && index - open.first < mostBlocks) open.last = index;
    else out.push({ first: index, last: index });
  }
  return out;
}
