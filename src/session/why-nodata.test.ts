import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpId } from "../ops/index.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { Lab } from "../script/conformance/lab.ts";
import type { WhyNodata } from "./readings.ts";
import { cellsAt, firstValue } from "./series.ts";
import type { RecipeStep, StepId } from "./state.ts";
import { bandsBack, type Looked, whyNodata } from "./why-nodata.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const crs = {
  code: 3857,
  name: "",
  proj: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +nadgrids=@null +wktext",
  accuracyMetres: 0,
  area: null,
};

interface Asked {
  readonly bands: readonly (readonly (readonly (number | null)[])[])[];
  readonly type?: string;
  readonly steps: readonly { readonly op: OpId; readonly params: unknown; readonly on?: boolean }[];
  /** In cells from the south-west. */
  readonly at?: readonly [number, number];
}

/** Why the cell has no value after some steps on a layer of one tile. */
async function why({ bands, type = "float64", steps: given, at: [x, y] = [0.5, 0.5] }: Asked): Promise<WhyNodata | null> {
  const steps = given.map(({ op, params, on = true }, i): RecipeStep => ({ id: `s${i}` as StepId, op, params, on, others: [] }));
  let { node }: { node: LayerNode } = await lab.single({ bands }, type);
  const nodes = [node];
  for (const step of steps) {
    if (step.on) node = derive({ op: step.op, params: step.params }, [node]);
    nodes.push(node);
  }
  const looks = await Promise.all(
    nodes.map(async (one): Promise<Looked> => {
      const cells = cellsAt(one, [{ raster: 0 }], { x, y, crs });
      return { node: one, place: cells[0] ?? null, values: await firstValue(one, cells) };
    }),
  );
  return whyNodata(looks, { scenes: [], steps });
}

const calculate = (expression: string) => ({
  op: "calculate" as const,
  params: { expression, names: ["a"], cellType: "float64", overflow: "clamp", firstBand: 1 },
});
const mask = (keep: "inside" | "outside") => {
  const ring = [
    [5, 5],
    [6, 5],
    [6, 6],
  ];
  return { op: "mask" as const, params: { areas: { crs, polygons: [[ring]], edges: ["crs"] }, keep, rule: "centre" } };
};

test("a cell with a value has no reason", async () => {
  expect(await why({ bands: [[[1]]], steps: [] })).toBeNull();
});

test("NoData of the source stays the source's, whatever comes after", async () => {
  expect(await why({ bands: [[[null, 2]]], steps: [calculate("b1 + 1"), mask("outside")] })).toMatchObject({ kind: "source", band: null });
});

test("outside the source is outside", async () => {
  expect(await why({ bands: [[[1]]], steps: [], at: [9, 9] })).toMatchObject({ kind: "outside" });
});

test("a mask is named by its place in the recipe, past a step that is off and those after it", async () => {
  const steps = [{ ...calculate("b1 * 0"), on: false }, mask("inside"), calculate("b1 + 1")];
  expect(await why({ bands: [[[1]]], steps })).toMatchObject({ kind: "masked", stage: 2, keep: "inside" });
});

test("division by zero is told with the part that divides", async () => {
  const found = await why({ bands: [[[4]], [[-4]]], steps: [calculate("(b1 - b2) / (b1 + b2) + 1")] });
  expect(found).toMatchObject({ kind: "division", stage: 1, part: "(b1 - b2) / (b1 + b2)" });
});

test("another part without a result is told, the innermost one", async () => {
  expect(await why({ bands: [[[-9]]], steps: [calculate("1 + sqrt(b1 + 2)")] })).toMatchObject({ kind: "no-result", stage: 1, part: "sqrt(b1 + 2)" });
});

test("an operand without a value is told where another band has one", async () => {
  expect(await why({ bands: [[[1]], [[null]]], steps: [calculate("b1 + b2")] })).toMatchObject({ kind: "operand", stage: 1, part: "b2" });
});

test("a number out of range, and one that stands for NoData", async () => {
  const convert = (nodata: number, overflow: string) => ({ op: "convertType" as const, params: { cellType: "uint8", nodata, overflow } });
  expect(await why({ bands: [[[300]]], steps: [convert(0, "nodata")] })).toMatchObject({ kind: "overflow", value: 300, cellType: "uint8" });
  expect(await why({ bands: [[[7.5]]], steps: [convert(7, "clamp")] })).toMatchObject({ kind: "nodata-number", value: 7.5, nodata: 7 });
});

test("where only one band has none, it is named, and followed back through chosen bands", async () => {
  const chosen = { op: "bands" as const, params: { bands: [1, 0] } };
  expect(await why({ bands: [[[null]], [[5]]], steps: [chosen] })).toMatchObject({ kind: "source", band: 1 });
});

test("a band is followed back through the steps", () => {
  const step = (op: OpId, params: unknown): RecipeStep => ({ id: op as string as StepId, op, params, on: true, others: [] });
  const stages = [[1, 2, 3], [3, 1], [3, 1, 9], [8]].map((values) => ({ step: null, values }));
  const steps = [step("bands", { bands: [2, 0] }), step("combineBands", {}), step("calculate", {})];
  expect(bandsBack(stages.slice(0, 3), steps, 1)).toEqual([0, 1, 1]);
  expect(bandsBack(stages.slice(0, 3), steps, 2)).toEqual([null, null, 2]);
  expect(bandsBack(stages, steps, 0)).toEqual([2, 0, 0, 0]);
});
