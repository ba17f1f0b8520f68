import { expect, it } from "vitest";
import { FaultError } from "../fault.ts";
import { WGS84 } from "../grid/crs.ts";
import type { LayerMeta, NodeId } from "../layer/meta.ts";
import { LocalLayout } from "./layouts.ts";
import { toResampling } from "./options.ts";
import { RasterLayer } from "./raster-layer.ts";

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
