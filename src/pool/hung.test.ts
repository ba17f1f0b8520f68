import { expect, test } from "vitest";
import type { FilePlan } from "../layer/file-plan.ts";
import { Patience } from "./hung.ts";
import { lastingWriter, type WriterThread } from "./hung-writer.ts";

test("a computer that slept has waited for nobody", () => {
  let now = 0;
  const patience = new Patience(8000, () => now);
  now = 900;
  expect(patience.passed()).toBe(900);
  now = 3_600_000;
  expect(patience.passed()).toBe(2000);
});

test("patience doubles with every worker that was lost, and grows with what was once waited for", () => {
  const patience = new Patience(100);
  expect([patience.isLost(101, 0), patience.isLost(101, 1), patience.isLost(201, 1)]).toEqual([true, false, true]);
  expect([patience.isStuck(299, 0), patience.isStuck(301, 0)]).toEqual([false, true]);
  patience.cameAfter(80);
  expect([patience.isLost(319, 0), patience.isLost(321, 0)]).toEqual([false, true]);
});

/** Writers that answer until they are told to hang; each call tells which of them took it. */
function threads() {
  const ended: number[] = [];
  let count = 0;
  const hanging = new Set<number>();
  const spawn = (): WriterThread => {
    const me = count++;
    const answer = <T>(value: T) => (hanging.has(me) ? new Promise<never>(() => {}) : Promise.resolve(value));
    const thread = { ping: () => answer(true), begin: () => answer({ ok: true, value: me }), terminate: () => void ended.push(me) };
    // The test calls nothing but these.
    return thread as unknown as WriterThread;
  };
  return { spawn, ended, hanging };
}
const plan = {} as FilePlan;

test("calls of a writer that hangs fail, and the next writer takes those that follow", async () => {
  const { spawn, ended, hanging } = threads();
  const writer = lastingWriter(spawn, 40);
  expect(await writer.begin("a", plan)).toEqual({ ok: true, value: 0 });
  hanging.add(0);
  const faults = await Promise.all(["b", "c"].map((id) => writer.begin(id, plan).catch((error) => error.fault)));
  expect(faults).toEqual(["b", "c"].map(() => ({ tag: "worker-lost", task: "write", tries: 1 })));
  expect(ended).toEqual([0]);
  expect(await writer.begin("d", plan)).toEqual({ ok: true, value: 1 });
});
