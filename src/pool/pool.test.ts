import { expect, test, vi } from "vitest";
import type { TaskBody } from "../../workers/task.ts";
import type { Outcome } from "../fault.ts";
import { WEB_MERCATOR } from "../grid/crs.ts";
import type { NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { Pool } from "./pool.ts";
import type { TilePort } from "./port.ts";

const grid = { crs: WEB_MERCATOR, affine: [1, 0, 0, 0, -1, 0] as const, cols: 8, rows: 8 };
const extent = { west: 0, south: -8, east: 8, north: 0 };
const node: LayerNode = {
  kind: "scenes",
  id: "n" as NodeId,
  scenes: [],
  meta: {
    kind: "raster",
    rasters: [{ name: "a", grid, extent, instant: null }],
    tileCols: 4,
    tileRows: 4,
    cellType: "uint8",
    nodata: null,
    bands: [],
    palette: null,
    zoom: null,
  },
};
const taskFor = (col: number): TaskBody => ({ kind: "fold", node: node.id, fold: "count", params: {}, keys: [{ raster: 0, level: 0, col, row: 0 }] });
const colOf = (body: TaskBody) => (body.kind === "fold" ? body.keys[0]!.col : -1);

/** A worker that answers when told to; `started` lists the columns in the order they came. */
function scriptedPorts() {
  const started: number[] = [];
  const ends = new Map<number, () => void>();
  const cancelled: string[] = [];
  const terminated: number[] = [];
  let spawned = 0;
  const spawn = (): TilePort => {
    const me = spawned++;
    let dead = false;
    const answer = <T>(value: T) => (dead ? new Promise<T>(() => {}) : Promise.resolve(value));
    const port = {
      pulse: () => answer({}),
      define: () => answer(undefined),
      attach: () => answer(undefined),
      setPersisted: () => answer(undefined),
      cancel: (id: string) => answer(void cancelled.push(id)),
      run: (_id: string, body: TaskBody) => {
        started.push(colOf(body));
        return new Promise<Outcome<unknown>>((resolve) => {
          const report = { result: colOf(body), timings: { read: 1 } };
          ends.set(colOf(body), () => !dead && resolve({ ok: true, value: report }));
        });
      },
      terminate: () => {
        dead = true;
        terminated.push(me);
      },
    };
    // The pool calls nothing but these of a port.
    return port as unknown as TilePort;
  };
  return { spawn, started, ends, cancelled, terminated };
}

test("the most urgent task goes first, by what is urgent when a worker is free", async () => {
  const ports = scriptedPorts();
  const pool = new Pool({ size: 1, spawn: ports.spawn });
  const urgency = new Map([
    [2, 5],
    [3, 1],
    [4, 9],
  ]);
  const all = [0, 1, 2, 3, 4].map((col) => pool.run(node, taskFor(col), { priority: () => urgency.get(col) ?? 0 }));
  expect(ports.started).toEqual([0, 1]);
  urgency.set(4, 0);
  for (const col of [0, 1, 4, 3, 2]) {
    await vi.waitFor(() => expect(ports.ends.has(col)).toBe(true));
    ports.ends.get(col)!();
    await vi.waitFor(() => expect(pool.tasksDone).toBeGreaterThan(0));
  }
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
  expect(ports.started.slice(2)).toEqual([4, 3, 2]);
  pool.close();
});

test("a queued task that is cancelled never starts, a running one is told to stop and both answer at once", async () => {
  const ports = scriptedPorts();
  const pool = new Pool({ size: 1, spawn: ports.spawn });
  const abort = new AbortController();
  const answers = [0, 1, 2].map((col) => pool.run(node, taskFor(col), { signal: abort.signal }).catch((error) => error.fault.tag));
  abort.abort();
  expect(await Promise.all(answers)).toEqual(["cancelled", "cancelled", "cancelled"]);
  expect(ports.started).toEqual([0, 1]);
  expect(ports.cancelled).toHaveLength(2);
  pool.close();
});

test("a silent worker is replaced and its task done by the next one", async () => {
  const ports = scriptedPorts();
  const pool = new Pool({ size: 1, spawn: ports.spawn, silenceMs: 40 });
  const answer = pool.run(node, taskFor(7));
  await vi.waitFor(() => expect(ports.started).toEqual([7]));
  // Its thread is gone: it answers neither the task nor a question.
  const member = ports.terminated.length;
  Reflect.get(pool, "members")[0].port.pulse = () => new Promise(() => {});
  await vi.waitFor(() => expect(ports.terminated.length).toBe(member + 1), { timeout: 2000 });
  await vi.waitFor(() => expect(ports.started).toEqual([7, 7]));
  ports.ends.get(7)!();
  expect(await answer).toBe(7);
  pool.close();
});

test("a task that loses three workers fails and names itself", async () => {
  const ports = scriptedPorts();
  const spawn = () => ({ ...ports.spawn(), pulse: () => new Promise<Readonly<Record<string, number>>>(() => {}) }) as TilePort;
  const pool = new Pool({ size: 1, spawn, silenceMs: 20 });
  const fault = await pool.run(node, taskFor(1)).catch((error) => error.fault);
  expect(fault).toEqual({ tag: "worker-lost", task: "fold", tries: 3 });
  pool.close();
});

test("tasks of one place go to one worker while both have work", async () => {
  const ports = scriptedPorts();
  const seen: number[][] = [[], []];
  let count = 0;
  const spawn = () => {
    const me = count++;
    const port = ports.spawn();
    const run = (id: string, body: TaskBody) => {
      seen[me]!.push(colOf(body));
      return port.run(id, body);
    };
    return { ...port, run } as TilePort;
  };
  const pool = new Pool({ size: 2, spawn });
  // The first four fill both workers before there is a queue to choose from.
  const all = Array.from({ length: 12 }, (_, col) => pool.run(node, taskFor(col), { place: col % 2 }));
  for (let col = 0; col < 12; col++) {
    await vi.waitFor(() => expect(ports.ends.has(col)).toBe(true));
    ports.ends.get(col)!();
  }
  await Promise.all(all);
  for (const [worker, cols] of seen.entries()) expect(cols.filter((col) => col % 2 !== worker && col > 3)).toEqual([]);
  pool.close();
});

test("a background task waits for an idle pool and gives way to other work", async () => {
  const ports = scriptedPorts();
  const pool = new Pool({ size: 1, spawn: ports.spawn });
  const work = pool.run(node, taskFor(0));
  const answers: string[] = [];
  const later = (col: number) =>
    pool.run(node, taskFor(col), { background: true }).then(
      () => answers.push(`${col} done`),
      (error) => answers.push(`${col} ${error.fault.tag}`),
    );
  const first = later(1);
  expect([ports.started, pool.isIdle]).toEqual([[0], false]);
  ports.ends.get(0)!();
  await work;
  await vi.waitFor(() => expect(ports.started).toEqual([0, 1]));
  expect(pool.isIdle).toBe(true);
  const urgent = pool.run(node, taskFor(2));
  await first;
  expect([answers, ports.cancelled.length]).toEqual([["1 cancelled"], 1]);
  await vi.waitFor(() => expect(ports.started).toEqual([0, 1, 2]));
  ports.ends.get(2)!();
  ports.ends.get(1)!();
  expect(await urgent).toBe(2);
  const second = later(3);
  await vi.waitFor(() => expect(ports.started).toEqual([0, 1, 2, 3]));
  ports.ends.get(3)!();
  await second;
  expect(answers).toEqual(["1 cancelled", "3 done"]);
  pool.close();
});

test("a task that does not go on while its thread answers is given to another worker, and the one beside it is not blamed", async () => {
  const ports = scriptedPorts();
  let beats = 0;
  // The first task of each worker hangs; whatever is beside it goes on.
  const spawn = () => ({ ...ports.spawn(), pulse: async () => ({ t0: 1, t1: ++beats }) }) as TilePort;
  const pool = new Pool({ size: 1, spawn, silenceMs: 40 });
  const both = [0, 1].map((col) => pool.run(node, taskFor(col)));
  await vi.waitFor(() => expect(ports.terminated).toEqual([0]), { timeout: 2000 });
  await vi.waitFor(() => expect(ports.started).toEqual([0, 1, 0, 1]));
  for (const end of ports.ends.values()) end();
  expect(await Promise.all(both)).toEqual([0, 1]);
  pool.close();
});

test("a worker that is slow but goes on is left alone", async () => {
  const ports = scriptedPorts();
  let beats = 0;
  const spawn = () => ({ ...ports.spawn(), pulse: async () => ({ t0: ++beats }) }) as TilePort;
  const pool = new Pool({ size: 1, spawn, silenceMs: 20 });
  const answer = pool.run(node, taskFor(3));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(ports.terminated).toEqual([]);
  ports.ends.get(3)!();
  expect(await answer).toBe(3);
  pool.close();
});

test("a call that loses its worker is made again by the next, and fails after three", async () => {
  const ports = scriptedPorts();
  let calls = 0;
  const kept = () => (++calls % 4 === 3 ? Promise.resolve({ ok: true, value: calls }) : new Promise(() => {}));
  const spawn = () => ({ ...ports.spawn(), pulse: () => new Promise(() => {}), tilesOf: kept, forgetNode: () => new Promise(() => {}) }) as unknown as TilePort;
  const pool = new Pool({ size: 1, spawn, silenceMs: 20 });
  expect(await pool.anyPort().tilesOf(node.id)).toEqual({ ok: true, value: 3 });
  expect(ports.terminated).toEqual([0, 1]);
  const fault = await pool
    .anyPort()
    .forgetNode(node.id)
    .catch((error) => error.fault);
  expect(fault).toEqual({ tag: "worker-lost", task: "forgetNode", tries: 3 });
  pool.close();
});

test("a cancelled task that hangs is not done again by the worker that comes after", async () => {
  const ports = scriptedPorts();
  const spawn = () => ({ ...ports.spawn(), pulse: () => new Promise(() => {}) }) as unknown as TilePort;
  const pool = new Pool({ size: 1, spawn, silenceMs: 20 });
  const abort = new AbortController();
  const cancelled = pool.run(node, taskFor(0), { signal: abort.signal }).catch((error) => error.fault.tag);
  abort.abort();
  expect(await cancelled).toBe("cancelled");
  const other = pool.run(node, taskFor(1));
  await vi.waitFor(() => expect(ports.terminated).toEqual([0]));
  await vi.waitFor(() => expect(ports.started).toEqual([0, 1, 1]));
  ports.ends.get(1)!();
  expect(await other).toBe(1);
  pool.close();
});
