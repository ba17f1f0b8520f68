import { type CellType, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import type { Cells } from "../../../src/cells/cells.ts";
import { gridAt } from "../../../src/grid/grid.ts";

export type HalvingMethod = "nearest" | "average" | "mode";

/**
 * Half the columns and rows, rounded up, each cell from a square of two by two; at an odd east or south edge from what
 * is there. NoData takes no part: a square is NoData only when all of it is ("nearest": when its north-west cell is).
 * Averages of an integer type are rounded, halves away from zero, and of equally frequent values the one wins that is
 * met its last time first, both as in GDAL. Halves of neighbouring windows with even corners fit together.
 */
export function halve({ grid, bands }: Cells, method: HalvingMethod, cellType: CellType): Cells {
  const half = gridAt(grid, 1);
  const pick = method === "nearest" ? first : method === "mode" ? mostFrequent : cellTypeInfo(cellType).float ? mean : roundedMean;
  return {
    grid: half,
    bands: bands.map((band) => {
      const out = new Float64Array(half.cols * half.rows);
      let to = 0;
      for (let row = 0; row < grid.rows; row += 2) {
        const upper = row * grid.cols;
        const lower = row + 1 < grid.rows ? upper + grid.cols : -1;
        for (let col = 0; col < grid.cols; col += 2) {
          const right = col + 1 < grid.cols;
          const northWest = band[upper + col]!;
          const northEast = right ? band[upper + col + 1]! : Number.NaN;
          const southWest = lower >= 0 ? band[lower + col]! : Number.NaN;
          const southEast = right && lower >= 0 ? band[lower + col + 1]! : Number.NaN;
          out[to++] = pick(northWest, northEast, southWest, southEast);
        }
      }
      return out;
    }),
  };
}

type Pick = (northWest: number, northEast: number, southWest: number, southEast: number) => number;

const first: Pick = (a) => a;

const mean: Pick = (a, b, c, d) => {
  const sum = a + b + c + d;
  if (!Number.isNaN(sum)) return sum / 4;
  let total = 0;
  let count = 0;
  for (const cell of [a, b, c, d])
    if (!Number.isNaN(cell)) {
      total += cell;
      count++;
    }
  return total / count;
};

const roundedMean: Pick = (a, b, c, d) => {
  const value = mean(a, b, c, d);
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
};

/** Written out, as four values leave few cases: a second of a kind decides, else the first that is a value. */
const mostFrequent: Pick = (a, b, c, d) => {
  if (a === b || a === c) return a;
  if (b === c || b === d) return b;
  if (a === d) return a;
  if (c === d) return c;
  return Number.isNaN(a) ? (Number.isNaN(b) ? (Number.isNaN(c) ? d : c) : b) : a;
};
