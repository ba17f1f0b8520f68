import { z } from "zod";
import { fitInto } from "../algebra/fit.ts";
import { type CellType, cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { varianceTwice } from "../cells/double-double.ts";
import { mediansAround, modesAround } from "../cells/focal-ranks.ts";
import { type Reduction, reduceAround } from "../cells/focal-rows.ts";
import { counting, largest, smallest, summing, summingSquares, summingTwice } from "../cells/focal-sums.ts";
import { atLevel, type NeighbourhoodRuns, reachOf, runsOf } from "../cells/neighbourhood.ts";
import type { Window } from "../grid/grid.ts";
import { dataPart, needsAround } from "./around.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { neighbourhoodSchema, neighbourhoodWords } from "./neighbourhood-field.ts";

const operations = {
  mean: "Mean",
  median: "Median",
  mode: "Most frequent",
  min: "Minimum",
  max: "Maximum",
  sum: "Sum",
  standardDeviation: "Standard deviation",
  variance: "Variance",
} as const;
export type FocalOperation = keyof typeof operations;
const names = Object.keys(operations) as readonly FocalOperation[];

const schema = z.object({
  operation: field(z.enum(names), { kind: "choice", label: "Statistic", options: operations }),
  neighbourhood: field(neighbourhoodSchema, { kind: "neighbourhood", label: "Neighbourhood" }),
  wholeNumbers: field(z.boolean(), {
    kind: "flag",
    label: "Whole numbers",
    help: "For median and most frequent: fractions are cut off first, and the result is Int32",
  }),
  /** Sums of integers stay in the layer's type and wrap around, as in GeoTrellis. */
  sums: z.literal("wrap").optional(),
});
export type FocalParams = z.infer<typeof schema>;

/** What a statistic needs of its neighbourhood at a level, made once. */
type Prepared = (level: number) => NeighbourhoodRuns;

/**
 * A statistic of the cells around every cell, over all bands. NoData and cells off the layer take no part; a neighbourhood
 * without a value gives NoData, a centre without one does not. Sum, minimum and maximum keep the cell type, but sums of
 * integers get one that holds them unless they wrap; mean, variance and standard deviation (of the population) are float64.
 */
export const focal = gatherOp<FocalParams, Prepared>({
  title: "Focal statistics",
  help: "Mean, median, sum … of the cells around each cell",
  words: [
    "square circle nesw wedge annulus",
    "standard deviation",
    "neighbourhood",
    "neighborhood",
    "window",
    "moving",
    "kernel",
    "smooth",
    "blur",
    "filter",
    "convolution",
    "majority",
    "median",
    "variance",
    "speckle",
  ],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ operation, neighbourhood }) => `${operations[operation].toLowerCase()}, ${neighbourhoodWords(neighbourhood)}`,
  initial: ([input]) => ({
    operation: input.palette ? "mode" : "mean",
    neighbourhood: { kind: "square", extent: 1 },
    wholeNumbers: !cellTypeInfo(input.cellType).float,
  }),
  infer([input], params) {
    const keepsValues = params.operation === "mode" || params.operation === "min" || params.operation === "max";
    return { ...input, ...typeOf(params, input), palette: keepsValues ? input.palette : null };
  },
  prepare(_inputs, { neighbourhood }) {
    const made = new Map<number, NeighbourhoodRuns>();
    return (level) => {
      const runs = made.get(level) ?? runsOf(atLevel(neighbourhood, level));
      made.set(level, runs);
      return runs;
    };
  },
  needs: (out, { neighbourhood }, { inputs: [input] }) => (dataPart(out, input) ? needsAround(out, reachOf(atLevel(neighbourhood, out.level)), input) : []),
  kernel([part], grid, out, { operation, wholeNumbers, sums }, { output, prepared }) {
    const cells = emptyCells(grid, output.bands.length);
    const inside = dataPart(out, output);
    if (!part || !inside) return cells;
    const runs = prepared(out.level);
    // A coarse cell stands for many: a quick look at a sum is as large as the sum.
    const share = out.level === 0 ? 1 : prepared(0).count / Math.max(1, runs.count);
    for (const [b, band] of cells.bands.entries()) {
      const source = wholeNumbers && (operation === "median" || operation === "mode") ? part.cells.bands[b]!.map(Math.trunc) : part.cells.bands[b]!;
      const found = statistic(operation, wholeNumbers)(source, part.need, inside, runs);
      if (operation === "sum" && share !== 1) for (let i = 0; i < found.length; i++) found[i]! *= share;
      if (operation === "sum" && sums) fitInto(found, found, found.length, output, sums);
      for (let row = 0; row < inside.rows; row++)
        band.set(found.subarray(row * inside.cols, (row + 1) * inside.cols), (inside.row - out.row + row) * out.cols + inside.col - out.col);
    }
    return cells;
  },
});

/** The type that holds every result of a statistic. */
function typeOf(
  { operation, neighbourhood, wholeNumbers, sums }: FocalParams,
  { cellType, nodata }: { readonly cellType: CellType; readonly nodata: number | null },
) {
  const as = (type: CellType) => ({ cellType: type, nodata: conventionalNodata(type) });
  const { float, min, max } = cellTypeInfo(cellType);
  switch (operation) {
    case "min":
    case "max":
      return { cellType, nodata };
    case "sum": {
      if (float || sums) return { cellType, nodata };
      const { count } = runsOf(neighbourhood);
      const { min: least, max: most } = cellTypeInfo("int32");
      return min * count > least && max * count <= most ? as("int32") : as("float64");
    }
    case "median":
    case "mode":
      if (float && !wholeNumbers) return { cellType, nodata };
      return cellType === "uint32" ? as("float64") : as("int32");
    case "mean":
    case "variance":
    case "standardDeviation":
      return as("float64");
    default:
      return operation satisfies never;
  }
}

type Statistic = (cells: Float64Array, part: Window, out: Window, runs: NeighbourhoodRuns) => Float64Array;

function statistic(operation: FocalOperation, whole: boolean): Statistic {
  switch (operation) {
    case "sum":
      return reduced(summing);
    case "min":
      return reduced(smallest);
    case "max":
      return reduced(largest);
    case "mean":
      return (...around) => {
        const sums = flat(reduceAround(...around, summing), 0);
        const counts = countsAround(...around);
        // Without a value, 0 / 0 is NaN.
        for (let i = 0; i < sums.length; i++) sums[i]! /= counts[i]!;
        return sums;
      };
    case "variance":
      return variances;
    case "standardDeviation":
      return (...around) => variances(...around).map(Math.sqrt);
    case "median":
      return (...around) => mediansAround(...around, whole);
    case "mode":
      return modesAround;
    default:
      return operation satisfies never;
  }
}

/** A plain reduction; NaN where no cell has a value. */
const reduced =
  (reduction: Reduction): Statistic =>
  (...around) => {
    const found = flat(reduceAround(...around, reduction), 0);
    const counts = countsAround(...around);
    for (let i = 0; i < found.length; i++) if (counts[i] === 0) found[i] = Number.NaN;
    return found;
  };

const variances: Statistic = (...around) => {
  const counts = countsAround(...around);
  const sums = reduceAround(...around, summingTwice);
  const squares = reduceAround(...around, summingSquares);
  const [high, low, squareHigh, squareLow] = [flat(sums, 0), flat(sums, 1), flat(squares, 0), flat(squares, 1)];
  return counts.map((count, i) => (count === 0 ? Number.NaN : varianceTwice(high[i]!, low[i]!, squareHigh[i]!, squareLow[i]!, count)));
};

/** How many cells around every cell have a value. */
const countsAround: Statistic = (cells, part, out, runs) => {
  const isInside =
    part.col <= out.col - runs.reach &&
    part.row <= out.row - runs.reach &&
    part.col + part.cols >= out.col + out.cols + runs.reach &&
    part.row + part.rows >= out.row + out.rows + runs.reach;
  // The common case, told in one pass: nothing missing, no edge near.
  if (isInside && !cells.some(Number.isNaN)) return new Float64Array(out.cols * out.rows).fill(runs.count);
  return flat(reduceAround(cells, part, out, runs, counting), 0);
};

/** One of the arrays of all rows, one after the other. */
function flat(rows: ReturnType<typeof reduceAround>, array: 0 | 1): Float64Array {
  const cols = rows[0]?.[array]?.length ?? 0;
  const all = new Float64Array(cols * rows.length);
  for (const [row, arrays] of rows.entries()) all.set(arrays[array]!, row * cols);
  return all;
}
