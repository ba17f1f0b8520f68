import { z } from "zod";
import { fail } from "../fault.ts";
import { toPixel } from "../grid/affine.ts";
import { noAreas } from "../grid/areas.ts";
import { cellSize, clipWindow, type Grid, gridAt } from "../grid/grid.ts";
import { map } from "../grid/point.ts";
import { countInside, fillRules, type Prepared, prepareArea, spans } from "../grid/polygon.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { areasSchema } from "./areas-field.ts";
import { areasOn } from "./areas-on.ts";
import { cellOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  areas: field(areasSchema, { kind: "areas", label: "Areas" }),
  keep: field(z.enum(["inside", "outside"]), { kind: "choice", label: "Keep", options: { inside: "Inside", outside: "Outside" } }),
  rule: field(z.enum(fillRules), {
    kind: "choice",
    label: "A cell counts when",
    options: { centre: "its centre is inside", touched: "it is touched", contained: "all of it is inside" },
  }),
});
export type MaskParams = z.infer<typeof schema>;

/** The areas burnt into one grid, made when it is first asked for. */
type Burn = (grid: Grid) => Prepared;

/**
 * Cells outside the areas (or inside, when outside is kept) become NoData; without areas every cell stays. Cells equal GDAL's
 * rasterisation of the same polygons in the layer's CRS, by cell centre or by touch.
 */
export const mask = cellOp<MaskParams, Burn>({
  title: "Mask by area",
  help: "Keep the cells inside or outside drawn or imported areas",
  words: ["clip", "crop", "cut", "polygon", "cookie cutter", "stencil"],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ areas: { polygons }, keep }) =>
    polygons.length === 0 ? "no areas yet" : `${polygons.length} ${polygons.length === 1 ? "area" : "areas"}, keep ${keep}`,
  initial: () => ({ areas: noAreas, keep: "inside", rule: "centre" }),
  infer([input], { areas }) {
    for (const raster of input.rasters)
      if (areas.polygons.length > 0 && areasOn(raster.grid, areas).polygons.length === 0) fail({ tag: "outside-crs", crs: raster.grid.crs.name });
    return input;
  },
  prepare: (_inputs, params) => burner(params),
  isEmpty(window, { areas, keep }, { output, prepared }) {
    const whole = output.rasters[window.raster];
    if (!whole || areas.polygons.length === 0 || keep === "outside") return false;
    const clipped = clipWindow(window, gridAt(whole.grid, window.level));
    return clipped === null || countInside(prepared(gridAt(whole.grid, window.level)), clipped) === 0;
  },
  kernel(cells, { areas, keep }, { output, prepared, raster }) {
    const whole = output.rasters[raster];
    if (!whole || areas.polygons.length === 0) return cells;
    const { grid, col, row } = placeOf(cells.grid, whole.grid);
    const burnt = prepared(grid);
    for (let r = 0; r < cells.grid.rows; r++) {
      const inside = spans(burnt, row + r);
      for (const band of cells.bands) dropRow(band.subarray(r * cells.grid.cols, (r + 1) * cells.grid.cols), col, inside, keep);
    }
    return cells;
  },
});

/** How many cells of a layer the mask keeps, of how many; from the areas alone, cells without a value count as cells. */
export function keptCells(meta: LayerMeta, params: MaskParams): { readonly kept: number; readonly total: number } {
  const burn = burner(params);
  let kept = 0;
  let total = 0;
  for (const raster of meta.rasters) {
    const window = dataWindow(raster, 0);
    const cells = window.cols * window.rows;
    const inside = params.areas.polygons.length === 0 ? 0 : countInside(burn(raster.grid), window);
    total += cells;
    kept += params.areas.polygons.length === 0 ? cells : params.keep === "inside" ? inside : cells - inside;
  }
  return { kept, total };
}

function burner({ areas, rule }: MaskParams): Burn {
  const made = new Map<string, Prepared>();
  return (grid) => {
    const key = JSON.stringify([grid.affine, grid.cols, grid.rows, grid.crs.proj]);
    const kept = made.get(key);
    if (kept) return kept;
    const burnt = prepareArea(areasOn(grid, areas), grid, rule);
    made.set(key, burnt);
    return burnt;
  };
}

/** The level of a window's grid, and where in it the window begins. */
function placeOf(window: Grid, whole: Grid): { readonly grid: Grid; readonly col: number; readonly row: number } {
  const level = Math.round(Math.log2(cellSize(window).width / cellSize(whole).width));
  const grid = gridAt(whole, level);
  const [, , x, , , y] = window.affine;
  const origin = toPixel(grid.affine, map(x, y));
  return { grid, col: Math.round(origin.x), row: Math.round(origin.y) };
}

function dropRow(row: Float64Array, col: number, inside: Int32Array, keep: "inside" | "outside"): void {
  let from = 0;
  for (let i = 0; i < inside.length; i += 2) {
    const start = Math.min(row.length, Math.max(0, inside[i]! - col));
    const end = Math.min(row.length, Math.max(0, inside[i + 1]! - col));
    if (keep === "outside") row.fill(Number.NaN, start, end);
    else row.fill(Number.NaN, from, start);
    from = end;
  }
  if (keep === "inside") row.fill(Number.NaN, from);
}
