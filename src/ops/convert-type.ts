import { z } from "zod";
import { type CellType, cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { cellOp } from "./define.ts";
import { cellTypeSchema, field } from "./fields.ts";

const schema = z.object({
  cellType: field(cellTypeSchema, { kind: "cell-type", label: "Cell type" }),
  nodata: field(z.union([z.number(), z.nan(), z.null(), z.literal("default")]), {
    kind: "nodata",
    label: "NoData",
    help: "The number that stands for cells without a value",
  }),
  overflow: field(z.enum(["clamp", "wrap", "nodata"]), {
    kind: "choice",
    label: "Numbers out of range",
    help: "A fraction is cut off towards zero",
    options: { clamp: "Clamp to the range", wrap: "Wrap around", nodata: "Become NoData" },
  }),
});
export type ConvertTypeParams = z.infer<typeof schema>;

/**
 * Cells in another type. NoData stays NoData under the new number ("default" is the type's conventional one, null keeps
 * none); a value equal to the new number becomes NoData. Fractions are cut off towards zero; wrapping is GeoPySpark's rule:
 * stop at Int32's range, then keep the low bits.
 */
export const convertType = cellOp<ConvertTypeParams>({
  title: "Convert cell type",
  help: "Store cells as another number type, with another NoData",
  words: ["cast", "data type", "int16", "float32", "uint8", "nodata", "set nodata"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ cellType, overflow }) => [cellTypeInfo(cellType).label, ...(overflow === "clamp" ? [] : [overflow])].join(", "),
  initial: ([input]) => ({ cellType: input.cellType, nodata: input.nodata, overflow: "clamp" }),
  infer([input], params) {
    const { cellType } = params;
    const { float, min, max, label } = cellTypeInfo(cellType);
    const nodata = newNodata(params);
    if (nodata !== null && !float && !(Number.isInteger(nodata) && nodata >= min && nodata <= max))
      fail({ tag: "bad-param", op: "convertType", param: "nodata", problem: `${label} holds whole numbers from ${min} to ${max}` });
    return { ...input, cellType, nodata };
  },
  prepare: () => null,
  kernel(cells, params) {
    const nodata = newNodata(params);
    for (const band of cells.bands) convert(band, params.cellType, params.overflow, nodata ?? Number.NaN);
    return cells;
  },
});

const newNodata = ({ cellType, nodata }: ConvertTypeParams): number | null => (nodata === "default" ? conventionalNodata(cellType) : nodata);

function convert(band: Float64Array, cellType: CellType, overflow: ConvertTypeParams["overflow"], nodata: number): void {
  const { float, min, max, bytes } = cellTypeInfo(cellType);
  const span = 2 ** (8 * bytes);
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (Number.isNaN(value)) continue;
    let next = float ? value : Math.trunc(value);
    if (next < min || next > max) {
      if (overflow === "nodata") next = Number.NaN;
      else if (overflow === "clamp" || float) next = next < min ? min : max;
      else next = wrapped(Math.max(-2147483648, Math.min(2147483647, next)), min, span);
    }
    if (bytes === 4 && float) next = Math.fround(next);
    band[i] = next === nodata ? Number.NaN : next;
  }
}

/** The number of the same low bits in a range that starts at `min`. */
const wrapped = (value: number, min: number, span: number): number => ((((value - min) % span) + span) % span) + min;
