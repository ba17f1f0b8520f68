import { z } from "zod";
import { fitInto } from "../algebra/fit.ts";
import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";
import { asStored, fittingType } from "../cells/fit-type.ts";
import { fail } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { cellOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  newMin: field(z.number(), { kind: "number", label: "New minimum" }),
  newMax: field(z.number(), { kind: "number", label: "New maximum" }),
  oldMin: field(z.number().nullable(), { kind: "optional-number", label: "Old minimum", empty: "measured" }),
  oldMax: field(z.number().nullable(), { kind: "optional-number", label: "Old maximum", empty: "measured" }),
  result: field(z.enum(["float32", "float64", "own", "wrap"]), {
    kind: "choice",
    label: "Cell type",
    options: {
      float32: "Float32",
      float64: "Float64",
      own: "The layer's own, wider where the new range is; whole numbers lose their fraction",
      wrap: "The layer's own; whole numbers out of range wrap around",
    },
  }),
});
export type NormalizeParams = z.infer<typeof schema>;

/**
 * Values stretched in a straight line so that the old range becomes the new one: (v − oldMin)(newMax − newMin)/(oldMax − oldMin)
 * + newMin, in all bands alike. Values out of the old range come out of the new one; only the cell type's own range ends them.
 * Fractions are cut off where the cell type holds none. NoData stays.
 */
export const normalize = cellOp<NormalizeParams, { readonly cellType: CellType; readonly nodata: number }>({
  title: "Normalize",
  help: "Stretch values from their range to another",
  words: ["rescale", "scale", "stretch", "range", "0 to 1"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ newMin, newMax }) => `${newMin} to ${newMax}`,
  initial: ([input]) => ({ newMin: 0, newMax: 1, oldMin: null, oldMax: null, result: input.cellType === "float64" ? "float64" : "float32" }),
  measure: {
    missing: ({ oldMin, oldMax }) => (oldMin === null || oldMax === null ? { kind: "range" } : null),
    settled: (params, [min = 0, max = 1]) => ({ ...params, oldMin: params.oldMin ?? min, oldMax: params.oldMax ?? max }),
  },
  infer: ([input], params) => normalized(input, params),
  prepare([input], params) {
    const { cellType, nodata } = normalized(input, params);
    return { cellType, nodata: nodata === null ? Number.NaN : asStored(cellType, nodata) };
  },
  kernel(cells, { newMin, newMax, oldMin, oldMax, result }, { prepared: { cellType, nodata } }) {
    const from = oldMin ?? 0;
    const width = (oldMax ?? 1) - from;
    const span = newMax - newMin;
    const { float, min, max } = cellTypeInfo(cellType);
    for (const band of cells.bands) {
      for (let i = 0; i < band.length; i++) {
        const value = ((band[i]! - from) * span) / width + newMin;
        if (result === "wrap") {
          band[i] = value;
          continue;
        }
        const kept = float ? value : Math.max(min, Math.min(max, value));
        const stored = cellType === "float32" ? Math.fround(kept) : float ? kept : Math.trunc(kept);
        band[i] = stored === nodata ? Number.NaN : stored;
      }
      if (result === "wrap") fitInto(band, band, band.length, { cellType, nodata }, "wrap");
    }
    return cells;
  },
});

function normalized(input: LayerMeta, { newMin, newMax, oldMin, oldMax, result }: NormalizeParams): LayerMeta {
  if (!(newMax > newMin)) fail({ tag: "bad-param", op: "normalize", param: "newMax", problem: `the new maximum must be above ${newMin}` });
  if (oldMin !== null && oldMax !== null && !(oldMax > oldMin))
    fail({
      tag: "bad-param",
      op: "normalize",
      param: "oldMax",
      problem: oldMax === oldMin ? `every value is ${oldMin}: a range of no width cannot be stretched` : `the old maximum must be above ${oldMin}`,
    });
  const cellType = result === "wrap" ? input.cellType : result === "own" ? fittingType(input.cellType, [newMin, newMax], false) : result;
  const nodata = input.nodata !== null && cellTypeInfo(cellType).float && !cellTypeInfo(input.cellType).float ? Number.NaN : input.nodata;
  return { ...input, cellType, nodata, palette: null, bands: input.bands.map((band) => ({ ...band, unit: null, scale: 1, offset: 0 })) };
}
