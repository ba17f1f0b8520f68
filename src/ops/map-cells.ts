import { z } from "zod";
import { type Expression, expressionOf } from "../algebra/expression.ts";
import { problemText } from "../algebra/problem.ts";
import type { Program } from "../algebra/program.ts";
import { fail } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { cellOp } from "./define.ts";
import { expressionField, overflowField, resultTypeField } from "./expression-field.ts";

const schema = z.object({
  expression: expressionField("cells stands for the cells of every band in turn; nd is NoData"),
  cellType: resultTypeField("As the layer's"),
  overflow: overflowField(),
  /** Cells without a value are the NoData number, which is a number like any other, as in GeoPySpark. */
  stored: z.literal(true).optional(),
});
export type MapCellsParams = z.infer<typeof schema>;

/**
 * The same expression over the cells of each band. The layer's type and NoData stay unless told otherwise: then numbers
 * are computed in full and put into the type at the end.
 */
export const mapCells = cellOp<MapCellsParams, Program>({
  title: "Map cells",
  help: "Put every cell of every band through one formula",
  words: ["expression", "function", "apply", "formula", "transform", "map tiles"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ expression }) => expression,
  initial: () => ({ expression: "cells", cellType: "input", overflow: "clamp" }),
  infer: ([input], params) => ({ ...input, ...expressionIn(input, params).storage, palette: null }),
  prepare: ([input], params) => expressionIn(input, params).program(),
  kernel({ grid, bands }, { stored }, { inputs: [{ nodata }], prepared }) {
    const none = stored ? nodata : null;
    if (none !== null) for (const band of bands) for (let i = 0; i < band.length; i++) if (Number.isNaN(band[i])) band[i] = none;
    return { grid, bands: bands.flatMap((band) => prepared([band], grid.cols * grid.rows)) };
  },
});

function expressionIn({ cellType: own, nodata }: LayerMeta, { expression, cellType, overflow, stored }: MapCellsParams): Expression {
  const isNumber = stored && nodata !== null && !Number.isNaN(nodata);
  const layers = [{ name: "cells", bandNames: ["cells"], cellType: own, nodata: isNumber ? null : nodata }] as const;
  const result = cellType === "input" ? { cellType: own, nodata } : cellType;
  const text = isNumber ? expression.replace(/\bnd\b/g, `(${nodata})`) : expression;
  const checked = expressionOf(text, { layers, firstBand: 1, cellType: result, overflow });
  return checked.ok ? checked.expression : fail({ tag: "bad-param", op: "mapCells", param: "expression", problem: problemText(checked.problem) });
}
