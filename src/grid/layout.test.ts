import { describe, expect, test } from "vitest";
import { WEB_MERCATOR, WGS84 } from "./crs.ts";
import { extent } from "./extent.ts";
import { globalLayout, gridBoundsFor, keyAt, keyExtent, keysFor, layoutGrid, localLayout } from "./layout.ts";
import { zoomFor } from "./zoom.ts";

const layout = (west: number, south: number, east: number, north: number, layoutCols: number, layoutRows: number) => ({
  extent: extent(west, south, east, north),
  layoutCols,
  layoutRows,
  tileCols: 1,
  tileRows: 1,
});

describe("keys (facts from the GeoTrellis suite)", () => {
  test("a tile owns its west and north edges, and points outside get keys outside", () => {
    expect(keyAt(layout(0, 0, 1, 1, 2, 2), 0, 1)).toEqual({ col: 0, row: 0 });
    expect(keyAt(layout(0, 0, 1, 1, 2, 2), -0.1, 1)).toEqual({ col: -1, row: 0 });
    expect(keyAt(layout(0, 0, 1, 1, 5, 5), 0, 0.4).row).toBe(3);
  });

  test.each([
    [layout(0, 0, 1, 1, 1, 1), extent(0, 0, 1, 1), [0, 0, 0, 0]],
    [layout(630000, 215000, 645000, 228500, 5, 5), extent(630000, 215000, 633000, 217700), [0, 4, 0, 4]],
    [
      layout(-31.456975828130908, 16.80232947236449, 53.8711521718691, 80.7984254723645, 4, 3),
      extent(-31.456975828130908, 16.80232947236449, 53.8711521718691, 80.7984254723645),
      [0, 0, 3, 2],
    ],
    [layout(0, 0, 128, 128, 64, 64), extent(33, 50, 33, 50), [16, 39, 16, 39]],
    [layout(0, 0, 2, 2, 2, 2), extent(0, 0, 1, 1), [0, 1, 0, 1]],
    [layout(0, 0, 2, 2, 2, 2), extent(0, 0, 0, 0), [0, 2, 0, 2]],
    [layout(0, 0, 1, 1, 5, 5), extent(0, 0, 0.4, 0.4), [0, 3, 1, 4]],
  ] as const)("extent to keys, east and south edges out unless the extent has no size there (%#)", (where, part, [colMin, rowMin, colMax, rowMax]) => {
    expect(keysFor(where, part)).toEqual({ colMin, rowMin, colMax, rowMax });
  });

  test("key to extent", () => {
    const { west, south, east, north } = keyExtent(layout(0, 0, 1, 1, 5, 5), { col: 0, row: 0 });
    expect([west, south, east, north].map((v) => Number(v.toFixed(12)))).toEqual([0, 0.8, 0.2, 1]);
    const world = keyExtent(globalLayout(WGS84, 1, 256), { col: 0, row: 0 });
    expect(world.west).toBeCloseTo(-180, 4);
    expect(world.north).toBeCloseTo(90, 4);
    expect(world.east).toBeCloseTo(0, 4);
  });

  test("every key's centre leads back to the key", () => {
    const where = layout(-31.4, 16.8, 53.8, 80.7, 7, 3);
    for (let row = 0; row < 3; row++)
      for (let col = 0; col < 7; col++) {
        const { west, south, east, north } = keyExtent(where, { col, row });
        expect(keyAt(where, (west + east) / 2, (south + north) / 2)).toEqual({ col, row });
        expect(keysFor(where, extent(west + 1e-9, south + 1e-9, east - 1e-9, north - 1e-9))).toEqual({ colMin: col, rowMin: row, colMax: col, rowMax: row });
      }
  });
});

describe("grid bounds (facts from the GeoTrellis suite)", () => {
  const grid = { affine: [2, 0, 10, 0, -20, 0] as const, cols: 10, rows: 5 };
  test.each([
    [extent(10, -100, 30, 0), [0, 0, 9, 4]],
    [extent(10, -20, 12, 0), [0, 0, 0, 0]],
    [extent(26, -100, 30, -60), [8, 3, 9, 4]],
    [extent(12.01, -42, 24.5, -20.1), [1, 1, 7, 2]],
  ] as const)("right and bottom are exclusive on a grid line (%#)", (part, [colMin, rowMin, colMax, rowMax]) => {
    expect(gridBoundsFor(grid, part)).toEqual({ colMin, rowMin, colMax, rowMax });
  });
  test("without clamping they may lie outside", () => {
    const other = { affine: [10, 0, 0, 0, -5, 60] as const, cols: 10, rows: 12 };
    expect(gridBoundsFor(other, extent(-6, -0.1, 101, 64.9), false)).toEqual({ colMin: -1, rowMin: -1, colMax: 10, rowMax: 12 });
  });
});

describe("layouts (facts from the GeoTrellis suite)", () => {
  test("a local layout pads east and south of the data", () => {
    const local = localLayout(extent(0, 0, 37, 27), { width: 1, height: 1 }, 10, 10);
    expect(local).toEqual({ extent: extent(0, -3, 40, 27), layoutCols: 4, layoutRows: 3, tileCols: 10, tileRows: 10 });
  });
  test("a global layout is the square world", () => {
    expect(globalLayout(WGS84, 1, 256)).toMatchObject({ layoutCols: 2, layoutRows: 2, extent: extent(-180, -89.99999, 179.99999, 89.99999) });
    expect(globalLayout(WEB_MERCATOR, 3, 256)).toMatchObject({ layoutCols: 8, layoutRows: 8 });
    expect(layoutGrid(WEB_MERCATOR, globalLayout(WEB_MERCATOR, 0, 256)).affine[0]).toBeCloseTo(156543.03392804097, 6);
  });
  test.each([
    [WEB_MERCATOR, [0, 0], [150937.58, 150937.58], 0.1, 0],
    [WEB_MERCATOR, [0, 0], [1179.22888, 1179.22888], 0.1, 7],
    [WEB_MERCATOR, [0, 0], [0.57514, 0.57514], 0.1, 18],
    [WEB_MERCATOR, [0, 0], [147809.34, 147809.34], 0.1, 1],
    [WEB_MERCATOR, [0, 0], [2.25566, 2.25566], 0.1, 17],
    [WEB_MERCATOR, [0, 0], [4472.52, 4472.52], 0.2, 5],
    [WEB_MERCATOR, [0, 0], [17498.25, 17498.25], 0.2, 4],
    [WGS84, [-148.041443, -81.572438], [0.03222999999999843, -0.00010499999999069587], 0.1, 9],
    [WEB_MERCATOR, [-8500000, 5621521.486192066], [30, 30], 0.1, 13],
    [WGS84, [10, 45], [0.0008333333333333334, 0.0008333333333333334], 0.1, 11],
    // Rounding takes the edge of the world a hair beyond the antimeridian.
    [WEB_MERCATOR, [-20037508.3427893, 9944.8], [48967.1, 48967.1], 0.1, 2],
  ] as const)("the zoom for cells of %s at a corner (%#)", (crs, [x, y], [width, height], threshold, zoom) => {
    expect(zoomFor({ crs, x, y, width, height }, 256, threshold)).toBe(zoom);
  });
});
