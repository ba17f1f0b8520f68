import { beforeEach, expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import type { Instant, SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { addCalculatorLayer, removeCalculatorLayer, renameCalculatorLayer } from "./calculator.ts";
import { deriveRecipe } from "./derive.ts";
import { firstStyle } from "./edit-layers.ts";
import { addStep, setParams } from "./edit-steps.ts";
import { undo } from "./history.ts";
import type { LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";

const scene = (name: string, cell: number, bandNames: readonly string[]): SceneMeta => ({
  id: name as SceneId,
  name: `${name}.tif`,
  sizeBytes: 1,
  cols: 100,
  rows: 100,
  crs: WEB_MERCATOR,
  affine: [cell, 0, 0, 0, -cell, 1000],
  cellType: "uint8",
  nodata: 0,
  bands: bandNames.map((band) => ({ name: band, role: "grey", unit: null, scale: 1, offset: 0 })),
  palette: null,
  blockCols: 100,
  blockRows: 100,
  overviews: [],
  hasMask: false,
  compression: "None",
  instant: null,
  tags: {},
});
const colours = ["Blue", "Green", "Red"];
const scenes = [scene("picture", 10, colours), scene("twin", 10, ["Depth"]), scene("a layer of other cells", 7, ["Height"])];
const layerOf = (meta: SceneMeta): LayerDoc => ({
  id: meta.id as unknown as LayerId,
  name: meta.id,
  visible: true,
  opacity: 1,
  recipe: { scenes: [meta.id], steps: [] },
  style: firstStyle({ kind: "raster", rasters: [], tileCols: 1, tileRows: 1, cellType: "uint8", nodata: 0, bands: meta.bands, palette: null, zoom: null }),
});
const [picture, twin, other] = scenes.map((meta) => layerOf(meta).id) as [LayerId, LayerId, LayerId];
const doc = (id: LayerId) => session.getState().document.layers.find((one) => one.id === id)!;
const step = (id: LayerId) => doc(id).recipe.steps.at(-1)!;
const paramsOf = (id: LayerId) => step(id).params as { expression: string; names: string[] };
const metaOf = (id: LayerId) => {
  const made = deriveRecipe(doc(id).recipe, session.getState().scenes);
  return made.ok ? made.node.meta : null;
};

beforeEach(() => {
  session.setState({
    ...session.getInitialState(),
    scenes: Object.fromEntries(scenes.map((meta) => [meta.id, { meta, keeping: { kind: "stored" } }])),
    document: { name: "Test", layers: scenes.map(layerOf) },
  });
});

test("a layer on the same cells takes part as it is, under its own name", () => {
  addStep(picture, "calculate");
  addCalculatorLayer(picture, step(picture).id, twin);
  expect(doc(picture).recipe.steps).toHaveLength(1);
  expect(paramsOf(picture).names).toEqual(["a", "twin"]);
  expect(step(picture).others[0]!.steps).toEqual([]);
  setParams(picture, step(picture).id, { ...paramsOf(picture), expression: "Red + twin" });
  expect(metaOf(picture)).toMatchObject({ cellType: "uint16", nodata: 65535 });
});

test("a layer on other cells is laid onto this one's tiles, which an untiled layer gets first", () => {
  addStep(picture, "calculate");
  addCalculatorLayer(picture, step(picture).id, other);
  expect(doc(picture).recipe.steps.map(({ op }) => op)).toEqual(["tileToLayout", "calculate"]);
  expect(step(picture).others[0]!.steps.map(({ op }) => op)).toEqual(["tileToLayout"]);
  expect(paramsOf(picture).names).toEqual(["a", "b"]);
  expect(metaOf(picture)?.kind).toBe("tiled");
  undo();
  expect(doc(picture).recipe.steps.map(({ op }) => op)).toEqual(["calculate"]);
});

test("layers that were picked for the step are laid onto the same cells too", () => {
  addStep(picture, "calculate", undefined, [twin, other]);
  expect(paramsOf(picture)).toMatchObject({ expression: "a - b", names: ["a", "b", "c"] });
  expect(metaOf(picture)?.rasters).toHaveLength(1);
});

test("a layer gets another name, in the formula too, and leaves with it", () => {
  addStep(picture, "calculate", undefined, [twin]);
  const { id } = step(picture);
  setParams(picture, id, { ...paramsOf(picture), expression: "a.b1 + b * bands(b)".replace("bands(b)", "abs(b)") });
  expect(renameCalculatorLayer(picture, id, 1, "depth")).toBe(true);
  expect(paramsOf(picture)).toMatchObject({ expression: "a.b1 + depth * abs(depth)", names: ["a", "depth"] });
  for (const name of ["a", "not", "2x", "two words", ""]) expect(renameCalculatorLayer(picture, id, 1, name)).toBe(false);
  removeCalculatorLayer(picture, id, 1);
  expect(paramsOf(picture).names).toEqual(["a"]);
  expect(metaOf(picture)).toBeNull();
});

test("a picture whose colours are computed away is drawn in one band, and undo brings them back", () => {
  expect(doc(picture).style.mode).toBe("rgb");
  addStep(picture, "calculate");
  expect(doc(picture).style.mode).toBe("rgb");
  setParams(picture, step(picture).id, { ...paramsOf(picture), expression: "(Red - Blue) / (Red + Blue)" });
  expect(doc(picture).style).toMatchObject({ mode: "single", band: 0, stretch: { kind: "percent" } });
  undo();
  expect(doc(picture).style.mode).toBe("rgb");
});

test("two layers of one date each go together, a layer of several dates only with those it has", () => {
  const dated = (name: string, instant: number): SceneMeta => ({ ...scene(name, 10, ["Snow"]), instant: instant as Instant });
  const [march, april] = [dated("march", 3), dated("april", 4)];
  const layers = [layerOf(march), layerOf(april), { ...layerOf(march), id: "both" as LayerId, recipe: { scenes: [march.id, april.id], steps: [] } }];
  session.setState({
    scenes: Object.fromEntries([march, april].map((meta) => [meta.id, { meta, keeping: { kind: "stored" } }])),
    document: { name: "Test", layers },
  });
  const [first, second, both] = layers.map(({ id }) => id) as [LayerId, LayerId, LayerId];
  addStep(first, "calculate", undefined, [second]);
  expect(doc(first).recipe.steps).toHaveLength(1);
  expect(metaOf(first)?.rasters.map(({ instant }) => instant)).toEqual([null]);
  addStep(both, "calculate", undefined, [second]);
  expect(metaOf(both)?.rasters.map(({ instant }) => instant)).toEqual([4]);
});
