import { z } from "zod";
import { fitInto } from "../algebra/fit.ts";
import { asStored, fittingType } from "../cells/fit-type.ts";
import { breakOf, type Strategy, strategies } from "../classes/break-map.ts";
import { fail } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { type ClassList, classesSchema, classesSummary, missingBreaks, withBreaks } from "./classes-field.ts";
import { cellOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  classes: field(classesSchema, { kind: "classes", label: "Classes" }),
  strategy: field(z.enum(strategies), {
    kind: "choice",
    label: "A value belongs to",
    options: {
      lessThanOrEqualTo: "the first limit that is not below it",
      lessThan: "the first limit above it",
      greaterThanOrEqualTo: "the last limit that is not above it",
      greaterThan: "the last limit below it",
      exact: "the limit that equals it",
    },
  }),
  read: field(z.enum(["float", "int"]), {
    kind: "choice",
    label: "Values are read",
    options: { float: "as they are", int: "as whole numbers, fractions cut off" },
  }),
  fallback: field(z.number().nullable(), { kind: "optional-number", label: "All other values become", empty: "NoData" }),
  replaceNodata: field(z.number().nullable(), { kind: "optional-number", label: "NoData becomes", empty: "NoData" }),
  strict: field(z.boolean(), { kind: "flag", label: "Stop at a value without a class" }),
  result: field(z.enum(["fit", "own", "wrap"]), {
    kind: "choice",
    label: "Cell type",
    options: {
      fit: "The layer's own, or one that holds the new values",
      own: "The layer's own, wider where a value is out of range",
      wrap: "The layer's own; a value out of range wraps around",
    },
  }),
});
export type ReclassifyParams = z.infer<typeof schema>;

/** A value belongs to the first limit that is not below it; what belongs to none is NoData. */
export const byClasses = (classes: ClassList): ReclassifyParams => ({
  classes,
  strategy: "lessThanOrEqualTo",
  read: "float",
  fallback: null,
  replaceNodata: null,
  strict: false,
  result: "fit",
});

/** What a kernel looks values up in. */
export interface ClassTable {
  readonly breaks: Float64Array;
  /** By break: the new number, NaN for NoData. */
  readonly values: Float64Array;
  readonly fallback: number;
  readonly replaceNodata: number;
}

/**
 * Every value becomes the number of the class it falls in. NoData stays NoData unless it is replaced; a value in no class
 * becomes the fallback, or NoData, or (strict) a fault that names it. A new number equal to the layer's NoData is NoData.
 */
export const reclassify = cellOp<ReclassifyParams, ClassTable>({
  title: "Reclassify",
  help: "Turn ranges of values into classes, by a table or by measured breaks",
  words: ["classify", "classes", "breaks", "value map", "recode", "quantile", "natural breaks", "jenks", "equal interval", "slice"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ classes }) => classesSummary(classes),
  initial: () => byClasses({ kind: "measured", method: "quantile", count: 5 }),
  measure: {
    missing: ({ classes }) => missingBreaks(classes),
    settled: (params, numbers) => ({ ...params, classes: withBreaks(params.classes, numbers) }),
  },
  infer([input], params) {
    const { classes, fallback, replaceNodata, result } = params;
    const limits = rowsOf(classes).map(({ limit }) => limit);
    const twice = limits.find((limit, i) => limits.indexOf(limit) !== i);
    if (twice !== undefined) fail({ tag: "bad-param", op: "reclassify", param: "classes", problem: `the limit ${twice} stands twice` });
    const numbers = [...newNumbers(classes), fallback, replaceNodata].filter((value) => value !== null);
    const cellType = result === "wrap" ? input.cellType : fittingType(input.cellType, numbers, result === "fit");
    return { ...input, cellType, palette: null, bands: input.bands.map((band) => ({ ...band, unit: null, scale: 1, offset: 0 })) };
  },
  prepare: ([input], params) => tableOf(input, params),
  kernel(cells, { strategy, read, strict }, { prepared }) {
    for (const band of cells.bands) recode(band, prepared, { strategy, whole: read === "int", strict });
    return cells;
  },
});

const rowsOf = (classes: ClassList) => (classes.kind === "table" ? classes.rows : []);

/** The numbers of classes that are still to be measured count from 1. */
const newNumbers = (classes: ClassList): readonly (number | null)[] => (classes.kind === "table" ? classes.rows.map(({ value }) => value) : [1, classes.count]);

function tableOf(input: LayerMeta, params: ReclassifyParams): ClassTable {
  const { cellType, nodata } = reclassify.infer([input], params);
  const none = nodata === null ? Number.NaN : asStored(cellType, nodata);
  const stored = (value: number | null): number => {
    const kept = value === null ? Number.NaN : params.result === "wrap" ? wrapped(value, { cellType, nodata }) : asStored(cellType, value);
    return kept === none ? Number.NaN : kept;
  };
  const rows = [...rowsOf(params.classes)].sort((l, r) => l.limit - r.limit);
  return {
    breaks: Float64Array.from(rows, ({ limit }) => limit),
    values: Float64Array.from(rows, ({ value }) => stored(value)),
    fallback: stored(params.fallback),
    replaceNodata: stored(params.replaceNodata),
  };
}

function wrapped(value: number, storage: Pick<LayerMeta, "cellType" | "nodata">): number {
  const one = Float64Array.of(value);
  fitInto(one, one, 1, storage, "wrap");
  return one[0]!;
}

function recode(
  band: Float64Array,
  { breaks, values, fallback, replaceNodata }: ClassTable,
  { strategy, whole, strict }: { readonly strategy: Strategy; readonly whole: boolean; readonly strict: boolean },
): void {
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (Number.isNaN(value)) {
      band[i] = replaceNodata;
      continue;
    }
    const at = breakOf(breaks, strategy, whole ? Math.trunc(value) : value);
    if (at >= 0) band[i] = values[at]!;
    else if (strict) fail({ tag: "no-class", value });
    else band[i] = fallback;
  }
}
