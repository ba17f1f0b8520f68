import { expect, test } from "vitest";
import type { Crs } from "../grid/crs.ts";
import { crsFromProj, WEB_MERCATOR, WGS84 } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { footprintOf } from "./footprint.ts";
import { unitX, unitY } from "./mercator.ts";
import { isOutside, markOutside } from "./outside.ts";

const metaOf = (crs: Crs, extent: Extent, cols: number): LayerMeta => {
  const cell = (extent.east - extent.west) / cols;
  const rows = Math.round((extent.north - extent.south) / cell);
  const grid = { crs, affine: [cell, 0, extent.west, 0, -cell, extent.north] as const, cols, rows };
  const raster = { name: "a", grid, extent, instant: null };
  return { kind: "raster", rasters: [raster], tileCols: 256, tileRows: 256, cellType: "float32", nodata: null, bands: [], palette: null, zoom: null };
};
const degrees = (west: number, south: number, east: number, north: number) => metaOf(WGS84, { west, south, east, north }, 1000);

test("a footprint in degrees is the box of its corners", () => {
  const { box } = footprintOf(degrees(10, 40, 20, 50));
  expect(box!.left).toBeCloseTo(unitX(10), 12);
  expect(box!.right).toBeCloseTo(unitX(20), 12);
  expect(box!.top).toBeCloseTo(unitY(50), 12);
  expect(box!.bottom).toBeCloseTo(unitY(40), 12);
});

test("a footprint over the antimeridian lies at both ends of the map", () => {
  const { parts } = footprintOf(degrees(170, -20, 190, -10));
  expect(parts.map(({ box }) => [box.left, box.right]).sort()).toEqual([
    [0, expect.closeTo(unitX(-170), 9)],
    [expect.closeTo(unitX(170), 9), 1],
  ]);
});

test("a footprint around the pole reaches over all longitudes", () => {
  const polar = crsFromProj("+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84 +units=m")!;
  const { box } = footprintOf(metaOf(polar, { west: -3e6, south: -3e6, east: 3e6, north: 3e6 }, 1000));
  expect(box!.right - box!.left).toBeCloseTo(1, 2);
  expect(box!.bottom).toBeCloseTo(1, 9);
});

test("cells of the map three zooms past the native one are the finest", () => {
  const side = 20_037_508.342789244;
  const cell = (2 * side) / 256 / 2 ** 5;
  expect(footprintOf(metaOf(WEB_MERCATOR, { west: 0, south: 0, east: cell * 256, north: cell * 256 }, 256)).maxZoom).toBe(5 + 3);
});

test("NaN outside the data is told apart from NoData inside, and numbers stay", () => {
  const meta = degrees(0, 0, 90, 60);
  const values = new Float32Array(64 * 64).fill(Number.NaN);
  values[0] = 5;
  markOutside([values], 64, { z: 0, x: 0, y: 0 }, footprintOf(meta));
  const at = (lon: number, lat: number) => Math.floor(unitY(lat) * 64) * 64 + Math.floor(unitX(lon) * 64);
  expect(isOutside(values, at(45, 30))).toBe(false);
  expect(isOutside(values, at(-45, 30))).toBe(true);
  expect(isOutside(values, at(45, -30))).toBe(true);
  expect(values[0]).toBe(5);
  expect(values.filter(Number.isNaN).length).toBe(64 * 64 - 1);
});
