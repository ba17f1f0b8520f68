import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateSync } from "node:zlib";

/** The bytes of a file from one place up to another. */
export interface Served {
  readonly size: number;
  slice(from: number, to: number): Uint8Array;
}

export const servedBytes = (bytes: Uint8Array): Served => ({ size: bytes.length, slice: (from, to) => bytes.subarray(from, to) });

/** What a path gives and how; what is not named is 404. */
export interface Shelf {
  readonly file: Served;
  readonly cors: boolean;
  readonly ranges: boolean;
  etag?: string;
}

export interface RemoteServer {
  readonly address: string;
  /** Bytes of bodies sent, and requests answered, since `reset`. */
  sentBytes: number;
  requests: number;
  reset(): void;
  close(): Promise<void>;
}

/** A server of some files on a free port of this computer, which counts what it sends. */
export async function serveRemote(shelves: Readonly<Record<string, Shelf>>): Promise<RemoteServer> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const shelf = shelves[request.url ?? ""];
    const cors = shelf?.cors === false ? {} : { "access-control-allow-origin": "*", "access-control-expose-headers": "content-range, etag" };
    remote.requests++;
    if (request.method === "OPTIONS") return response.writeHead(204, { ...cors, "access-control-allow-headers": "range" }).end();
    if (!shelf) return response.writeHead(404, cors).end();
    const { file, etag } = shelf;
    const headers = { ...cors, ...(etag !== undefined && { etag }) };
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const isPart = shelf.ranges && from !== undefined;
    const start = isPart ? Number(from) : 0;
    const end = isPart ? Math.min(file.size, Number(to) + 1) : file.size;
    response.writeHead(isPart ? 206 : 200, {
      ...headers,
      "content-length": end - start,
      ...(isPart && { "content-range": `bytes ${start}-${end - 1}/${file.size}` }),
    });
    if (request.method === "HEAD") return response.end();
    // A file that is refused for its size must not be made here either.
    const body = file.slice(start, Math.min(end, start + 2 ** 24));
    remote.sentBytes += body.length;
    return response.end(body);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const remote: RemoteServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentBytes: 0,
    requests: 0,
    reset: () => Object.assign(remote, { sentBytes: 0, requests: 0 }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return remote;
}

const tile = 512;

/**
 * A Cloud Optimized BigTIFF of bytes, `side` cells wide and high, one metre each, in EPSG:3857, with overviews down to one tile. It is
 * nowhere whole: all its tiles hold the same noise of three bits around 100, so any part of it can be told.
 */
export function hugeCog(side: number): Served {
  let seed = 1;
  const noise = Uint8Array.from({ length: tile * tile }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return 97 + (seed >>> 29);
  });
  const block = deflateSync(noise);
  const sides = [side];
  while (sides.at(-1)! > tile) sides.push(Math.ceil(sides.at(-1)! / 2));
  const counts = sides.map((one) => Math.ceil(one / tile) ** 2);
  const plain = (start: number) => writeDirectories(sides, counts, block.length, start);
  const dataStart = plain(0).length;
  const head = plain(dataStart);
  return {
    size: dataStart + counts.reduce((l, r) => l + r, 0) * block.length,
    slice(from, to) {
      const out = new Uint8Array(to - from);
      for (let at = from; at < to; ) {
        const isHead = at < dataStart;
        const source = isHead ? head : block;
        const start = isHead ? at : (at - dataStart) % block.length;
        const part = source.subarray(start, Math.min(source.length, start + to - at));
        out.set(part, at - from);
        at += part.length;
      }
      return out;
    },
  };
}

type Field = readonly [tag: number, type: 3 | 4 | 12 | 16, values: readonly number[]];
const widths = { 3: 2, 4: 4, 12: 8, 16: 8 } as const;

/** Header and directories, largest image first; the tiles of the smallest come first in the file. */
function writeDirectories(sides: readonly number[], counts: readonly number[], blockBytes: number, dataStart: number): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0)];
  let at = 16;
  for (const [i, side] of sides.entries()) {
    const before = counts.slice(i + 1).reduce((l, r) => l + r, 0);
    const fields: Field[] = [
      [254, 4, [i === 0 ? 0 : 1]],
      [256, 4, [side]],
      [257, 4, [side]],
      [258, 3, [8]],
      [259, 3, [8]],
      [262, 3, [1]],
      [277, 3, [1]],
      [322, 3, [tile]],
      [323, 3, [tile]],
      [324, 16, Array.from({ length: counts[i]! }, (_, k) => dataStart + (before + k) * blockBytes)],
      [325, 4, Array.from({ length: counts[i]! }, () => blockBytes)],
    ];
    if (i === 0)
      fields.push(
        [33550, 12, [1, 1, 0]],
        [33922, 12, [0, 0, 0, 1_500_000, 5_800_000, 0]],
        [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 3857]],
      );
    const directory = writeDirectory(fields, at, i === sides.length - 1);
    parts.push(directory);
    at += directory.length;
  }
  const out = new Uint8Array(at);
  let to = 0;
  for (const part of parts) {
    out.set(part, to);
    to += part.length;
  }
  return out;
}

/** One directory with its long values behind it; the next one follows at once. */
function writeDirectory(fields: readonly Field[], at: number, isLast: boolean): Uint8Array {
  const sizes = fields.map(([, type, values]) => values.length * widths[type]);
  const tableBytes = 8 + fields.length * 20 + 8;
  const total = tableBytes + sizes.reduce((sum, size) => sum + (size > 8 ? Math.ceil(size / 8) * 8 : 0), 0);
  const view = new DataView(new ArrayBuffer(total));
  view.setBigUint64(0, BigInt(fields.length), true);
  let free = tableBytes;
  for (const [i, [tag, type, values]] of fields.entries()) {
    const entry = 8 + i * 20;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setBigUint64(entry + 4, BigInt(values.length), true);
    const isLong = sizes[i]! > 8;
    if (isLong) view.setBigUint64(entry + 12, BigInt(at + free), true);
    const start = isLong ? free : entry + 12;
    for (const [k, value] of values.entries()) {
      const place = start + k * widths[type];
      if (type === 3) view.setUint16(place, value, true);
      else if (type === 4) view.setUint32(place, value, true);
      else if (type === 12) view.setFloat64(place, value, true);
      else view.setBigUint64(place, BigInt(value), true);
    }
    if (isLong) free += Math.ceil(sizes[i]! / 8) * 8;
  }
  view.setBigUint64(8 + fields.length * 20, BigInt(isLast ? 0 : at + total), true);
  return new Uint8Array(view.buffer);
}
