import { expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import type { Instant, Raster } from "./meta.ts";
import { withInstants } from "./series.ts";

const raster = (west: number, instant: number | null): Raster => ({
  name: `${west}/${instant}`,
  grid: { crs: WEB_MERCATOR, affine: [1, 0, west, 0, -1, 100], cols: 100, rows: 100 },
  extent: { west, south: 0, east: west + 100, north: 100 },
  instant: instant as Instant | null,
});
const instants = (...rasters: Raster[]) => withInstants(rasters).map(({ instant }) => instant);

test("neighbours taken an hour apart are one picture without an instant", () => {
  expect(instants(raster(0, 1), raster(100, 2))).toEqual([null, null]);
});

test("one place at several instants is a series, also when it is made of several parts", () => {
  expect(instants(raster(0, 1), raster(0, 2))).toEqual([1, 2]);
  expect(instants(raster(0, 1), raster(100, 1), raster(0, 2), raster(100, 2))).toEqual([1, 1, 2, 2]);
});

test("a common instant stays", () => {
  expect(instants(raster(0, 7), raster(100, 7))).toEqual([7, 7]);
  expect(instants(raster(0, 7))).toEqual([7]);
});
