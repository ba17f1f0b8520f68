import { beforeEach, expect, test, vi } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { followDocument } from "./derive.ts";
import { duplicate, firstStyle, move, newProject, remove, removeAll, rename, setOpacity, uniteLayers } from "./edit-layers.ts";
import { addStep, moveStep, removeStep, setParams, setStepOn } from "./edit-steps.ts";
import { redo, undo } from "./history.ts";
import { neighbours } from "./neighbours.ts";
import { recipeOf } from "./recipe-of.ts";
import type { LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";

const scene = (name: string, col: number): SceneMeta => ({
  id: name as SceneId,
  name: `${name}.tif`,
  sizeBytes: 1,
  cols: 100,
  rows: 100,
  crs: WEB_MERCATOR,
  affine: [10, 0, 1000 * col, 0, -10, 0],
  cellType: "uint8",
  nodata: null,
  bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
  palette: null,
  blockCols: 100,
  blockRows: 100,
  overviews: [],
  hasMask: false,
  compression: "None",
  instant: null,
  tags: {},
});
const scenes = [scene("soca_a", 0), scene("soca_b", 1), scene("soca_c", 2)];
const layer = (meta: SceneMeta): LayerDoc => ({
  id: meta.id as unknown as LayerId,
  name: meta.id,
  visible: true,
  opacity: 1,
  recipe: { scenes: [meta.id], steps: [] },
  style: firstStyle({ kind: "raster", rasters: [], tileCols: 1, tileRows: 1, cellType: "uint8", nodata: null, bands: meta.bands, palette: null, zoom: null }),
});
const [a, b, c] = scenes.map((meta) => layer(meta).id) as [LayerId, LayerId, LayerId];
const names = () => session.getState().document.layers.map(({ name }) => name);
const stepsOf = (id: LayerId) => session.getState().document.layers.find((one) => one.id === id)!.recipe.steps;

beforeEach(() => {
  session.setState({
    ...session.getInitialState(),
    scenes: Object.fromEntries(scenes.map((meta) => [meta.id, { meta, keeping: { kind: "stored" } }])),
    document: { name: "Test", layers: scenes.map(layer) },
  });
});

test("every change is taken back and done again in order, down to the first document", () => {
  const first = session.getState().document;
  rename(a, "renamed");
  move(c, -2);
  remove(b);
  duplicate(a);
  const last = session.getState().document;
  expect(names()).toEqual(["soca_c", "renamed copy", "renamed"]);
  for (let i = 0; i < 4; i++) undo();
  expect(session.getState().document).toBe(first);
  for (let i = 0; i < 4; i++) redo();
  expect(session.getState().document).toBe(last);
});

test("a dragged slider is one step of the history, two sliders are two", () => {
  vi.useFakeTimers();
  for (const value of [0.9, 0.7, 0.5]) setOpacity(a, value);
  setOpacity(b, 0.2);
  expect(session.getState().undo).toHaveLength(2);
  undo();
  undo();
  expect(session.getState().document.layers.map(({ opacity }) => opacity)).toEqual([1, 1, 1]);
  vi.useRealTimers();
});

test("a change after undo forgets what was undone", () => {
  rename(a, "one");
  undo();
  rename(a, "two");
  redo();
  expect(names()[0]).toBe("two");
});

test("bare scenes join as one source under the name they share", () => {
  uniteLayers([a, b, c]);
  const [united] = session.getState().document.layers;
  expect(names()).toEqual(["soca"]);
  expect(united!.recipe).toEqual({ scenes: [a, b, c], steps: [] });
  expect(session.getState().selected).toBe(united!.id);
});

test("a layer is derived from its steps; a step that is off passes its input on", () => {
  const stop = followDocument();
  addStep(a, "tileToLayout");
  addStep(a, "convertType", { cellType: "float32", nodata: null, overflow: "clamp" });
  const typeOf = () => {
    const derived = session.getState().derived[a]!;
    return derived.ok && derived.node.meta.cellType;
  };
  expect(typeOf()).toBe("float32");
  setStepOn(a, stepsOf(a)[1]!.id, false);
  expect(typeOf()).toBe("uint8");
  removeStep(a, stepsOf(a)[0]!.id);
  expect(session.getState().derived[a]!.stages).toHaveLength(2);
  stop();
});

test("a wrong parameter names its step and keeps the stages before it", () => {
  const stop = followDocument();
  addStep(a, "bands");
  setParams(a, stepsOf(a)[0]!.id, { bands: [4] });
  const derived = session.getState().derived[a]!;
  expect(derived).toMatchObject({ ok: false, step: stepsOf(a)[0]!.id, fault: { tag: "bad-param", op: "bands", param: "bands" } });
  expect(derived.stages).toHaveLength(1);
  stop();
});

test("an order of steps that cannot work is refused with its fault and changes nothing", () => {
  addStep(a, "tileToLayout");
  addStep(a, "merge");
  const before = session.getState().document;
  expect(moveStep(a, stepsOf(a)[1]!.id, 0)).toMatchObject({ tag: "bad-input", op: "merge" });
  expect(session.getState().document).toBe(before);
});

test("a node goes back to the recipe it came from", () => {
  const stop = followDocument();
  addStep(a, "tileToLayout");
  addStep(b, "tileToLayout");
  addStep(a, "union", undefined, [b]);
  const derived = session.getState().derived[a]!;
  const strip = (recipe: LayerDoc["recipe"]): unknown => ({
    ...recipe,
    steps: recipe.steps.map(({ op, params, others }) => ({ op, params, others: others.map(strip) })),
  });
  // Two layouts around two scenes differ, and say so; the same scene twice does not.
  expect(derived.ok).toBe(false);
  undo();
  addStep(a, "union", undefined, [a]);
  const again = session.getState().derived[a]!;
  expect(again.ok && strip(recipeOf(again.node))).toEqual(strip(session.getState().document.layers[0]!.recipe));
  stop();
});

test("neighbours touch side by side; a stack of one place is none", () => {
  expect(neighbours(scenes)).toEqual(scenes);
  expect(neighbours([scenes[0]!, { ...scenes[0]!, id: "later" as SceneId }])).toEqual([]);
  expect(neighbours([scenes[0]!, scenes[2]!])).toEqual([]);
  expect(neighbours([{ ...scenes[0]!, cellType: "int16" }, scenes[1]!, scenes[2]!])).toEqual([scenes[1], scenes[2]]);
});

test("an alpha band is no channel of a first style", () => {
  const roles = ["alpha", "undefined", "undefined"] as const;
  const bands = roles.map((role) => ({ ...scenes[0]!.bands[0]!, name: "", role }));
  const style = firstStyle({ kind: "raster", rasters: [], tileCols: 1, tileRows: 1, cellType: "uint16", nodata: null, bands, palette: null, zoom: null });
  expect([style.mode, style.band, ...style.rgb]).toEqual(["single", 1, 1, 2, 2]);
});

test("a new project and the removal of all layers are taken back as one step each", () => {
  const before = session.getState().document;
  removeAll();
  expect([session.getState().document.layers, session.getState().document.name, session.getState().selected]).toEqual([[], before.name, null]);
  undo();
  expect(session.getState().document).toBe(before);
  newProject();
  expect(session.getState().document).toEqual({ name: "Untitled", layers: [] });
  undo();
  expect(session.getState().document).toBe(before);
});

test("a new step unfolds the list, where its form stands", () => {
  session.setState({ leftOpen: false });
  addStep(session.getState().document.layers[0]!.id, "tileToLayout");
  expect(session.getState().leftOpen).toBe(true);
});
