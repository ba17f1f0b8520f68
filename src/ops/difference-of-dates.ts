import { z } from "zod";
import { type CellType, cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { fail } from "../fault.ts";
import { intersectExtent, unionExtent } from "../grid/extent.ts";
import { clipWindow, gridAt } from "../grid/grid.ts";
import { type Instant, instantOf, instantSchema, instantsIn, instantText } from "../layer/instant.ts";
import { sameGrid } from "../layer/join.ts";
import { unionKeys } from "../layer/keys.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  from: field(instantSchema, { kind: "instant", label: "From" }),
  to: field(instantSchema, { kind: "instant", label: "To", help: "The result is this date less the other" }),
});
export type DifferenceOfDatesParams = z.infer<typeof schema>;

/** The rasters of the earlier and of the later date behind one raster of the output. */
export interface Pair {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Cells of one date less those of another, band by band; NoData where either has none. Where a date has several tiles at a key,
 * the first that has a value counts. Integers widen by one step, so that no difference is out of range.
 */
export const differenceOfDates = gatherOp<DifferenceOfDatesParams, readonly Pair[]>({
  title: "Difference of two dates",
  help: "What changed from one date to another",
  words: ["change", "subtract", "minus", "time", "before and after", "delta"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ from, to }) => `${instantText(to)} less ${instantText(from)}`,
  initial([{ rasters }]) {
    const all = instantsIn(rasters);
    return { from: all[0] ?? instantOf(0), to: all.at(-1) ?? instantOf(0) };
  },
  infer([input], params) {
    const refuse = (problem: string) => fail({ tag: "bad-input", op: "differenceOfDates", problem });
    if (input.rasters.length > 0 && instantsIn(input.rasters).length < 2) refuse("the layer has less than two dates");
    const missing = (["from", "to"] as const).find((end) => !input.rasters.some(({ instant }) => instant === params[end]));
    if (missing && input.rasters.length > 0)
      fail({ tag: "bad-param", op: "differenceOfDates", param: missing, problem: `the layer has no ${instantText(params[missing])}` });
    const pairs = pairsOf(input, params);
    if (pairs.length === 0 && input.rasters.length > 0) refuse("the two dates lie on different grids; tile and reproject the layer first");
    const rasters = pairs.map(({ from, to }): Raster => {
      const [before, after] = [membersOf(input, from), membersOf(input, to)];
      const [first] = after as [Raster];
      const keys = unionKeys([...before, ...after]);
      const [left, right] = [unionExtent(before.map(({ extent }) => extent)), unionExtent(after.map(({ extent }) => extent))];
      const extent = (left && right && intersectExtent(left, right)) ?? first.extent;
      return { name: first.name, grid: first.grid, instant: null, extent, ...(keys && { keys }) };
    });
    const cellType = differenceType(input.cellType);
    return { ...input, rasters, cellType, nodata: conventionalNodata(cellType), palette: null };
  },
  prepare: ([input], params) => pairsOf(input, params),
  needs(out, _params, { inputs: [input], prepared }) {
    const { from, to } = prepared[out.raster] ?? { from: [], to: [] };
    return [...to, ...from].flatMap((raster) => {
      const grid = input.rasters[raster]?.grid;
      const part = grid && clipWindow(out, gridAt(grid, out.level));
      return part ? [{ ...part, input: 0, raster, level: out.level }] : [];
    });
  },
  kernel(parts, grid, out, _params, { output, prepared }) {
    const cells = emptyCells(grid, output.bands.length);
    const [{ need }] = [parts[0] ?? { need: null }];
    if (!need) return cells;
    const later = new Set(prepared[out.raster]?.to);
    for (const [b, band] of cells.bands.entries()) {
      const of = (isLater: boolean) => firstValues(parts.filter((part) => later.has(part.need.raster) === isLater).map((part) => part.cells.bands[b]!));
      const [after, before] = [of(true), of(false)];
      if (!after || !before) continue;
      for (let row = 0; row < need.rows; row++) {
        const at = (need.row - out.row + row) * out.cols + need.col - out.col;
        for (let col = 0; col < need.cols; col++) band[at + col] = after[row * need.cols + col]! - before[row * need.cols + col]!;
      }
      if (output.cellType === "float32") for (let i = 0; i < band.length; i++) band[i] = Math.fround(band[i]!);
    }
    return cells;
  },
});

const membersOf = ({ rasters }: LayerMeta, indices: readonly number[]): readonly Raster[] => indices.flatMap((index) => rasters[index] ?? []);

/** By grid, the rasters of both dates on it. */
function pairsOf({ rasters }: LayerMeta, { from, to }: DifferenceOfDatesParams): readonly Pair[] {
  const of = (instant: Instant) => rasters.flatMap((raster, index) => (raster.instant === instant ? [{ raster, index }] : []));
  const [before, after] = [of(from), of(to)];
  const firsts = after.filter(({ raster }, i) => after.findIndex((other) => sameGrid(other.raster.grid, raster.grid)) === i);
  return firsts.flatMap(({ raster: { grid } }) => {
    const on = (all: typeof before) => all.filter(({ raster }) => sameGrid(raster.grid, grid)).map(({ index }) => index);
    const pair = { from: on(before), to: on(after) };
    return pair.from.length > 0 ? [pair] : [];
  });
}

/** Of bands on top of each other the first value of each cell; null for none. */
function firstValues([first, ...rest]: readonly Float64Array[]): Float64Array | null {
  if (!first || rest.length === 0) return first ?? null;
  const values = first.slice();
  for (const band of rest) for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = band[i]!;
  return values;
}

/** The smallest signed type for any difference of two numbers, its lowest left for NoData. */
function differenceType(cellType: CellType): CellType {
  const { float, bytes } = cellTypeInfo(cellType);
  if (float) return cellType;
  return bytes === 1 ? "int16" : bytes === 2 ? "int32" : "float64";
}
