import { expect, test } from "vitest";
import { recoloured } from "./change-recipe.ts";
import type { Recipe, RecipeStep, StepId, Style } from "./state.ts";

const style: Style = {
  mode: "single",
  band: 0,
  rgb: [0, 0, 0],
  stretch: { kind: "min-max" },
  ramp: "viridis",
  reversed: false,
  nodataColour: null,
  stretchAs: null,
};
const step = (op: RecipeStep["op"], on = true): RecipeStep => ({ id: op as string as StepId, on, op, params: {}, others: [] });
const recipe = (...steps: readonly RecipeStep[]): Recipe => ({ scenes: [], steps });

test("a new hillshade at the end is grey; the colours that were chosen afterwards stay", () => {
  expect(recoloured(style, recipe(step("hillshade"))).ramp).toBe("greys");
  expect(recoloured(style, recipe(step("slope"), step("hillshade")), recipe(step("slope"))).ramp).toBe("greys");
  expect(recoloured(style, recipe(step("hillshade")), recipe(step("hillshade")))).toBe(style);
  expect(recoloured(style, recipe(step("hillshade"), step("bands")), recipe(step("hillshade")))).toBe(style);
  expect(recoloured(style, recipe(step("hillshade", false)))).toBe(style);
});
