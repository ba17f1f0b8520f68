import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";
import type { ResampleMethod } from "../cells/resample/method.ts";
import { widen } from "../cells/tile.ts";
import type { Affine } from "../grid/affine.ts";
import { type Crs, crsFromProj } from "../grid/crs.ts";
import { type Grid, gridExtent, windowGrid } from "../grid/grid.ts";
import { targetGrid } from "../grid/target-grid.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { planWarp, warpKernel, warpNeeds } from "./warp-plan.ts";

interface Stored {
  readonly affine: Affine;
  readonly cols: number;
  readonly rows: number;
  readonly epsg: number;
  readonly cells: string;
}
interface Document {
  readonly proj: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Stored & { readonly type: "uint8" | "int16" | "float32"; readonly nodata: number | null; readonly proj: string }>>;
  readonly cases: readonly (Stored & {
    readonly source: string;
    readonly method: ResampleMethod;
    readonly grid: string;
    readonly type: "int16" | "float32";
    readonly command: string;
  })[];
}

const document: Document = JSON.parse(readFileSync(new URL("../../e2e/fixtures/warp/references.json", import.meta.url), "utf8"));

const unpack = (cells: string, type: "uint8" | "int16" | "float32"): number[] => {
  const bytes = new Uint8Array(Buffer.from(cells, "base64")).buffer;
  return Array.from(type === "uint8" ? new Uint8Array(bytes) : type === "int16" ? new Int16Array(bytes) : new Float32Array(bytes));
};

const crsOf = (epsg: number, proj: string): Crs => ({ ...(crsFromProj(proj) as Crs), code: epsg });

function sourceOf(name: string) {
  const s = document.sources[name]!;
  const grid: Grid = { crs: crsOf(s.epsg, s.proj), affine: s.affine, cols: s.cols, rows: s.rows };
  const band = cellTypeInfo(s.type).make(s.cols * s.rows);
  band.set(unpack(s.cells, s.type));
  const meta = metaOf(grid, s.type, s.nodata);
  return { meta, grid, cells: widen({ grid, cellType: s.type, nodata: s.nodata, bands: [band], valid: null }) };
}

const metaOf = (grid: Grid, cellType: CellType, nodata: number | null): LayerMeta => ({
  kind: "raster",
  rasters: [{ name: "", grid, extent: gridExtent(grid), instant: null }],
  tileCols: 512,
  tileRows: 512,
  cellType,
  nodata,
  bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
  palette: null,
  zoom: null,
});

function crop(band: Float64Array, stride: number, { col, row, cols, rows }: { col: number; row: number; cols: number; rows: number }): Float64Array {
  const out = new Float64Array(cols * rows);
  for (let r = 0; r < rows; r++) out.set(band.subarray((row + r) * stride + col, (row + r) * stride + col + cols), r * cols);
  return out;
}

function warped(name: string, out: Grid, method: ResampleMethod, cellType?: CellType) {
  const source = sourceOf(name);
  const plan = planWarp({
    inputs: [source.meta],
    output: metaOf(out, cellType ?? source.meta.cellType, source.meta.nodata),
    method,
    groups: [[{ input: 0, raster: 0 }]],
  });
  return (col: number, row: number, cols: number, rows: number) => {
    const window = { raster: 0, level: 0, col, row, cols, rows };
    const parts = warpNeeds(plan, window).map((need) => ({
      need,
      cells: { grid: windowGrid(source.grid, need), bands: [crop(source.cells.bands[0]!, source.grid.cols, need)] },
    }));
    return warpKernel(plan, parts, windowGrid(out, window), window).bands[0]!;
  };
}

const picking: ReadonlySet<ResampleMethod> = new Set(["nearest", "mode", "median", "min", "max"]);
const overAreas: ReadonlySet<ResampleMethod> = new Set(["average", "mode", "median", "min", "max", "sum"]);

describe("cells equal GDAL's", () => {
  for (const c of document.cases) {
    test(`${c.source}, ${c.method}, ${c.grid} grid`, () => {
      const out: Grid = { crs: crsOf(c.epsg, document.proj[c.epsg]!), affine: c.affine, cols: c.cols, rows: c.rows };
      const { type } = document.sources[c.source]!;
      const ours = warped(c.source, out, c.method, c.method === "sum" ? "float64" : undefined)(0, 0, c.cols, c.rows);
      const theirs = unpack(c.cells, c.type).map((v) =>
        v === -32768 ? Number.NaN : type === "uint8" && c.method !== "sum" ? Math.min(Math.max(v, 0), 255) : v,
      );
      let worst = 0;
      for (const [i, expected] of theirs.entries()) {
        const value = ours[i]!;
        // GDAL 3.6 gives areas that lie wholly outside the raster the values of its edge; ours stay empty.
        if (Number.isNaN(value) && overAreas.has(c.method)) continue;
        expect(Number.isNaN(value), `cell ${i} has a value where GDAL's has`).toBe(Number.isNaN(expected));
        if (!Number.isNaN(value)) worst = Math.max(worst, Math.abs(value - expected));
      }
      expect(worst).toBeLessThanOrEqual(toleranceOf(c, type));
    });
  }
});

/** Values that are picked are equal. Rounded ones differ from GDAL's unrounded by half, from its rounded by one; sums are taken over other polygons. */
function toleranceOf({ method, source }: { readonly method: ResampleMethod; readonly source: string }, type: string): number {
  if (picking.has(method)) return 0;
  if (method === "sum") return 0.5;
  // A ten-thousandth of a source pixel, where neighbours differ by some tens.
  if (type === "float32") return 0.05;
  return document.sources[source]!.nodata === null ? 0.55 : 1;
}

test.each(["utm", "holes", "lonlat", "rotated", "southUp", "classes"])("the grid that GDAL suggests for %s", (name) => {
  const c = document.cases.find(({ source, grid }) => source === name && grid === "own")!;
  const out = targetGrid(sourceOf(name).grid, crsOf(c.epsg, document.proj[c.epsg]!))!;
  expect([out.cols, out.rows]).toEqual([c.cols, c.rows]);
  out.affine.forEach((v, i) => {
    expect(v).toBeCloseTo(c.affine[i]!, 5);
  });
});

test.each(["nearest", "bilinear", "cubic", "lanczos", "average", "sum"] as const)("any cut of the window gives the same cells bit for bit, %s", (method) => {
  const c = document.cases.find(({ source, grid }) => source === "holes" && grid === "finer")!;
  const [a, , west, , e, north] = c.affine;
  const out: Grid = { crs: crsOf(c.epsg, document.proj[c.epsg]!), affine: [a / 2, 0, west - 40 * a, 0, e / 2, north - 40 * e], cols: 230, rows: 210 };
  const cells = warped("holes", out, method);
  const whole = cells(0, 0, 230, 210);
  const window = fc.record({
    col: fc.integer({ min: 0, max: 229 }),
    row: fc.integer({ min: 0, max: 209 }),
    cols: fc.integer({ min: 1, max: 90 }),
    rows: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(window, ({ col, row, cols, rows }) => {
      const inside = { col, row, cols: Math.min(cols, 230 - col), rows: Math.min(rows, 210 - row) };
      expect(cells(inside.col, inside.row, inside.cols, inside.rows)).toEqual(crop(whole, 230, inside));
    }),
    { numRuns: 12 },
  );
});
