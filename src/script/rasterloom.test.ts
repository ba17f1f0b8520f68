import { beforeEach, expect, it } from "vitest";
import { faultOf } from "../fault.ts";
import type { LayerMeta, NodeId, SceneId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { firstStyle } from "../session/edit-layers.ts";
import type { LayerDoc, LayerId } from "../session/state.ts";
import { session } from "../session/store.ts";
import { rasterloomApi } from "./rasterloom.ts";

const bands: LayerMeta["bands"] = [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }];
const meta: LayerMeta = { kind: "raster", rasters: [], tileCols: 1, tileRows: 1, cellType: "uint8", nodata: null, bands, palette: null, zoom: null };
const node = (id: string): LayerNode => ({ kind: "scenes", id: id as NodeId, meta, scenes: [] });
const doc = (id: string, name: string): LayerDoc => ({
  id: id as LayerId,
  name,
  visible: true,
  opacity: 1,
  recipe: { scenes: [id as SceneId], steps: [] },
  style: firstStyle(meta),
});
const top = node("top");
const below = node("below");

beforeEach(() => {
  session.setState({
    ...session.getInitialState(),
    document: { name: "Test", layers: [doc("1", "Valley"), doc("2", "Valley"), doc("3", "Lost")] },
    derived: {
      ["1" as LayerId]: { ok: true, node: top, stages: [top] },
      ["2" as LayerId]: { ok: true, node: below, stages: [below] },
      ["3" as LayerId]: { ok: false, fault: { tag: "file-gone", file: "lost.tif" }, step: null, stages: [] },
    },
  });
});

const { layer } = rasterloomApi(Promise.resolve());
const refusal = (name: string) => {
  try {
    return layer(name);
  } catch (error) {
    return faultOf(error);
  }
};

it("a layer is found by its name, the topmost of several, and by its id", () => {
  expect(layer("Valley").node).toBe(top);
  expect(layer("2").node).toBe(below);
});

it("a layer that is not in the list, or cannot be made, is refused by its name", () => {
  const fault = { tag: "bad-param", op: "layer", param: "name" };
  expect(refusal("Hill")).toEqual({ ...fault, problem: 'no layer "Hill"; there are "Valley", "Valley", "Lost"' });
  expect(refusal("Lost")).toEqual({ ...fault, problem: '"Lost" cannot be made: file-gone' });
});
