import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cells } from "../cells/cells.ts";
import { FaultError } from "../fault.ts";
import type { Affine } from "../grid/affine.ts";
import type { Areas, Polygon } from "../grid/areas.ts";
import { WEB_MERCATOR, WGS84 } from "../grid/crs.ts";
import { type Grid, gridAt, gridExtent, windowGrid } from "../grid/grid.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { keptCells, type MaskParams, mask } from "./mask.ts";

const grid: Grid = { crs: WEB_MERCATOR, affine: [10, 0, 500_000, 0, -10, 6_000_000], cols: 700, rows: 600 };
const metaOf = (...grids: readonly Grid[]): LayerMeta => ({
  kind: "raster",
  rasters: grids.map((one) => ({ name: "scene", grid: one, extent: gridExtent(one), instant: null })),
  tileCols: 256,
  tileRows: 256,
  cellType: "uint8",
  nodata: null,
  bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
  palette: null,
  zoom: null,
});
const areasOf = (polygons: readonly Polygon[], crs = WEB_MERCATOR): Areas => ({ crs, polygons, edges: [] });
const paramsOf = (areas: Areas, change: Partial<MaskParams> = {}): MaskParams => ({ areas, keep: "inside", rule: "centre", ...change });
const onesOn = (one: Grid): Cells => ({ grid: one, bands: [new Float64Array(one.cols * one.rows).fill(1)] });

/** The cells of a window at a level, 1 where kept. */
function run(meta: LayerMeta, params: MaskParams, window = { col: 0, row: 0, cols: grid.cols, rows: grid.rows }, level = 0): Float64Array {
  const cells = onesOn(windowGrid(gridAt(meta.rasters[0]!.grid, level), window));
  const context = { inputs: [meta] as const, output: mask.infer([meta], params), prepared: mask.prepare([meta], params), raster: 0 };
  return mask.kernel(cells, params, context).bands[0]!.map((value) => (Number.isNaN(value) ? 0 : 1));
}

const corner = fc.tuple(fc.integer({ min: 499_900, max: 507_200 }), fc.integer({ min: 5_993_800, max: 6_000_100 }));
const polygons = fc.array(fc.array(fc.array(corner, { minLength: 3, maxLength: 7 }), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
const rule = fc.constantFrom<MaskParams["rule"]>("centre", "touched");
const meta = metaOf(grid);

describe("laws", () => {
  test("inside and outside share no cell and leave none over", () => {
    fc.assert(
      fc.property(polygons, rule, (rings, by) => {
        const inside = run(meta, paramsOf(areasOf(rings), { rule: by }));
        const outside = run(meta, paramsOf(areasOf(rings), { rule: by, keep: "outside" }));
        expect(inside.every((one, i) => one + outside[i]! === 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("a window at any level has the cells of the whole", () => {
    const offset = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(polygons, rule, fc.integer({ min: 0, max: 3 }), offset, offset, (rings, by, level, col, row) => {
        const params = paramsOf(areasOf(rings), { rule: by });
        const { cols, rows } = gridAt(grid, level);
        const whole = run(meta, params, { col: 0, row: 0, cols, rows }, level);
        const part = run(meta, params, { col, row, cols: 20, rows: 10 }, level);
        expect(part).toEqual(part.map((_, i) => whole[(row + Math.floor(i / 20)) * cols + col + (i % 20)]!));
      }),
      { numRuns: 30 },
    );
  });

  test("the count for the form equals the cells that stay", () => {
    fc.assert(
      fc.property(polygons, rule, fc.constantFrom<MaskParams["keep"]>("inside", "outside"), (rings, by, keep) => {
        const params = paramsOf(areasOf(rings), { rule: by, keep });
        expect(keptCells(meta, params)).toEqual({ kept: run(meta, params).reduce((sum, one) => sum + one, 0), total: grid.cols * grid.rows });
      }),
      { numRuns: 15 },
    );
  });
});

describe("the step", () => {
  test("lets everything through while there are no areas, whatever is kept", () => {
    const params = mask.initial([meta]);
    expect(mask.summary(params)).toBe("no areas yet");
    expect(run(meta, { ...params, keep: "outside" }).every((one) => one === 1)).toBe(true);
    expect(keptCells(meta, params).kept).toBe(grid.cols * grid.rows);
  });

  test("says how many areas it has and what it keeps", () => {
    const one = [[500_000, 6_000_000] as const, [500_100, 6_000_000] as const, [500_000, 5_999_900] as const];
    expect(mask.summary(paramsOf(areasOf([[one]])))).toBe("1 area, keep inside");
    expect(mask.summary(paramsOf(areasOf([[one], [one]]), { keep: "outside" }))).toBe("2 areas, keep outside");
  });

  test("refuses areas that the layer's CRS cannot show", () => {
    const pole = [[[0, 95] as const, [10, 95] as const, [0, 99] as const]];
    expect(() => mask.infer([meta], paramsOf(areasOf([pole], WGS84)))).toThrow(FaultError);
  });

  test("takes its own parameters back after a turn through JSON, and areas without edges", () => {
    const params = paramsOf(
      areasOf([
        [
          [
            [0, 0],
            [1, 0],
            [0, 1],
          ],
        ],
      ]),
    );
    expect(mask.params.parse(JSON.parse(JSON.stringify(params)))).toEqual(params);
    const { edges: _, ...bare } = params.areas;
    expect(mask.params.parse({ ...params, areas: bare })).toEqual(params);
    expect(mask.params.safeParse({ ...params, areas: { ...bare, polygons: [[[[0, "a"]]]] } }).success).toBe(false);
  });

  test("burns drawn areas across the antimeridian on both sides of it", () => {
    const world: Grid = { crs: WGS84, affine: [1, 0, -180, 0, -1, 90], cols: 360, rows: 180 };
    const drawn: Areas = {
      crs: WGS84,
      polygons: [
        [
          [
            [175, -10],
            [185, -10],
            [185, 10],
            [175, 10],
          ],
        ],
      ],
      edges: ["mercator"],
    };
    expect(keptCells(metaOf(world), paramsOf(drawn)).kept).toBe(10 * 20);
    const pacific: Grid = { ...world, affine: [1, 0, 0, 0, -1, 90] };
    expect(keptCells(metaOf(pacific), paramsOf(drawn)).kept).toBe(10 * 20);
    const turned: Areas = {
      ...drawn,
      polygons: [
        [
          [
            [535, -10],
            [545, -10],
            [545, 10],
            [535, 10],
          ],
        ],
      ],
    };
    expect(keptCells(metaOf(world), paramsOf(turned)).kept).toBe(10 * 20);
  });
});

const vectorsFile = new URL("../../../shared/conformance/vectors.json", import.meta.url);
describe.skipIf(!existsSync(vectorsFile))("GeoTrellis' own cases (skipped where ../shared/conformance is absent)", () => {
  interface Vector {
    readonly id: string;
    readonly op: string;
    readonly input: { readonly polygon: Polygon; readonly extent: readonly [number, number, number, number]; readonly cols: number; readonly rows: number };
    readonly params: { readonly sampleType: "PixelIsPoint" | "PixelIsArea"; readonly includePartial: boolean };
    readonly expected: { readonly count: number; readonly cells?: readonly (readonly [number, number])[] };
  }
  interface MaskVector {
    readonly id: string;
    readonly op: string;
    readonly input: { readonly cells?: readonly (readonly (number | null)[])[]; readonly extent: readonly [number, number, number, number] };
    readonly params: { readonly geometries: readonly Polygon[]; readonly sampleType?: "PixelIsPoint" | "PixelIsArea" };
    readonly expected: { readonly cells: readonly (readonly (number | null)[])[] };
    readonly known_defect?: string;
  }
  const { vectors } = JSON.parse(existsSync(vectorsFile) ? readFileSync(vectorsFile, "utf8") : '{"vectors":[]}') as { readonly vectors: readonly Vector[] };
  const cases = vectors.filter(({ op, params }) => op === "rasterize_polygon" && (params.sampleType === "PixelIsPoint" || params.includePartial));

  test.each(cases.map((one) => [one.id, one] as const))(
    "%s",
    (_, {
      input: {
        polygon,
        extent: [west, south, east, north],
        cols,
        rows,
      },
      params,
      expected,
    }) => {
      const affine: Affine = [(east - west) / cols, 0, west, 0, (south - north) / rows, north];
      const one: Grid = { crs: WEB_MERCATOR, affine, cols, rows };
      const kept = run(metaOf(one), paramsOf(areasOf([polygon]), { rule: params.sampleType === "PixelIsPoint" ? "centre" : "touched" }), {
        col: 0,
        row: 0,
        cols,
        rows,
      });
      const cells = [...kept.keys()].filter((i) => kept[i] === 1);
      expect(cells.length).toBe(expected.count);
      if (expected.cells) expect(new Set(cells)).toEqual(new Set(expected.cells.map(([col, row]) => row * cols + col)));
    },
  );

  // Left out: cells in a layout of tiles, where masked tiles are dropped, and the defect of writing 0 for NoData.
  const masks = (vectors as readonly unknown[] as readonly MaskVector[]).filter(({ op, input, known_defect }) => op === "mask" && input.cells && !known_defect);
  test.each(masks.map((one) => [one.id, one] as const))(
    "%s",
    (_, {
      input: {
        cells = [],
        extent: [west, south, east, north],
      },
      params,
      expected,
    }) => {
      const [cols, rows] = [cells[0]?.length ?? 0, cells.length];
      const one: Grid = { crs: WEB_MERCATOR, affine: [(east - west) / cols, 0, west, 0, (south - north) / rows, north], cols, rows };
      const kept = run(metaOf(one), paramsOf(areasOf(params.geometries), { rule: params.sampleType === "PixelIsArea" ? "touched" : "centre" }), {
        col: 0,
        row: 0,
        cols,
        rows,
      });
      const got = cells.map((row, r) => row.map((cell, c) => (kept[r * cols + c] === 1 ? cell : null)));
      expect(got.slice(-expected.cells.length)).toEqual(expected.cells);
      expect(
        got
          .slice(0, -expected.cells.length)
          .flat()
          .every((cell) => cell === null),
      ).toBe(true);
    },
  );
});
