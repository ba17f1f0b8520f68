import { beforeEach, expect, it } from "vitest";
import { WGS84 } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import type { LayerMeta, NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { typedPlace } from "./export-place.ts";
import type { ExportPlace, LayerId } from "./state.ts";
import { session } from "./store.ts";

const bands: LayerMeta["bands"] = [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }];
const whole: Extent = { west: 100, south: 80, east: 140, north: 100 };
const node = (affine: readonly [number, number, number, number, number, number]): LayerNode => {
  const raster = { name: "a", grid: { crs: WGS84, affine, cols: 20, rows: 10 }, extent: whole, instant: null };
  const meta: LayerMeta = { kind: "raster", rasters: [raster], tileCols: 8, tileRows: 8, cellType: "uint8", nodata: null, bands, palette: null, zoom: null };
  return { kind: "scenes", id: "a" as NodeId, meta, scenes: [] };
};
const layer = "1" as LayerId;
const all: ExportPlace = { kind: "layer", extent: whole, cols: 20, rows: 10 };
const show = (of: LayerNode) => session.setState({ derived: { [layer]: { ok: true, node: of, stages: [of] } } });

beforeEach(() => show(node([2, 0, 100, 0, -2, 100])));

it("typed edges snap outward to whole cells, also beyond the layer", () => {
  const place = typedPlace({ layer, place: all }, { west: 103, south: 84.1, east: 107.9, north: 97 });
  expect(place).toEqual({ kind: "typed", extent: { west: 102, south: 84, east: 108, north: 98 }, cols: 3, rows: 7 });
  const beyond = typedPlace({ layer, place: all }, { west: 95, south: 80, east: 140, north: 100 });
  expect(beyond).toEqual({ kind: "typed", extent: { west: 94, south: 80, east: 140, north: 100 }, cols: 23, rows: 10 });
});

it("edges on cells stay where they are, and so does a south-up layer's", () => {
  const wanted = { west: 104, south: 84, east: 108, north: 96 };
  expect(typedPlace({ layer, place: all }, wanted)).toEqual({ kind: "typed", extent: wanted, cols: 2, rows: 6 });
  show(node([2, 0, 100, 0, 2, 80]));
  expect(typedPlace({ layer, place: all }, { ...wanted, north: 95 })).toEqual({ kind: "typed", extent: wanted, cols: 2, rows: 6 });
});

it("cells of another size keep their size and the extent as it was typed", () => {
  const half: ExportPlace = { ...all, cols: 40, rows: 20 };
  const wanted = { west: 103, south: 84, east: 107.4, north: 97 };
  expect(typedPlace({ layer, place: half }, wanted)).toEqual({ kind: "typed", extent: wanted, cols: 4, rows: 13 });
});

it("edges the wrong way round are kept for the sheet to refuse, and snap again when they are mended", () => {
  const wrong = typedPlace({ layer, place: all }, { ...whole, west: 150 });
  expect(wrong).toEqual({ kind: "typed", extent: { ...whole, west: 150 }, cols: 20, rows: 10 });
  expect(typedPlace({ layer, place: wrong }, { ...whole, west: 101 })).toEqual({ kind: "typed", extent: whole, cols: 20, rows: 10 });
});
