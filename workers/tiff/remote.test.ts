import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { faultOf, type RemoteProblem } from "../../src/fault.ts";
import { portSource, serveBytes } from "./remote-port.ts";
import { probe } from "./remote-probe.ts";
import { BlockStore, remoteSource } from "./remote-source.ts";

const file = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);

interface Habits {
  readonly knowsRanges?: boolean;
  readonly tellsSize?: boolean;
  readonly status?: number;
  etag?: string;
  bytes?: Uint8Array;
  /** So many answers are refused as busy, or broken off, before one is given. */
  busy?: number;
  broken?: number;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server of one file on a free port, its address, and the ranges that it was asked for. */
async function serving(habits: Habits): Promise<{ readonly address: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const bytes = habits.bytes ?? file;
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    asked.push(request.method === "HEAD" ? "HEAD" : `${from}-${to}`);
    if (habits.busy) {
      habits.busy--;
      return response.writeHead(503).end();
    }
    if (habits.status) return response.writeHead(habits.status).end();
    const version = habits.etag ? { etag: habits.etag } : {};
    if (from === undefined || habits.knowsRanges === false) {
      response.writeHead(200, habits.tellsSize === false ? version : { ...version, "content-length": bytes.length });
      return response.end(request.method === "HEAD" ? undefined : bytes);
    }
    const end = Math.min(bytes.length, Number(to) + 1);
    const total = habits.tellsSize === false ? "*" : bytes.length;
    if (habits.broken) {
      habits.broken--;
      response.writeHead(206, { "content-length": end - Number(from) });
      return response.write(bytes.subarray(Number(from), Number(from) + 10), () => response.destroy());
    }
    response.writeHead(206, { ...version, "content-range": `bytes ${from}-${end - 1}/${total}` });
    return response.end(bytes.subarray(Number(from), end));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.tif`, asked };
}

async function sourceAt(habits: Habits) {
  const { address, asked } = await serving(habits);
  const found = await probe(address);
  if (found.kind !== "ranges") throw new Error("the server knows ranges");
  return { source: remoteSource(found.file, new BlockStore(), found.head), asked, file: found.file };
}

const problemOf = async (work: Promise<unknown>): Promise<RemoteProblem | string> => {
  const fault = faultOf(await work.catch((error: unknown) => error));
  return fault.tag === "remote" ? fault.problem : fault.tag;
};

test("any part of a remote file is the same part of the file, through a port too", async () => {
  const { source, file: remote } = await sourceAt({});
  const { port1, port2 } = new MessageChannel();
  serveBytes(port1, source);
  const far = portSource(port2, remote);
  await fc.assert(
    fc.asyncProperty(fc.nat(310_000), fc.nat(60_000), async (offset, length) => {
      const want = file.slice(offset, offset + length);
      for (const one of [source, far]) expect(Buffer.compare(await one.read(offset, length), want)).toBe(0);
    }),
    { numRuns: 25 },
  );
  port1.close();
  port2.close();
});

test("what was read is not asked for again, neighbours of one moment are asked for together, and nothing else is read", async () => {
  const { source, asked } = await sourceAt({});
  await source.read(0, 100);
  expect(asked).toEqual(["0-32767"]);
  await Promise.all([source.read(100_000, 10), source.read(120_000, 10), source.read(250_000, 10), source.read(100_500, 10)]);
  await source.read(110_000, 1000);
  expect(asked.slice(1)).toEqual(["98304-131071", "245760-262143"]);
});

test("a busy server is asked again, and so is one whose answer breaks off", async () => {
  const habits: Habits = { busy: 1 };
  const { source } = await sourceAt(habits);
  Object.assign(habits, { busy: 1, broken: 1 });
  expect(await source.read(200_000, 3)).toEqual(file.slice(200_000, 200_003));
  expect(habits).toEqual({ busy: 0, broken: 0 });
});

test("hundreds of parts asked for at once all come", async () => {
  const { source } = await sourceAt({});
  // Far enough apart to be requests of their own.
  const places = Array.from({ length: 5 }, (_, i) => i * 70_000);
  const all = await Promise.all(Array.from({ length: 200 }, (_, i) => source.read(places[i % 5]! + i, 5)));
  for (const [i, part] of all.entries()) expect(part).toEqual(file.slice(places[i % 5]! + i, places[i % 5]! + i + 5));
});

test("a file that becomes another one is noticed by its version, its size or its first bytes", async () => {
  const changed = Uint8Array.from(file).fill(1, 0, 10);
  const ways: readonly (readonly [Habits, Partial<Habits>])[] = [
    [{ etag: '"a"' }, { etag: '"b"' }],
    [{}, { bytes: file.subarray(0, 299_999) }],
    [{}, { bytes: changed }],
  ];
  for (const [habits, change] of ways) {
    const { file: known } = await sourceAt(habits);
    const source = remoteSource(known, new BlockStore());
    Object.assign(habits, change);
    expect(await problemOf(source.read(200_000, 10))).toEqual({ kind: "changed" });
  }
});

test("a server without ranges gives a small file whole, and a large one not at all", async () => {
  const { address } = await serving({ knowsRanges: false });
  const found = await probe(address);
  expect(found.kind === "whole" && Buffer.compare(new Uint8Array(await found.bytes.arrayBuffer()), file)).toBe(0);
  expect(await problemOf(probe(address, 1000))).toEqual({ kind: "no-ranges", sizeBytes: 300_000, limitBytes: 1000 });
  const silent = await serving({ knowsRanges: false, tellsSize: false });
  expect(await problemOf(probe(silent.address, 1000))).toEqual({ kind: "no-ranges", sizeBytes: null, limitBytes: 1000 });
});

test("what the server says is told: no such file, no size, nobody there", async () => {
  expect(await problemOf(probe((await serving({ status: 404 })).address))).toEqual({ kind: "status", status: 404 });
  expect(await problemOf(probe((await serving({ tellsSize: false })).address))).toEqual({ kind: "no-size" });
  const { address } = await serving({});
  for (const close of open.splice(0)) close();
  expect(await problemOf(probe(address))).toEqual({ kind: "unreachable" });
});
