import { expect, test } from "vitest";
import type { Rgba } from "../layer/meta.ts";
import { paletteClasses } from "./palette-classes.ts";

const [red, blue, white, black, clear]: readonly Rgba[] = [
  [255, 0, 0, 255],
  [0, 0, 255, 255],
  [255, 255, 255, 255],
  [0, 0, 0, 255],
  [9, 9, 9, 0],
];
const valuesOf = (palette: readonly (Rgba | undefined)[]) => paletteClasses(palette.map((colour) => colour!)).map(({ value }) => value);

test("a colour that fills more than half of a table is no class, unless there is no other", () => {
  expect(valuesOf([red, blue, white, white, white])).toEqual([0, 1]);
  expect(valuesOf([white, red, blue, white, white, white, red])).toEqual([1, 2, 6]);
  expect(valuesOf([red, blue, white])).toEqual([0, 1, 2]);
  expect(valuesOf([red, red])).toEqual([0, 1]);
});

test("black after the first entry and transparent entries are no classes", () => {
  expect(valuesOf([black, red, black, clear, blue])).toEqual([0, 1, 4]);
  expect(valuesOf([])).toEqual([]);
});
