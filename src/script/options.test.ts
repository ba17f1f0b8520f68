import { expect, it } from "vitest";
import { FaultError } from "../fault.ts";
import { WGS84 } from "../grid/crs.ts";
import type { LayerMeta, NodeId } from "../layer/meta.ts";
import { LocalLayout } from "./layouts.ts";
import { toResampling } from "./options.ts";
import { RasterLayer } from "./raster-layer.ts";
import { rasterloomApi } from "./rasterloom.ts";

it("GeoPySpark's spellings of a method are understood", () => {
  expect(["NEAREST_NEIGHBOR", "CUBIC_CONVOLUTION", "cubicSpline"].map((name) => toResampling("pyramid", name))).toEqual(["nearest", "cubic", "cubicSpline"]);
});

it("an unknown method is answered by the list of methods, each told once", () => {
  const refused = () => toResampling("pyramid", "magic");
  const methods = "nearest, bilinear, cubic, cubicSpline, lanczos, average, mode, median, min, max, sum";
  const problem = `no method "magic"; there are ${methods}`;
  expect(refused).toThrow(new FaultError({ tag: "bad-param", op: "pyramid", param: "resampleMethod", problem }));
});

const bands: LayerMeta["bands"] = [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }];
const grid = { crs: WGS84, affine: [1, 0, 0, 0, -1, 4] as const, cols: 4, rows: 4 };
const rasters: LayerMeta["rasters"] = [{ name: "a", grid, extent: { west: 0, south: 0, east: 4, north: 4 }, instant: null }];
const meta: LayerMeta = { kind: "raster", rasters, tileCols: 4, tileRows: 4, cellType: "uint8", nodata: null, bands, palette: null, zoom: null };
const layer = new RasterLayer({ kind: "scenes", id: "a" as NodeId, meta, scenes: [] });

it("calls without their arguments, or with wrong ones, are refused by name and in words", async () => {
  const methods: readonly (readonly [method: string, param: string, ...args: unknown[]])[] = [
    ["mask", "options"],
    ["mask", "geometries", {}],
    ["mask", "rule", { geometries: { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }, rule: "center" }], // biome-ignore format: one case a line
    ["tileToLayout", "options"],
    ["tileToLayout", "layout", {}],
    ["tileToLayout", "layout.kind", { layout: { kind: "square" } }],
    ["tileToLayout", "layout", { layout: 512 }],
    ["tileToLayout", "targetCrs", { layout: LocalLayout(), targetCrs: null }],
    ["reproject", "targetCrs"],
    ["reproject", "targetCrs", {}],
    ["reproject", "resampleMethod", 4326, 7],
    ["union", "others"],
    ["union", "others", {}],
    ["bands", "bands"],
    ["bands", "bands", ["red"]],
    ["convertDataType", "newType"],
    ["pyramid", "resampleMethod", null],
    ["repartition", "count"],
    ["saveStitched", "cropBounds", { cropBounds: [1, 2, 3] }],
    ["saveStitched", "cropDimensions", { cropDimensions: [0, 2.5] }],
    ["saveStitched", "tileSize", { tileSize: 100 }],
    ["saveStitched", "compression", { compression: "zip" }],
    ["saveStitched", "compresion", { compresion: "lzw" }],
    ["saveStitched", "options", null],
    ["tileToLayout", "resample", { layout: LocalLayout(), resample: "bilinear" }],
    ["toGeotiff", "tileSize", { tileSize: 256 }],
    ["mask", "geometry", { geometry: null }],
  ];
  for (const [method, param, ...args] of methods) {
    const call = async () => (layer as unknown as Record<string, (...args: unknown[]) => unknown>)[method]!(...args);
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    const fault = error instanceof FaultError ? error.fault : String(error);
    expect(fault, `${method}(${JSON.stringify(args)})`).toMatchObject({
      tag: expect.stringMatching(/^bad-(param|type)$/),
      op: method,
      param,
    });
    expect(fault).not.toMatchObject({ problem: expect.stringMatching(/invalid|expected|received|undefined/i) });
  }
});

it("functions beside the layers refuse wrong arguments by name, too", async () => {
  const api = rasterloomApi(Promise.resolve());
  const ground = { crs: 3857, extent: [0, 0, 9, 9] };
  const calls: readonly (readonly [op: string, param: string, call: unknown, ...args: unknown[]])[] = [
    ["zoomForCell", "options", api.zoomForCell],
    ["zoomForCell", "corner", api.zoomForCell, { crs: 3857, cellSize: 38 }],
    ["zoomForCell", "cellSize", api.zoomForCell, { crs: 3857, corner: [0, 0], cellSize: [38] }],
    ["zoomForCell", "cells", api.zoomForCell, { crs: 3857, corner: [0, 0], cells: 38 }],
    ["KeyTransform", "cellSize", api.KeyTransform, LocalLayout(), { ...ground, cellSize: 0 }],
    ["KeyTransform", "dimensions", api.KeyTransform, LocalLayout(), { ...ground, dimensions: 3 }],
    ["LocalLayout", "tilesize", api.LocalLayout, { tilesize: 512 }],
    ["GlobalLayout", "zom", api.GlobalLayout, { zom: 3 }],
    ["Pyramid", "levels", api.Pyramid, []],
    ["geotiff.get", "files", api.geotiff.get],
    ["geotiff.get", "files", api.geotiff.get, [7]],
    ["geotiff.get", "epsg", api.geotiff.get, [], { epsg: 3857 }],
  ];
  for (const [op, param, call, ...args] of calls) {
    const error: unknown = await (async () => (call as (...args: unknown[]) => unknown)(...args))().catch((thrown: unknown) => thrown);
    const fault = error instanceof FaultError ? error.fault : String(error);
    expect(fault, `${op}(${JSON.stringify(args)})`).toMatchObject({ tag: expect.stringMatching(/^bad-(param|type)$/), op, param });
  }
});

it("a cell size is a pair, an object, or one number", () => {
  const { KeyTransform } = rasterloomApi(Promise.resolve());
  const keys = ([2, [2, 2], { width: 2, height: 2 }] as const).map((cellSize) =>
    KeyTransform(LocalLayout({ tileSize: 10 }), { crs: 3857, extent: [0, 0, 100, 100], cellSize }).pointToKey(50, 50),
  );
  expect(keys).toEqual([
    { col: 2, row: 2 },
    { col: 2, row: 2 },
    { col: 2, row: 2 },
  ]);
});
