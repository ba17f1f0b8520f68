import { z } from "zod";
import type { ExpressionSetting } from "../algebra/expression.ts";
import { type CellType, cellTypeInfo, cellTypes } from "../cells/cell-type.ts";
import type { BandMeta, LayerMeta } from "../layer/meta.ts";
import { field } from "./fields.ts";

/** A formula; what is wrong with it is told at its place. */
export const expressionField = (help: string) => field(z.string(), { kind: "expression", label: "Expression", help });

/** What becomes of numbers that the chosen type does not hold. */
export const overflowField = (help?: string) =>
  field(z.enum(["clamp", "wrap", "nodata"]), {
    kind: "choice",
    label: "Numbers out of range",
    ...(help && { help }),
    options: { clamp: "Clamp to the range", wrap: "Wrap around", nodata: "Become NoData" },
  });

const typeNames = Object.fromEntries(cellTypes.map((type) => [type, cellTypeInfo(type).label]));

/** How a result is stored; "input" is put into words by the op, as it means another thing for each. */
export const resultTypeField = (inputWords: string) =>
  field(z.enum(["auto", "input", ...cellTypes] as ["auto", "input", ...CellType[]]), {
    kind: "choice",
    label: "Cell type",
    options: { auto: "Automatic: nothing overflows", input: inputWords, ...typeNames },
  });

/** What the names of an expression over layers mean. */
export function namedLayers(inputs: readonly [LayerMeta, ...LayerMeta[]], names: readonly string[]): ExpressionSetting["layers"] {
  const [first, ...rest] = inputs.map(({ bands, cellType, nodata }, i) => ({
    name: names[i] ?? "",
    bandNames: bands.map((band) => band.name),
    cellType,
    nodata,
  }));
  return [first!, ...rest];
}

/** The bands of a result: those of the input where they go with them one by one, else bands named after the expression. */
export function resultBands(input: LayerMeta, count: number, expression: string): readonly BandMeta[] {
  const text = expression.length > 40 ? `${expression.slice(0, 39)}…` : expression;
  return Array.from({ length: count }, (_, i) => ({
    name: count > 1 && count === input.bands.length ? input.bands[i]!.name : count > 1 ? `${text} (${i + 1})` : text,
    role: "grey" as const,
    unit: null,
    scale: 1,
    offset: 0,
  }));
}
