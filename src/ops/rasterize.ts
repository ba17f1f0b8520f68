import { z } from "zod";
import { cellTypeInfo, conventionalNodata, joinCellTypes } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { fail } from "../fault.ts";
import { noAreas } from "../grid/areas.ts";
import { type BurnRule, burn, type PixelShape, pixelShape } from "../grid/burn.ts";
import { gridAt } from "../grid/grid.ts";
import { noShapes } from "../grid/shapes.ts";
import type { BandMeta, LayerMeta } from "../layer/meta.ts";
import { areasSchema } from "./areas-field.ts";
import { dataPart } from "./around.ts";
import { gatherOp } from "./define.ts";
import { cellTypeSchema, field } from "./fields.ts";
import { placedShapes } from "./placed-shapes.ts";
import { shapesSchema, shapesWords } from "./shapes-field.ts";

const rules = { centre: "its centre is inside", touched: "a part of it is inside", covered: "all of it is inside" } satisfies Record<BurnRule, string>;

const schema = z.object({
  areas: field(areasSchema, { kind: "areas", label: "Areas" }),
  shapes: field(shapesSchema, { kind: "shapes", label: "Points, lines and areas of a file" }),
  value: field(z.number(), { kind: "number", label: "Value", help: "For areas drawn here, and shapes without a value of their own" }),
  onto: field(z.enum(["fresh", "layer"]), {
    kind: "choice",
    label: "Result",
    options: { fresh: "The shapes alone", layer: "Burnt over the layer" },
  }),
  rule: field(z.enum(["centre", "touched", "covered"]), { kind: "choice", label: "A cell counts when", options: rules }),
  cellType: field(cellTypeSchema, { kind: "cell-type", label: "Cell type" }),
  nodata: field(z.number().or(z.nan()).nullable(), { kind: "nodata", label: "NoData" }),
});
export type RasterizeParams = z.infer<typeof schema>;

/** What is burnt into one raster at one level, what is seen on top last. */
type Prepared = (raster: number, level: number) => readonly { readonly shape: PixelShape; readonly value: number }[];

/**
 * Shapes as cells on the grid of a layer: alone, all else NoData, or over the layer's own cells. Where shapes meet, the one with
 * the higher zindex is seen, of equals the first. Values must fit the cell type.
 */
export const rasterize = gatherOp<RasterizeParams, Prepared>({
  title: "Rasterize",
  help: "Burn areas, lines and points into cells",
  words: ["burn", "vector", "polygon", "line", "point", "features", "attribute", "geojson", "draw"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ areas: { polygons }, shapes, value }) => `${shapesWords(polygons.length, shapes)}, value ${value}`,
  initial: () => ({ areas: noAreas, shapes: noShapes, value: 1, onto: "fresh", rule: "centre", cellType: "uint8", nodata: conventionalNodata("uint8") }),
  infer([input], { shapes, value, onto, cellType, nodata }): LayerMeta {
    checkValues([value, ...shapes.shapes.flatMap((shape) => shape.value ?? [])], cellType);
    if (onto === "layer" && joinCellTypes(input.cellType, cellType) !== cellType)
      fail({
        tag: "bad-param",
        op: "rasterize",
        param: "cellType",
        problem: `${cellTypeInfo(cellType).label} does not hold the layer's ${cellTypeInfo(input.cellType).label}`,
      });
    const fresh: BandMeta = { name: "Rasterized", role: "grey", unit: null, scale: 1, offset: 0 };
    return { ...input, cellType, nodata, palette: onto === "layer" ? input.palette : null, bands: onto === "layer" ? input.bands : [fresh] };
  },
  prepare([input], { areas, shapes, value }) {
    const made = new Map<string, ReturnType<Prepared>>();
    return (raster, level) => {
      const key = `${raster}/${level}`;
      const kept = made.get(key);
      if (kept) return kept;
      const whole = input.rasters[raster];
      const grid = whole && gridAt(whole.grid, level);
      const placed = grid
        ? placedShapes(grid, areas, shapes).shapes.map((shape) => ({
            zindex: shape.zindex,
            shape: pixelShape(shape, grid.affine),
            value: shape.value ?? value,
          }))
        : [];
      // What is painted last is seen: the highest, and of equals the first.
      const burnt = placed.reverse().sort((l, r) => l.zindex - r.zindex);
      made.set(key, burnt);
      return burnt;
    };
  },
  needs(out, { onto }, { inputs: [input] }) {
    const part = onto === "layer" ? dataPart(out, input) : null;
    return part ? [{ ...part, raster: out.raster, level: out.level, input: 0 }] : [];
  },
  kernel([part], grid, out, { rule, nodata }, { output, prepared }) {
    const cells = emptyCells(grid, output.bands.length);
    const inside = dataPart(out, output);
    if (!inside) return cells;
    if (part)
      for (const [b, band] of cells.bands.entries())
        for (let row = 0; row < part.need.rows; row++) {
          const at = (part.need.row - out.row + row) * out.cols + part.need.col - out.col;
          band.set(part.cells.bands[b]!.subarray(row * part.need.cols, (row + 1) * part.need.cols), at);
        }
    for (const { shape, value } of prepared(out.raster, out.level)) {
      const number = value === nodata ? Number.NaN : value;
      const isCut = rule === "covered" && shape.kind === "polygon";
      const hit = isCut ? new Uint8Array(out.cols * out.rows) : null;
      burn(shape, inside, rule, (row, from, to, isIn) => {
        const at = (row - out.row) * out.cols - out.col;
        if (hit) hit.fill(isIn ? 1 : 0, at + from, at + to);
        else for (const band of cells.bands) band.fill(number, at + from, at + to);
      });
      if (hit) for (const band of cells.bands) for (let i = 0; i < hit.length; i++) if (hit[i] === 1) band[i] = number;
    }
    return cells;
  },
});

function checkValues(values: readonly number[], cellType: RasterizeParams["cellType"]): void {
  const { float, label, min, max } = cellTypeInfo(cellType);
  const wrong = values.find((value) => (float ? Number.isNaN(value) : !Number.isInteger(value)) || value < min || value > max);
  if (wrong !== undefined) fail({ tag: "bad-param", op: "rasterize", param: "value", problem: `${wrong} is no number of ${label}` });
}
