import { describe, expect, test } from "vitest";
import type { ResampleMethod } from "../cells/resample/method.ts";
import { type Crs, crsFromProj, WEB_MERCATOR, WGS84 } from "../grid/crs.ts";
import { type Grid, gridExtent, windowGrid } from "../grid/grid.ts";
import type { LayerMeta, RasterWindow } from "../layer/meta.ts";
import { display, displayLevel } from "./display.ts";
import { reproject } from "./reproject.ts";
import { tileToLayout } from "./tile-to-layout.ts";
import { planWarp, type WarpPlan, warpKernel, warpNeeds } from "./warp-plan.ts";

const utm = crsFromProj("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs") as Crs;

const layer = (grids: readonly Grid[], bands = 1): LayerMeta => ({
  kind: "raster",
  rasters: grids.map((grid, i) => ({ name: `scene ${i}`, grid, extent: gridExtent(grid), instant: null })),
  tileCols: 512,
  tileRows: 512,
  cellType: "int16",
  nodata: -99,
  bands: Array.from({ length: bands }, (_, i) => ({ name: `Band ${i + 1}`, role: "grey", unit: null, scale: 1, offset: 0 })),
  palette: null,
  zoom: null,
});

const scene = (col: number, row: number, size = 1000): Grid => ({
  crs: utm,
  affine: [10, 0, 400_000 + col * 10_000, 0, -10, 5_300_000 - row * 10_000],
  cols: size,
  rows: size,
});

const tiled = (input: LayerMeta, resampling: ResampleMethod) => {
  const params = { layout: { kind: "local", tileCols: 256, tileRows: 256 }, targetCrs: WEB_MERCATOR, resampling } as const;
  return { meta: tileToLayout.infer([input], params), plan: tileToLayout.prepare([input], params) };
};

describe("what a window needs", () => {
  const thousand = layer(Array.from({ length: 1000 }, (_, i) => scene(i % 40, Math.floor(i / 40))));
  const { meta, plan } = tiled(thousand, "bilinear");
  const window: RasterWindow = { raster: 0, level: 0, col: 256 * 80, row: 256 * 40, cols: 256, rows: 256 };

  test("is a few of a thousand scenes, and little more of them than lies under it", () => {
    const needs = warpNeeds(plan, window);
    expect(needs.length).toBeGreaterThan(0);
    expect(needs.length).toBeLessThanOrEqual(4);
    const { grid } = meta.rasters[0]!;
    const metres = grid.affine[0] * Math.cos((47.5 * Math.PI) / 180);
    const under = (256 * metres) / 10;
    const asked = needs.reduce((sum, { cols, rows }) => sum + cols * rows, 0);
    expect(asked).toBeGreaterThan(under * under * 0.9);
    // Two turned by up to two degrees and a margin of two cells on each side of each scene.
    expect(asked).toBeLessThan((under * 1.08 + 8) ** 2);
  });

  test("is exact cells at level 0 and coarser ones for a preview", () => {
    expect(warpNeeds(plan, window).every(({ level }) => level === 0)).toBe(true);
    const preview = warpNeeds(plan, { ...window, level: 4, col: 256 * 3, row: 256 * 2 });
    expect(preview.length).toBeGreaterThan(4);
    expect(preview.every(({ level }) => level === 3 || level === 4)).toBe(true);
    const asked = preview.reduce((sum, { cols, rows }) => sum + cols * rows, 0);
    expect(asked).toBeLessThan(4 * 256 * 256 * 2);
  });

  test("is nothing beside the data", () => {
    expect(warpNeeds(plan, { raster: 0, level: 0, col: -5000, row: 0, cols: 256, rows: 256 })).toEqual([]);
  });
});

/** All cells of an output window, from a function of the input's column and row. */
function run(plan: WarpPlan, out: Grid, window: RasterWindow, value: (col: number, row: number, band: number) => number) {
  const parts = warpNeeds(plan, window).map((need) => ({
    need,
    cells: {
      grid: out,
      bands: plan.output.bands.map((_, band) =>
        Float64Array.from({ length: need.cols * need.rows }, (_, i) => value(need.col + (i % need.cols), need.row + Math.floor(i / need.cols), band)),
      ),
    },
  }));
  return warpKernel(plan, parts, windowGrid(out, window), window);
}

test("a place over NoData stays empty unless another band has a value there (gdalwarp -r bilinear, one band and two)", () => {
  const source: Grid = { crs: utm, affine: [10, 0, 500_000, 0, -10, 5_000_000], cols: 8, rows: 8 };
  const out: Grid = { crs: utm, affine: [5, 0, 500_000, 0, -5, 5_000_000], cols: 16, rows: 16 };
  const value = (col: number, row: number, band: number) =>
    row >= 3 && row < 5 && col >= 3 && col < 6 ? (band === 0 ? Number.NaN : 7) : row * 80 + col * 10 + 10;
  const rowOf = (bands: number) => {
    const plan = planWarp({ inputs: [layer([source], bands)], output: { ...layer([out], bands) }, method: "bilinear", groups: [[{ input: 0, raster: 0 }]] });
    return [...run(plan, out, { raster: 0, level: 0, col: 4, row: 6, cols: 10, rows: 1 }, value).bands[0]!];
  };
  const none = Number.NaN;
  expect(rowOf(1)).toEqual([248, 246, none, none, none, none, none, none, 285, 293]);
  expect(rowOf(2)).toEqual([248, 246, 229, 203, 208, 213, 218, 260, 285, 293]);
});

test("cells past the output's raster are empty, though the source goes on", () => {
  const source: Grid = { crs: utm, affine: [10, 0, 500_000, 0, -10, 5_000_000], cols: 8, rows: 8 };
  const out: Grid = { ...source, cols: 3, rows: 2 };
  const plan = planWarp({ inputs: [layer([source])], output: layer([out]), method: "nearest", groups: [[{ input: 0, raster: 0 }]] });
  const none = Number.NaN;
  expect([...run(plan, out, { raster: 0, level: 0, col: 1, row: 1, cols: 3, rows: 2 }, (col) => col).bands[0]!]).toEqual([1, 2, none, none, none, none]);
});

describe("across the antimeridian", () => {
  const pacific: Grid = { crs: WGS84, affine: [0.1, 0, 175, 0, -0.1, 5], cols: 100, rows: 100 };
  const input = layer([pacific]);

  test("a layer shows at both ends of the map", () => {
    const params = { z: 6 };
    const context = { inputs: [input] as const, output: display.infer([input], params), prepared: display.prepare([input], params) };
    const needs = (col: number) => display.needs({ raster: 0, level: 0, col: col * 256, row: 31 * 256, cols: 256, rows: 256 }, params, context);
    expect(needs(63)).toHaveLength(1);
    expect(needs(0)).toHaveLength(1);
    expect(needs(32)).toHaveLength(0);
    expect(needs(63)[0]!.col).toBeLessThan(50);
    expect(needs(0)[0]!.col).toBeGreaterThan(45);
  });

  test("a UTM zone on the seam keeps its extent in one piece", () => {
    const zone: Grid = {
      crs: crsFromProj("+proj=utm +zone=1 +datum=WGS84 +units=m +no_defs") as Crs,
      affine: [100, 0, 100_000, 0, -100, 1_000_000],
      cols: 3000,
      rows: 3000,
    };
    for (const targetCrs of [WGS84, WEB_MERCATOR]) {
      const { extent } = reproject.infer([layer([zone])], { targetCrs, resampling: "nearest", cellSize: null }).rasters[0]!;
      const degrees = targetCrs === WGS84 ? 1 : 111_319.49;
      expect((extent.east - extent.west) / degrees).toBeLessThan(4);
      expect((extent.east - extent.west) / degrees).toBeGreaterThan(2);
    }
  });
});

test("the display tells which level it reads", () => {
  const input = layer([scene(0, 0), { ...scene(10, 0), affine: [1, 0, 500_000, 0, -1, 5_300_000] }]);
  expect(displayLevel(input, 0, 18)).toBe(0);
  // At zoom 10 a screen pixel is about 100 metres here.
  expect(displayLevel(input, 0, 10)).toBe(6);
  expect(displayLevel(layer([scene(0, 0)]), 0, 10)).toBe(3);
});
