import { describe, expect, test } from "vitest";
import { type Crs, crsFromProj, WEB_MERCATOR, WGS84 } from "./crs.ts";
import type { Grid } from "./grid.ts";
import { imageExtent, targetGrid } from "./target-grid.ts";

const lonLat = (west: number, north: number, cell: number, cols: number, rows: number, cellY = cell): Grid => ({
  crs: WGS84,
  affine: [cell, 0, west, 0, -cellY, north],
  cols,
  rows,
});

describe("the grid in another CRS (facts from GeoTrellis' ReprojectRasterExtent)", () => {
  test.each([
    [lonLat(0, 10, 0.1, 100, 100), 100, 100, 11160.460740679613, [0, 1118889.9748579597]],
    [lonLat(10, 65, 0.025, 400, 200), 303, 329, 3674.233342290874, [1113194.9079327357, 9608371.509933658]],
  ] as const)("square cells, anchored at the north-west (%#)", (grid, cols, rows, cell, [west, north]) => {
    const out = targetGrid(grid, WEB_MERCATOR)!;
    expect([out.cols, out.rows]).toEqual([cols, rows]);
    expect(out.affine[0]).toBeCloseTo(cell, 3);
    expect(out.affine[2]).toBeCloseTo(west, 3);
    expect(out.affine[5]).toBeCloseTo(north, 3);
  });
  test("a cell size given is kept", () => {
    expect(targetGrid(lonLat(0, 10, 0.1, 100, 100), WEB_MERCATOR, 5000)).toMatchObject({
      cols: 223,
      rows: 224,
      affine: [5000, 0, 0, 0, -5000, expect.closeTo(1118889.97, 2)],
    });
  });
});

describe("places where maps end", () => {
  const polar = crsFromProj("+proj=stere +lat_0=90 +lat_ts=71 +lon_0=0 +datum=WGS84 +units=m +no_defs") as Crs;
  test("around a pole all longitudes are met, up to the pole", () => {
    const grid: Grid = { crs: polar, affine: [10_000, 0, -1_000_000, 0, -10_000, 1_000_000], cols: 200, rows: 200 };
    const { west, south, east, north } = imageExtent(grid, WGS84)!.extent;
    expect([west, east, north]).toEqual([-180, 180, 90]);
    expect(south).toBeCloseTo(76.9, 0);
  });
  test("the whole world on Web Mercator is its square", () => {
    const world = imageExtent(lonLat(-180, 90, 0.5, 720, 360), WEB_MERCATOR)!.extent;
    for (const [edge, value] of Object.entries({ west: -1, south: -1, east: 1, north: 1 }))
      expect(world[edge as "west"]).toBeCloseTo(value * 20037508.342789244, 2);
  });
  test("a disk inside its raster is met whole, though the corners of the raster are nowhere", () => {
    const disk = crsFromProj("+proj=ortho +lat_0=0 +lon_0=20 +R=6371000") as Crs;
    const grid: Grid = { crs: disk, affine: [10_000, 0, -6_500_000, 0, -10_000, 6_500_000], cols: 1300, rows: 1300 };
    const { extent, isWhole } = imageExtent(grid, WGS84)!;
    expect(isWhole).toBe(false);
    expect(Math.abs(extent.south + 90)).toBeLessThan(12);
    expect(Math.abs(extent.north - 90)).toBeLessThan(12);
  });
  test("a raster that goes on past 180° keeps its width", () => {
    const { west, east } = imageExtent(lonLat(170, 10, 0.1, 200, 100), WEB_MERCATOR)!.extent;
    expect((east - west) / 111319.4908).toBeCloseTo(20, 4);
  });
});
