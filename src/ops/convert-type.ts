import { z } from "zod";
import { fitInto, type Storage } from "../algebra/fit.ts";
import { isWhole, typeRange } from "../algebra/value-range.ts";
import { cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { cellOp } from "./define.ts";
import { overflowField } from "./expression-field.ts";
import { cellTypeSchema, field } from "./fields.ts";

export const convertTypeSchema = z.object({
  cellType: field(cellTypeSchema, { kind: "cell-type", label: "Cell type" }),
  nodata: field(z.union([z.number(), z.nan(), z.null(), z.literal("default")]), {
    kind: "nodata",
    label: "NoData",
    help: "The number that stands for cells without a value",
  }),
  overflow: overflowField("A fraction is cut off towards zero"),
});
export type ConvertTypeParams = z.infer<typeof convertTypeSchema>;

/**
 * Cells in another type. NoData stays NoData under the new number ("default" is the type's conventional one, null keeps
 * none); a value equal to the new number becomes NoData. Fractions are cut off towards zero, for booleans too; wrapping is
 * GeoPySpark's rule: stop at Int32's range, then keep the low bits, of booleans the last one.
 */
export const convertType = cellOp<ConvertTypeParams>({
  title: "Convert cell type",
  help: "Store cells as another number type, with another NoData",
  words: ["cast", "data type", "int16", "float32", "uint8", "bool", "nodata", "set nodata", "with no data"],
  version: 2,
  takes: "one",
  isBandByBand: true,
  params: convertTypeSchema,
  summary: ({ cellType, overflow }) => [cellTypeInfo(cellType).label, ...(overflow === "clamp" ? [] : [overflow])].join(", "),
  initial: ([input]) => ({ cellType: input.cellType, nodata: input.nodata, overflow: "clamp" }),
  infer: ([input], params) => ({ ...input, ...storageOf(params) }),
  prepare: () => null,
  kernel(cells, params) {
    const storage = storageOf(params);
    for (const band of cells.bands) fitInto(band, band, band.length, storage, params.overflow);
    return cells;
  },
});

/** False when every value of a layer is the same in the other type, by what the types hold: nothing needs to be counted then. */
export function mayLose(input: LayerMeta, params: ConvertTypeParams): boolean {
  const { cellType, nodata } = storageOf(params);
  const { float, min, max } = cellTypeInfo(cellType);
  const range = typeRange(input.cellType, input.nodata);
  const fits = isWhole(range) ? range.min >= min && range.max <= max : float && (cellType === "float64" || input.cellType === "float32");
  const isValue = nodata !== null && !Number.isNaN(nodata) && nodata !== input.nodata && nodata >= range.min && nodata <= range.max;
  return !fits || isValue;
}

/** The type and NoData number that the parameters ask for; refuses a number that the type does not hold. */
export function storageOf({ cellType, nodata: asked }: Pick<ConvertTypeParams, "cellType" | "nodata">): Storage {
  const { float, min, max, label } = cellTypeInfo(cellType);
  const nodata = asked === "default" ? conventionalNodata(cellType) : asked;
  const refuse = (problem: string) => fail({ tag: "bad-param", op: "convertType", param: "nodata", problem });
  if (nodata !== null && cellType === "bool") refuse("booleans have no number left for NoData; leave it empty");
  if (nodata !== null && !float && !(Number.isInteger(nodata) && nodata >= min && nodata <= max)) refuse(`${label} holds whole numbers from ${min} to ${max}`);
  return { cellType, nodata };
}
