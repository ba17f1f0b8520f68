import { z } from "zod";
import { emptyCells } from "../cells/cells.ts";
import { costDistances } from "../cells/cost-distance.ts";
import { fail } from "../fault.ts";
import { noAreas } from "../grid/areas.ts";
import { burn, pixelShape } from "../grid/burn.ts";
import { isGeographic, unitOf } from "../grid/crs.ts";
import { cellSize, gridAt, type Window } from "../grid/grid.ts";
import { noShapes } from "../grid/shapes.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster, RasterWindow } from "../layer/meta.ts";
import { areasSchema } from "./areas-field.ts";
import { dataPart } from "./around.ts";
import { gatherOp, type Part } from "./define.ts";
import { field } from "./fields.ts";
import { placedShapes } from "./placed-shapes.ts";
import { shapesSchema, shapesWords } from "./shapes-field.ts";
import { metresPerDegree } from "./z-factor.ts";

const above0 = z.number().positive("must be above 0");

const schema = z.object({
  areas: field(areasSchema, { kind: "areas", label: "From areas" }),
  shapes: field(shapesSchema, { kind: "shapes", label: "From points, lines and areas of a file" }),
  maxDistance: field(above0.nullable(), { kind: "optional-number", label: "Farthest", empty: "no limit", help: "Cells that cost more become NoData" }),
  resolution: field(above0.nullable(), {
    kind: "optional-number",
    label: "Length of a cell",
    empty: "its metres on the ground",
    help: "What friction is multiplied with at every step",
  }),
});
export type CostDistanceParams = z.infer<typeof schema>;

/** Cells of all bands of a friction layer that can be solved; it is held in memory as a whole. 64 MB. */
const mostCells = 2 ** 23;

/**
 * The least cost of a way from some shapes to every cell, through the friction of the first band: a step costs its length times
 * the mean friction of its two cells. Cells without a friction, or with one below 0, cannot be passed. float64. Every cell may
 * depend on every other, so a raster is solved as a whole, and one above 8 million cells is refused as `too-large`.
 */
export const costDistance = gatherOp<CostDistanceParams, object>({
  title: "Cost distance",
  help: "The cheapest way from areas, lines or points through friction",
  words: ["friction", "least cost", "path", "travel time", "accessibility", "walking", "dijkstra", "accumulated"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ areas: { polygons }, shapes, maxDistance }) => `${shapesWords(polygons.length, shapes)}${maxDistance === null ? "" : `, up to ${maxDistance}`}`,
  initial: () => ({ areas: noAreas, shapes: noShapes, maxDistance: null, resolution: null }),
  infer([input]): LayerMeta {
    for (const raster of input.rasters) {
      const { cols, rows } = dataWindow(raster, 0);
      const cells = cols * rows * input.bands.length;
      if (cells > mostCells) fail({ tag: "too-large", what: "cost distance", needBytes: cells * 8, limitBytes: mostCells * 8 });
    }
    return { ...input, cellType: "float64", nodata: Number.NaN, palette: null, bands: [{ name: "Cost", role: "grey", unit: null, scale: 1, offset: 0 }] };
  },
  prepare: () => ({}),
  needs(out, _params, { inputs: [input], prepared }) {
    const raster = input.rasters[out.raster];
    if (!raster || !dataPart(out, input) || solutionOf(prepared, out)) return [];
    const whole = dataWindow(raster, out.level);
    return [{ ...whole, raster: out.raster, level: out.level, input: 0 }];
  },
  kernel([part], grid, out, params, { output, prepared }) {
    const cells = emptyCells(grid, 1);
    const inside = dataPart(out, output);
    const raster = output.rasters[out.raster];
    if (!inside || !raster) return cells;
    const { window, costs } = solutionOf(prepared, out) ?? keep(prepared, out, solve(part, { ...raster, grid: gridAt(raster.grid, out.level) }, params));
    for (let row = inside.row; row < inside.row + inside.rows; row++) {
      const at = (row - window.row) * window.cols + inside.col - window.col;
      cells.bands[0]?.set(costs.subarray(at, at + inside.cols), (row - out.row) * out.cols + inside.col - out.col);
    }
    return cells;
  },
});

interface Solution {
  readonly window: Window;
  readonly costs: Float64Array;
}

interface Kept {
  readonly owner: object;
  readonly raster: number;
  readonly level: number;
  readonly solution: Solution;
}

/** The last solutions of this worker, the newest first: tiles of a few layers are asked in turn, and more would be too many to hold. */
let kept: readonly Kept[] = [];

const solutionOf = (owner: object, { raster, level }: RasterWindow): Solution | null =>
  kept.find((one) => one.owner === owner && one.raster === raster && one.level === level)?.solution ?? null;

function keep(owner: object, { raster, level }: RasterWindow, solution: Solution): Solution {
  let cells = 0;
  kept = [{ owner, raster, level, solution }, ...kept].filter((one) => {
    cells += one.solution.costs.length;
    return one.solution === solution || cells <= 2 * mostCells;
  });
  return solution;
}

function solve(part: Part | undefined, raster: Raster, { areas, shapes, maxDistance, resolution }: CostDistanceParams): Solution {
  if (!part) return { window: { col: 0, row: 0, cols: 0, rows: 0 }, costs: new Float64Array(0) };
  const { need: window, cells } = part;
  const { grid } = raster;
  const sources: number[] = [];
  for (const shape of placedShapes(grid, areas, shapes).shapes)
    burn(pixelShape(shape, grid.affine), window, "centre", (row, from, to) => {
      for (let col = from; col < to; col++) sources.push((row - window.row) * window.cols + col - window.col);
    });
  // A given length is that of a cell at level 0; coarser cells are longer.
  const given = resolution === null ? null : resolution * 2 ** window.level;
  const { width, height } = given === null ? metresOf(raster) : { width: given, height: given };
  return { window, costs: costDistances({ ...window, friction: cells.bands[0]!, width, height }, sources, maxDistance ?? Number.POSITIVE_INFINITY) };
}

/** A cell's width and height on the ground; of degrees, at the data's middle latitude. */
function metresOf({ grid, extent: { south, north } }: Raster): { readonly width: number; readonly height: number } {
  const { width, height } = cellSize(grid);
  if (!isGeographic(grid.crs)) {
    const metres = unitOf(grid.crs).metres ?? 1;
    return { width: width * metres, height: height * metres };
  }
  return { width: width * metresPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180), height: height * metresPerDegree };
}
