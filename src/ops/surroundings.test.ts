import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cells } from "../cells/cells.ts";
import type { Neighbourhood } from "../cells/neighbourhood.ts";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { type Grid, gridAt, gridExtent, windowGrid } from "../grid/grid.ts";
import type { Shape } from "../grid/shapes.ts";
import type { LayerMeta, RasterWindow } from "../layer/meta.ts";
import { derive } from "../plan/make.ts";
import { nodeId } from "../plan/node-id.ts";
import { contextOf, type Preparations } from "../plan/plan.ts";
import type { GatherOp } from "./define.ts";
import type { FocalOperation } from "./focal.ts";
import { opOf } from "./lookup.ts";
import type { Step } from "./step.ts";

const [cols, rows] = [23, 17];
const grid: Grid = { crs: WEB_MERCATOR, affine: [30.3, 0, 1_000_000.1, 0, -20.7, 5_000_000.3], cols, rows };

const layer = (cells: Float64Array, place: Grid): { readonly meta: LayerMeta; readonly cells: Float64Array } => ({
  cells,
  meta: {
    kind: "tiled",
    rasters: [{ name: "", grid: place, extent: gridExtent(place), instant: null }],
    tileCols: 8,
    tileRows: 8,
    cellType: "float64",
    nodata: Number.NaN,
    bands: [{ name: "", role: "grey", unit: null, scale: 1, offset: 0 }],
    palette: null,
    zoom: null,
  },
});

/** A window of a step's cells, its inputs cut out of the layer. */
function windowOf(step: Step, input: ReturnType<typeof layer>, out: RasterWindow): Float64Array {
  const node = derive(step, [{ kind: "scenes", id: nodeId("test"), meta: input.meta, scenes: [] }]);
  const op = opOf(step.op) as GatherOp<unknown, unknown>;
  const prepared: Preparations = new Map();
  const context = contextOf(node, prepared);
  const whole = input.meta.rasters[0]!.grid;
  const parts = op.needs(out, node.step.params, context).map((need) => {
    const band = new Float64Array(need.cols * need.rows);
    for (let i = 0; i < band.length; i++) band[i] = input.cells[(need.row + Math.floor(i / need.cols)) * whole.cols + need.col + (i % need.cols)]!;
    const cells: Cells = { grid: windowGrid(gridAt(whole, need.level), need), bands: [band] };
    return { need, cells };
  });
  return op.kernel(parts, windowGrid(gridAt(whole, out.level), out), out, node.step.params, context).bands[0]!;
}

const operations: readonly FocalOperation[] = ["sum", "mean", "min", "max", "median", "mode", "variance", "standardDeviation"];
const neighbourhoods: readonly Neighbourhood[] = [
  { kind: "square", extent: 2 },
  { kind: "circle", radius: 4.5 },
  { kind: "nesw", extent: 3 },
  { kind: "wedge", radius: 5, startAngle: 200, endAngle: 20 },
  { kind: "annulus", innerRadius: 1.5, outerRadius: 3 },
];
const shapes: readonly Shape[] = [
  {
    kind: "polygon",
    rings: [
      [
        [1_000_031, 4_999_990],
        [1_000_402, 4_999_880],
        [1_000_222, 4_999_701],
        [1_000_060, 4_999_760],
      ],
    ],
    value: 3,
    zindex: 0,
  },
  {
    kind: "line",
    rings: [
      [
        [999_900, 4_999_700],
        [1_000_500, 5_000_010],
        [1_000_650, 4_999_650],
      ],
    ],
    value: 5,
    zindex: 1,
  },
  { kind: "point", rings: [[[1_000_600, 4_999_950]]], value: 7, zindex: 0 },
];
const placed = { areas: { crs: WEB_MERCATOR, polygons: [], edges: [] }, shapes: { crs: WEB_MERCATOR, shapes } };
const number = { kind: "number", value: 1.7 };
const steps: readonly Step[] = [
  ...operations.flatMap((operation) =>
    neighbourhoods.map((neighbourhood): Step => ({ op: "focal", params: { operation, neighbourhood, wholeNumbers: false } })),
  ),
  { op: "slope", params: { zFactor: number } },
  {
    op: "aspect",
    params: {
      zFactor: {
        kind: "latitudes",
        table: [
          [60, 3],
          [30, 1],
        ],
      },
    },
  },
  { op: "hillshade", params: { azimuth: 300, altitude: 40, zFactor: number, band: 0, scale: "127" } },
  ...["centre", "touched", "covered"].map(
    (rule): Step => ({ op: "rasterize", params: { ...placed, value: 1, onto: "layer", rule, cellType: "float64", nodata: Number.NaN } }),
  ),
  { op: "euclideanDistance", params: placed },
  { op: "costDistance", params: { ...placed, maxDistance: 40_000, resolution: null } },
];

/** Fractions with many digits, of very different sizes, and holes: sums of them show the order in which they were added. */
const cellsArbitrary = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 0.1, max: 5, noNaN: true }) },
    { weight: 2, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  {
    minLength: cols * rows,
    maxLength: cols * rows,
  },
);
const windowArbitrary = fc.record({
  col: fc.integer({ min: -3, max: cols }),
  row: fc.integer({ min: -3, max: rows }),
  cols: fc.integer({ min: 1, max: 12 }),
  rows: fc.integer({ min: 1, max: 12 }),
});

describe("any window holds the cells of the whole, to the last bit", () => {
  test.each(steps.map((step) => [`${step.op} ${JSON.stringify(step.params).slice(0, 90)}`, step] as const))("%s", (_name, step) => {
    fc.assert(
      fc.property(cellsArbitrary, windowArbitrary, (cells, window) => {
        const input = layer(Float64Array.from(cells), grid);
        const whole = windowOf(step, input, { raster: 0, level: 0, col: 0, row: 0, cols, rows });
        const part = windowOf(step, input, { raster: 0, level: 0, ...window });
        for (let i = 0; i < part.length; i++) {
          const col = window.col + (i % window.cols);
          const row = window.row + Math.floor(i / window.cols);
          const isOn = col >= 0 && row >= 0 && col < cols && row < rows;
          if (!Object.is(part[i], isOn ? whole[row * cols + col] : Number.NaN)) return false;
        }
        return true;
      }),
      { numRuns: 12 },
    );
  });
});

test("a layer with a rotated grid has the slope and aspect of the ground, whatever its rows are", () => {
  const turn = Math.PI / 6;
  const [c, s] = [Math.cos(turn) * 10, Math.sin(turn) * 10];
  const rotated: Grid = { crs: WEB_MERCATOR, affine: [c, s, 0, s, -c, 0], cols: 5, rows: 5 };
  // A plane that rises by 1 to the east: at (x, y) it is x high.
  const plane = Float64Array.from({ length: 25 }, (_, i) => c * ((i % 5) + 0.5) + s * (Math.floor(i / 5) + 0.5));
  const middle: RasterWindow = { raster: 0, level: 0, col: 2, row: 2, cols: 1, rows: 1 };
  const one = { kind: "number", value: 1 };
  expect(windowOf({ op: "slope", params: { zFactor: one } }, layer(plane, rotated), middle)[0]).toBeCloseTo(45, 9);
  expect(windowOf({ op: "aspect", params: { zFactor: one } }, layer(plane, rotated), middle)[0]).toBeCloseTo(270, 9);
});

test("heights in metres over degrees have the slope of the ground along both axes", () => {
  const crs = { ...WEB_MERCATOR, code: 4326, name: "WGS 84", proj: "+proj=longlat +datum=WGS84" };
  const degrees: Grid = { crs, affine: [0.001, 0, 10, 0, -0.001, 60.0015], cols: 3, rows: 3 };
  const east = Float64Array.from({ length: 9 }, (_, i) => (i % 3) * 0.001 * 111320 * Math.cos(Math.PI / 3));
  const south = Float64Array.from({ length: 9 }, (_, i) => Math.floor(i / 3) * 0.001 * 111320);
  const middle: RasterWindow = { raster: 0, level: 0, col: 1, row: 1, cols: 1, rows: 1 };
  const slopeOf = (cells: Float64Array, kind: string) =>
    windowOf({ op: "slope", params: { zFactor: { kind, unit: "metres" } } }, layer(cells, degrees), middle)[0];
  expect(slopeOf(east, "degrees")).toBeCloseTo(45, 6);
  expect(slopeOf(south, "degrees")).toBeCloseTo(45, 6);
  expect(slopeOf(east, "latLng")).toBeCloseTo(45, 6);
  // GeoPySpark's one factor a row makes slopes along meridians too steep.
  expect(slopeOf(south, "latLng")).toBeCloseTo((Math.atan(2) * 180) / Math.PI, 6);
});

test("a variance keeps its digits far from zero, and equal values have none", () => {
  const far = Float64Array.from({ length: 9 }, (_, i) => 1e9 + i / 8);
  const params = { operation: "variance", neighbourhood: { kind: "square", extent: 1 }, wholeNumbers: false };
  const small: Grid = { ...grid, cols: 3, rows: 3 };
  const middle: RasterWindow = { raster: 0, level: 0, col: 1, row: 1, cols: 1, rows: 1 };
  expect(windowOf({ op: "focal", params }, layer(far, small), middle)[0]).toBeCloseTo(60 / 9 / 64, 12);
  expect(windowOf({ op: "focal", params }, layer(new Float64Array(9).fill(0.1), small), middle)[0]).toBe(0);
});
