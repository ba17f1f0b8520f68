import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { Lab } from "../script/conformance/lab.ts";
import type { RasterLayer } from "../script/raster-layer.ts";
import { followDocument } from "./derive.ts";
import { addStep, setParams } from "./edit-steps.ts";
import { followMeasurements } from "./measure.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";

const lab = await Lab.open();
afterAll(() => lab.close());

let stop: (() => void)[] = [];
beforeEach(() => {
  for (const end of stop) end();
  session.setState(session.getInitialState());
  stop = [followDocument(), followMeasurements()];
});

/** A repeatable stand-in for chance: 0 to 1. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const edge = 300;
const layerOf = (valueAt: (i: number) => number): Promise<RasterLayer> =>
  lab.cut({ cells: Array.from({ length: edge }, (_, row) => Array.from({ length: edge }, (_cell, col) => valueAt(row * edge + col))) }, "float64", 100, 100);

const ranked = (values: readonly number[], count: number) => {
  const sorted = [...values].sort((l, r) => l - r);
  return Array.from({ length: count }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / count) - 1]!);
};

test("quantiles of more values than are counted one by one are exact", async () => {
  const next = chance(7);
  const values = Array.from({ length: edge * edge }, () => next() ** 3 * 1000);
  const layer = await layerOf((i) => values[i]!);
  expect(await layer.getBreaks("quantile", 7)).toEqual(ranked(values, 7));
  expect(await layer.getQuantileBreaks(10)).toEqual(ranked(values, 10));
});

test("a few values far out do not blur the quantiles of the rest", async () => {
  const next = chance(11);
  const values = Array.from({ length: edge * edge }, (_, i) => (i === 5 ? 1e30 : i === 6 ? -1e30 : next()));
  const layer = await layerOf((i) => values[i]!);
  expect(await layer.getBreaks("quantile", 5)).toEqual(ranked(values, 5));
});

test("natural breaks of many values fall into the gaps between them", async () => {
  const next = chance(3);
  const layer = await layerOf((i) => (i % 3) * 100 + next());
  const limits = await layer.getBreaks("naturalBreaks", 3);
  expect(limits.map(Math.floor)).toEqual([1, 101, 200]);
});

test("equal intervals and deviations are those of all cells", async () => {
  const layer = await layerOf((i) => i % 101);
  expect(await layer.getBreaks("equalInterval", 4)).toEqual([25, 50, 75, 100]);
  const [first, second] = await layer.getBreaks("deviations", 4);
  const values = Array.from({ length: edge * edge }, (_, i) => i % 101);
  const mean = values.reduce((l, r) => l + r) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  expect(first).toBeCloseTo(mean - deviation, 10);
  expect(second).toBeCloseTo(mean, 10);
});

test("a layer without values has no limits", async () => {
  const layer = await layerOf(() => Number.NaN);
  expect(await layer.getBreaks("quantile", 4)).toEqual([]);
  expect(await layer.getQuantileBreaks(4)).toEqual([]);
  expect(await (await layer.normalize(0, 1)).getMinMax()).toBeNull();
});

test("a scripted layer keeps what was asked, so that its recipe measures anew on another input", async () => {
  const layer = await layerOf((i) => i % 11);
  const normal = await layer.normalize(0, 1);
  expect(await normal.getMinMax()).toEqual({ min: 0, max: 1 });
  const id = normal.show("normal");
  const { document } = session.getState();
  expect(document.layers.find((one) => one.id === id)!.recipe.steps.at(-1)!.params).toMatchObject({ oldMin: null, oldMax: null });
});

const patience = { timeout: 20_000 };
const derivedOf = (id: LayerId) => session.getState().derived[id]!;
const settled = (id: LayerId) => vi.waitFor(() => expect(derivedOf(id).ok).toBe(true), patience);

test("a step that lacks numbers waits for them, keeps them, and measures anew when what comes before it changes", async () => {
  const id = (await layerOf((i) => i % 11)).show("layer");
  await settled(id);
  addStep(id, "normalize", { newMin: 0, newMax: 100, oldMin: null, oldMax: null, result: "own" });
  expect(derivedOf(id)).toMatchObject({ ok: false, fault: { tag: "unmeasured" } });
  await settled(id);
  expect(derivedOf(id)).toMatchObject({ node: { step: { params: { oldMin: 0, oldMax: 10 } } } });
  addStep(id, "normalize", { newMin: 0, newMax: 1, oldMin: null, oldMax: null, result: "own" });
  await settled(id);
  expect(derivedOf(id)).toMatchObject({ node: { step: { params: { oldMin: 0, oldMax: 100 } } } });
  const step = session.getState().document.layers[0]!.recipe.steps.at(-2);
  const known = Object.keys(session.getState().measured).length;
  setParams(id, step!.id, { newMin: 0, newMax: 50, oldMin: null, oldMax: null, result: "own" });
  await settled(id);
  expect(derivedOf(id)).toMatchObject({ node: { step: { params: { oldMin: 0, oldMax: 50 } } } });
  // The first step found its numbers at once: its input is the same.
  expect(Object.keys(session.getState().measured)).toHaveLength(known + 1);
});

test("what was cancelled stays so until it is asked for again", async () => {
  const id = (await layerOf((i) => i % 7)).show("layer");
  await settled(id);
  addStep(id, "reclassify", undefined);
  const { cancelJob } = await import("./jobs.ts");
  const { measureAgain } = await import("./measure.ts");
  const job = session.getState().jobs.find((one) => one.kind === "measure");
  cancelJob(job!.id);
  await vi.waitFor(() => expect(derivedOf(id)).toMatchObject({ ok: false, fault: { tag: "cancelled" } }), patience);
  const stuck = derivedOf(id);
  measureAgain((!stuck.ok && stuck.wants?.name) || "");
  await settled(id);
  expect(derivedOf(id)).toMatchObject({ node: { step: { params: { classes: { kind: "table" } } } } });
});
