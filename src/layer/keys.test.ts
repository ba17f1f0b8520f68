import fc from "fast-check";
import { expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { gridExtent, windowGrid } from "../grid/grid.ts";
import { dataWindow, keysOver, layerKeys, partitions, windowOnRaster } from "./keys.ts";
import type { LayerMeta } from "./meta.ts";

const grid = { crs: WEB_MERCATOR, affine: [10, 0, 1000, 0, -10, 9000] as const, cols: 700, rows: 500 };
const metaOf = (window: { col: number; row: number; cols: number; rows: number }, tile = 64): LayerMeta => ({
  kind: "tiled",
  rasters: [{ name: "a", grid, extent: gridExtent(windowGrid(grid, window)), instant: null }],
  tileCols: tile,
  tileRows: tile,
  cellType: "uint8",
  nodata: null,
  bands: [],
  palette: null,
  zoom: null,
});
const windows = fc.record({
  col: fc.integer({ min: 0, max: 600 }),
  row: fc.integer({ min: 0, max: 400 }),
  cols: fc.integer({ min: 1, max: 100 }),
  rows: fc.integer({ min: 1, max: 100 }),
});

test("the window of an extent made of whole cells is those cells", () => {
  fc.assert(
    fc.property(windows, (window) => {
      expect(dataWindow(metaOf(window).rasters[0]!, 0)).toEqual(window);
    }),
  );
});

test("keys over a layer cover its data once and nothing without data", () => {
  fc.assert(
    fc.property(windows, (window) => {
      const meta = metaOf(window);
      const keys = layerKeys(meta);
      const inside = (c: number, r: number) => c >= window.col && c < window.col + window.cols && r >= window.row && r < window.row + window.rows;
      let covered = 0;
      for (const key of keys) {
        const tile = windowOnRaster(meta, key);
        let hits = 0;
        for (let r = tile.row; r < tile.row + tile.rows; r++) for (let c = tile.col; c < tile.col + tile.cols; c++) if (inside(c, r)) hits++;
        expect(hits).toBeGreaterThan(0);
        covered += hits;
      }
      expect(covered).toBe(window.cols * window.rows);
    }),
    { numRuns: 40 },
  );
});

test("partitions hold every key once, in nearly equal numbers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      const keys = keysOver(metaOf({ col: 0, row: 0, cols: 700, rows: 500 }), { raster: 0, level: 0, col: 0, row: 0, cols: 700, rows: 500 });
      const parts = partitions(keys, count);
      expect(parts.flat()).toHaveLength(keys.length);
      expect(new Set(parts.flat().map((key) => `${key.col}/${key.row}`)).size).toBe(keys.length);
      const sizes = parts.map((part) => part.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
