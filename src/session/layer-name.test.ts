import { expect, test } from "vitest";
import { firstStyle } from "./edit-layers.ts";
import { nameOf, withNames } from "./layer-name.ts";
import type { LayerDoc, LayerId, Recipe, StepId } from "./state.ts";

const recipe = (...ops: readonly Recipe["steps"][number]["op"][]): Recipe => ({
  scenes: [],
  steps: ops.map((op) => ({ id: op as string as StepId, on: true, op, params: {}, others: [] })),
});

const style = firstStyle({ bands: [], palette: null, cellType: "uint8" } as never);
const layer = (name: unknown): LayerDoc => ({ id: "1" as LayerId, name: name as string, visible: true, opacity: 1, recipe: recipe("mask", "slope"), style });

test("a layer without a name is called by its last step", () => {
  expect([nameOf(recipe("mask", "slope"), {}), nameOf(recipe(), {})]).toEqual(["Slope", "Layer"]);
});

test("layers that were kept without a name get one, the others keep theirs", () => {
  const document = { name: "d", layers: [layer(undefined), layer(" "), layer(5), layer("Valley")] };
  expect(withNames(document, {}).layers.map(({ name }) => name)).toEqual(["Slope", "Slope", "Slope", "Valley"]);
  const good = { name: "d", layers: [layer("Valley")] };
  expect(withNames(good, {})).toBe(good);
});
