import { fitInto } from "../algebra/fit.ts";
import { cellTypeInfo } from "../cells/cell-type.ts";
import { type ConvertTypeParams, convertTypeSchema, storageOf } from "./convert-type.ts";
import { foldOp } from "./define.ts";

/** What a conversion does to values, in cells of all bands together. */
export interface OverflowCount {
  /** Cells with a value. */
  readonly values: number;
  /** Values below and above what the type holds. */
  readonly below: number;
  readonly above: number;
  /** Values in range that lose a fraction. */
  readonly fractions: number;
  /** Values that become NoData: those that do not fit, where that is asked for, and those that come to equal the NoData number. */
  readonly toNodata: number;
}

/** How many cells a conversion of the layer would change, counted before it is done. */
export const overflowCount = foldOp<ConvertTypeParams, OverflowCount, OverflowCount>({
  title: "Count overflow",
  help: "How many cells do not fit another number type",
  words: ["convert", "range", "clamp"],
  looksAt: "cells",
  params: convertTypeSchema,
  summary: ({ cellType }) => cellTypeInfo(cellType).label,
  empty: () => ({ values: 0, below: 0, above: 0, fractions: 0, toNodata: 0 }),
  add: (acc, { bands }, params) => bands.reduce((sum, band) => added(sum, counted(band, params)), acc),
  merge: added,
  done: (acc) => acc,
});

function added(left: OverflowCount, right: OverflowCount): OverflowCount {
  return {
    values: left.values + right.values,
    below: left.below + right.below,
    above: left.above + right.above,
    fractions: left.fractions + right.fractions,
    toNodata: left.toNodata + right.toNodata,
  };
}

function counted(band: Float64Array, params: ConvertTypeParams): OverflowCount {
  const storage = storageOf(params);
  const { float, min, max } = cellTypeInfo(storage.cellType);
  const fitted = new Float64Array(band.length);
  fitInto(fitted, band, band.length, storage, params.overflow);
  let [values, below, above, fractions, toNodata] = [0, 0, 0, 0, 0];
  for (let i = 0; i < band.length; i++) {
    const value = band[i]!;
    if (Number.isNaN(value)) continue;
    values++;
    const whole = float ? value : Math.trunc(value);
    if (whole < min) below++;
    else if (whole > max) above++;
    else if (whole !== value) fractions++;
    if (Number.isNaN(fitted[i]!)) toNodata++;
  }
  return { values, below, above, fractions, toNodata };
}
