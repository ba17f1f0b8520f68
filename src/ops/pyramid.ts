import { z } from "zod";
import { cellTypeInfo } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { statisticOf } from "../cells/resample/geotrellis.ts";
import { quantise } from "../cells/resample/quantise.ts";
import { clipWindow, gridAt } from "../grid/grid.ts";
import { isCategorical, type LayerMeta } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { resamplingWords } from "./resampling-field.ts";
import { resampledType } from "./tile-to-layout.ts";

const methods = ["nearest", "average", "mode", "median", "min", "max", "sum"] as const;
type Halving = (typeof methods)[number];

const schema = z.object({
  resampling: field(z.enum(methods), {
    kind: "choice",
    label: "Method",
    help: "Average suits amounts, most frequent suits classes",
    options: { nearest: "Nearest", average: "Average", mode: "Most frequent", median: "Median", min: "Minimum", max: "Maximum", sum: "Sum" },
  }),
  /** How whole numbers come out: means rounded half up and the lower of two medians, or (GeoTrellis) both cut toward zero. */
  rule: z.enum(["round", "geotrellis"]).optional(),
});
export type PyramidParams = z.infer<typeof schema>;

/**
 * The layer as it is, with coarser levels that are made of its exact cells: each level halves the one below it, two by two
 * cells at a time, whatever the number of tiles; cells past the east or south edge and NoData drop out. Without this step a
 * coarser level is a quick preview from coarser cells of the sources.
 */
export const pyramid = gatherOp<PyramidParams, null>({
  title: "Pyramid",
  help: "Exact coarser levels, by halving again and again",
  words: ["overviews", "levels", "zoom", "downsample", "multiscale"],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ resampling }) => resamplingWords[resampling].toLowerCase(),
  initial: ([input]) => ({ resampling: isCategorical(input) ? "mode" : "average" }),
  infer: ([input], { resampling }) => ({ ...input, cellType: resampledType(input.cellType, resampling) }),
  prepare: () => null,
  needs(out, _params, { output }) {
    const { raster, level } = out;
    const grid = output.rasters[raster]?.grid;
    if (!grid) return [];
    if (level === 0) {
      const same = clipWindow(out, grid);
      return same ? [{ ...same, raster, level, input: 0 }] : [];
    }
    const finer = clipWindow({ col: 2 * out.col, row: 2 * out.row, cols: 2 * out.cols, rows: 2 * out.rows }, gridAt(grid, level - 1));
    return finer ? [{ ...finer, raster, level: level - 1, input: "self" }] : [];
  },
  kernel([part], grid, out, { resampling, rule }, { output }) {
    const isFloat = cellTypeInfo(output.cellType).float;
    const cells = emptyCells(grid, output.bands.length);
    if (!part) return cells;
    const { need, cells: from } = part;
    const step = out.level === 0 ? 1 : 2;
    const few = new Float64Array(4);
    for (const [b, band] of cells.bands.entries()) {
      const source = from.bands[b]!;
      for (let r = 0; r < out.rows; r++) {
        const top = (out.row + r) * step - need.row;
        for (let c = 0; c < out.cols; c++) {
          const left = (out.col + c) * step - need.col;
          let count = 0;
          for (let y = Math.max(top, 0); y < Math.min(top + step, need.rows); y++)
            for (let x = Math.max(left, 0); x < Math.min(left + step, need.cols); x++) few[count++] = source[y * need.cols + x]!;
          band[r * out.cols + c] =
            step === 1
              ? count === 0
                ? Number.NaN
                : few[0]!
              : rule === "geotrellis"
                ? halvedAs(few, count, resampling, isFloat)
                : halved(few, count, resampling);
        }
      }
    }
    if (step === 2) quantise(cells.bands, output.cellType, output.nodata, rule);
    return cells;
  },
});

/** How many levels it takes until one tile holds the whole raster. */
export const pyramidLevels = ({ rasters, tileCols, tileRows }: LayerMeta): number =>
  Math.max(0, ...rasters.map(({ grid }) => Math.ceil(Math.log2(Math.max(Math.ceil(grid.cols / tileCols), Math.ceil(grid.rows / tileRows))))));

function halvedAs(values: Float64Array, count: number, method: Halving, isFloat: boolean): number {
  return method === "nearest"
    ? halved(values, count, method)
    : statisticOf(
        values.slice(0, count).filter((value) => !Number.isNaN(value)),
        method,
        isFloat,
      );
}

/** One cell from the up to four below it; NaN when none has a value. Nearest takes the south-east one, as GeoTrellis does. */
function halved(values: Float64Array, count: number, method: Halving): number {
  if (method === "nearest") return count === 0 ? Number.NaN : values[count - 1]!;
  let present = 0;
  for (let i = 0; i < count; i++) if (!Number.isNaN(values[i]!)) values[present++] = values[i]!;
  if (present === 0) return Number.NaN;
  const few = values.subarray(0, present);
  switch (method) {
    case "average":
      return sumOf(few) / present;
    case "sum":
      return sumOf(few);
    case "min":
      return few.reduce((l, r) => Math.min(l, r));
    case "max":
      return few.reduce((l, r) => Math.max(l, r));
    case "median":
      return few.sort()[Math.ceil(present / 2) - 1]!;
    case "mode":
      return mostFrequent(few);
    default:
      return method satisfies never;
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Of equals the first. */
function mostFrequent(values: Float64Array): number {
  let winner = values[0]!;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    let count = 0;
    for (let k = 0; k < values.length; k++) if (values[k] === values[i]) count++;
    if (count > most) {
      most = count;
      winner = values[i]!;
    }
  }
  return winner;
}
