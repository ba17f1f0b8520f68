import { expect, test } from "vitest";
import type { LayerMeta } from "../../layer/meta.ts";
import { presetsFor, wordsAt } from "./expression-words.ts";

const metaOf = (...names: string[]): LayerMeta => ({
  kind: "raster",
  rasters: [],
  tileCols: 1,
  tileRows: 1,
  cellType: "uint8",
  nodata: null,
  bands: names.map((name) => ({ name, role: "grey", unit: null, scale: 1, offset: 0 })),
  palette: null,
  zoom: null,
});
const layers = [
  { name: "a", meta: metaOf("Blue", "Near infrared", "Red") },
  { name: "heights", meta: metaOf("Band 1") },
];
const wordsFor = (text: string, caret = text.length) => wordsAt({ text, caret, layers, firstBand: 1 });
const texts = (text: string, caret?: number) => wordsFor(text, caret).words.map((word) => word.text);

test("layers, bands and functions are found by how they begin, in any case", () => {
  expect(texts("1 + re")).toEqual(["Red"]);
  expect(texts("1 + HE")).toEqual(["heights"]);
  expect(texts("near")).toEqual(["Near_infrared"]);
  expect(texts("sq")).toEqual(["sqrt("]);
  expect(texts("max")).toEqual(["max(", "max_n("]);
  expect(wordsFor("1 + re").from).toBe(4);
});

test("after a layer and a point come its bands", () => {
  expect(texts("a.")).toEqual(["a.b1", "a.b2", "a.b3", "a.Blue", "a.Near_infrared", "a.Red"]);
  expect(texts("2 * heights.b")).toEqual(["heights.b1"]);
  expect(texts("unknown.")).toEqual([]);
});

test("a word that is whole is not offered again, and numbers offer nothing", () => {
  expect(texts("Red")).toEqual([]);
  expect(texts("12")).not.toContain("12");
  expect(wordsFor("12").from).toBe(2);
});

test("the word is the one at the caret, not the last one", () => {
  expect(texts("Re + sqrt(b1)", 2)).toEqual(["Red"]);
});

test("indices are offered where their bands are known", () => {
  expect(presetsFor(layers[0]!.meta, 1)).toMatchObject([{ name: "NDVI", expression: "(b2 - b3) / (b2 + b3)" }]);
  expect(presetsFor(layers[0]!.meta, 0)).toMatchObject([{ expression: "(b1 - b2) / (b1 + b2)" }]);
  expect(presetsFor(layers[1]!.meta, 1)).toEqual([]);
  expect(presetsFor(metaOf("Nir", "infrared", "B4"), 1)).toEqual([]);
});
