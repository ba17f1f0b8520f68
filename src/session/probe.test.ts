import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FaultError } from "../fault.ts";
import { WGS84 } from "../grid/crs.ts";
import type { LayerMeta, NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { firstStyle, setVisible } from "./edit-layers.ts";
import { followProbe, probeAt } from "./probe.ts";
import type { LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";

vi.mock("./series.ts", async (original) => ({
  ...(await original<typeof import("./series.ts")>()),
  firstValue: (node: LayerNode) =>
    node.id === ("cut" as NodeId) ? Promise.reject(new FaultError({ tag: "truncated", file: "cut.tif", haveBytes: 60, needBytes: 90 })) : Promise.resolve([7]),
}));

const grid = { crs: WGS84, affine: [1, 0, 0, 0, -1, 10] as const, cols: 10, rows: 10 };
const meta: LayerMeta = {
  kind: "raster",
  rasters: [{ name: "r", grid, extent: { west: 0, south: 0, east: 10, north: 10 }, instant: null }],
  tileCols: 10,
  tileRows: 10,
  cellType: "uint8",
  nodata: null,
  bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
  palette: null,
  zoom: null,
};
const doc = (name: string, visible = true): LayerDoc => ({
  id: name as LayerId,
  name,
  visible,
  opacity: 1,
  recipe: { scenes: [], steps: [] },
  style: firstStyle(meta),
});
const derived = (name: string) => {
  const node: LayerNode = { kind: "scenes", id: name as NodeId, meta, scenes: [] };
  return { [name as LayerId]: { ok: true as const, node, stages: [node] } };
};
const read = () => session.getState().probe?.readings.map(({ layer, values, fault }) => [layer, fault?.tag ?? values?.[0]]);

let stop = () => {};
beforeEach(() => {
  session.setState({
    ...session.getInitialState(),
    document: { name: "d", layers: [doc("whole"), doc("hidden", false)] },
    derived: { ...derived("whole"), ...derived("hidden"), ...derived("cut") },
  });
  stop = followProbe();
});
afterEach(() => stop());

test("what cannot be read at a point ends in its fault, beside what can", async () => {
  session.setState({ document: { name: "d", layers: [doc("cut"), doc("whole")] } });
  await probeAt(5, 5);
  expect(read()).toEqual([
    ["cut", "truncated"],
    ["whole", 7],
  ]);
});

test("the point follows the layers that are shown and hidden", async () => {
  await probeAt(5, 5);
  expect(read()).toEqual([["whole", 7]]);
  setVisible("hidden" as LayerId, true);
  setVisible("whole" as LayerId, false);
  await vi.waitFor(() => expect(read()).toEqual([["hidden", 7]]));
});
