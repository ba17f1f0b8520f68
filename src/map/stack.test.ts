import { expect, test } from "vitest";
import type { Brand } from "../brand.ts";
import { WGS84 } from "../grid/crs.ts";
import type { BandMeta, NodeId, Rgba } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { BandStatistics } from "../session/band-statistics.ts";
import type { CompareSide, LayerDoc, LayerId, StepId, Style } from "../session/state.ts";
import { type StackState, stackOf } from "./stack.ts";

const id = <Name extends string>(text: string) => text as Brand<string, Name>;
const band: BandMeta = { name: "b", role: "grey", unit: null, scale: 1, offset: 0 };
const node = (name: string, bands = 1, palette: readonly Rgba[] | null = null): LayerNode => {
  const grid = { crs: WGS84, affine: [1, 0, 0, 0, -1, 10] as const, cols: 10, rows: 10 };
  const rasters = [{ name: "r", grid, extent: { west: 0, south: 0, east: 10, north: 10 }, instant: null }];
  const meta = {
    kind: "raster" as const,
    rasters,
    tileCols: 256,
    tileRows: 256,
    cellType: "float32" as const,
    nodata: null,
    bands: Array(bands).fill(band),
    palette,
    zoom: null,
  };
  return { kind: "scenes", id: id<"node">(name) as NodeId, meta, scenes: [] };
};
const style: Style = {
  mode: "single",
  band: 0,
  rgb: [0, 1, 2],
  stretch: { kind: "min-max" },
  ramp: "viridis",
  reversed: false,
  nodataColour: null,
  stretchAs: null,
};
const layer = (name: string, change: Partial<Style> = {}): LayerDoc => ({
  id: id<"layer">(name),
  name,
  visible: true,
  opacity: 1,
  recipe: { scenes: [], steps: [{ id: id<"step">("s1"), on: true, op: "mask", params: {}, others: [] }] },
  style: { ...style, ...change },
});
const statistics = (min: number, max: number): BandStatistics => ({
  level: 0,
  valid: 1,
  min,
  max,
  mean: 0,
  deviation: 0,
  histogram: { min, max, counts: [1] },
});
const before = node("before");
const after = node("after");
const base: StackState = {
  document: { name: "d", layers: [layer("a")] },
  derived: { [id<"layer">("a")]: { ok: true, node: after, stages: [before, after] } },
  statistics: { "after/0": statistics(0, 10) },
  measured: {},
  compare: null,
  time: { shown: null, from: null, to: null, playing: false },
  mode: { kind: "look" },
};
const first = (state: StackState, last: Parameters<typeof stackOf>[1] = []) => stackOf(state, last)[0]!;

test("a layer is drawn in the range of its statistics", () => {
  const { picture, left, ghost } = first(base);
  expect(picture?.look).toMatchObject({ kind: "ramp", bands: [0], ranges: [{ from: 0, to: 10 }] });
  expect([left, ghost]).toEqual([null, null]);
});

test("without statistics the range is left open", () => {
  expect(first({ ...base, statistics: {} }).picture?.look).toMatchObject({ ranges: [null] });
});

test("a recipe with a fault keeps the last good node", () => {
  const good = stackOf(base, []);
  const broken: StackState = { ...base, derived: { [id<"layer">("a")]: { ok: false, fault: { tag: "cancelled" }, step: null, stages: [before] } } };
  expect(first(broken, good).picture?.node).toBe(after);
  expect(first(broken).picture).toBeNull();
});

const result: CompareSide = { layer: id<"layer">("a"), stage: null, instant: null };

test("compare shows a stage of a layer at the left, in the ranges of its result at the right", () => {
  const shown = first({ ...base, compare: { left: { ...result, stage: 0 }, right: result } });
  expect(shown.left).toMatchObject({ node: before, look: { ranges: [{ from: 0, to: 10 }] } });
  expect([shown.picture?.node, shown.place]).toEqual([after, "right"]);
});

test("compare shows a stage in the classes of its result where its values lie among them, else in a ramp of its own", () => {
  const compare = { left: { ...result, stage: 0 }, right: result };
  const classes = { method: "manual" as const, count: 2, limits: [5, 10] };
  const state: StackState = { ...base, compare, document: { name: "d", layers: [layer("a", { mode: "classes", classes })] } };
  const leftLook = (min: number, max: number) => first({ ...state, statistics: { ...base.statistics, "before/0": statistics(min, max) } }).left?.look;
  expect(leftLook(0, 20)).toMatchObject({ kind: "classes", limits: [5, 3e38] });
  expect(leftLook(500, 5000)).toMatchObject({ kind: "ramp", ranges: [{ from: 500, to: 5000 }] });
  expect(first(state).left?.look).toMatchObject({ kind: "ramp", ranges: [null] });
  expect(first(state).picture?.look).toMatchObject({ kind: "classes", limits: [5, 10] });
});

test("compare shows two layers, each at its side, hidden ones too", () => {
  const other = node("other");
  const state: StackState = {
    ...base,
    document: { name: "d", layers: [layer("a"), { ...layer("b"), visible: false }, layer("c")] },
    derived: { ...base.derived, [id<"layer">("b")]: { ok: true, node: other, stages: [other] } },
    compare: { left: { ...result, layer: id<"layer">("b") }, right: result },
  };
  const [a, b, c] = stackOf(state, []);
  expect([a!.place, a!.left, b!.place, b!.left?.node, b!.visible]).toEqual(["right", null, "nowhere", other, true]);
  expect([c!.place, c!.left]).toEqual(["everywhere", null]);
});

test("while a mask is edited the node before it is the ghost, in greys", () => {
  const drawing: StackState = {
    ...base,
    mode: { kind: "draw", layer: id<"layer">("a") as LayerId, step: id<"step">("s1") as StepId, tool: "edit", area: null },
  };
  expect(first(drawing).ghost).toMatchObject({ node: before, look: { kind: "ramp", ranges: [{ from: 0, to: 10 }] } });
});

test("bands that the recipe took away are held at the last one", () => {
  const state = { ...base, document: { name: "d", layers: [layer("a", { mode: "rgb", rgb: [0, 1, 7] })] } };
  const two = node("after", 2);
  expect(first({ ...state, derived: { [id<"layer">("a")]: { ok: true, node: two, stages: [two] } } }).picture?.look.bands).toEqual([0, 1, 1]);
});

test("a palette is used when there is one, a ramp when the recipe lost it", () => {
  const state = { ...base, document: { name: "d", layers: [layer("a", { mode: "palette" })] } };
  expect(first(state).picture?.look.kind).toBe("ramp");
  const coloured = node("after", 1, [[1, 2, 3, 255]]);
  expect(first({ ...state, derived: { [id<"layer">("a")]: { ok: true, node: coloured, stages: [coloured] } } }).picture?.look.kind).toBe("palette");
});

test("the stretch of another layer is that layer's", () => {
  const other = node("other");
  const state: StackState = {
    ...base,
    document: { name: "d", layers: [layer("a", { stretchAs: id<"layer">("b") as LayerId }), layer("b")] },
    derived: { ...base.derived, [id<"layer">("b")]: { ok: true, node: other, stages: [other] } },
    statistics: { ...base.statistics, "other/0": statistics(-5, 5) },
  };
  expect(first(state).picture?.look).toMatchObject({ ranges: [{ from: -5, to: 5 }] });
});
