import type { Statistics } from "./cell-statistics.ts";
import { addProduct, noSum, rounded, varianceOf } from "./exact-sum.ts";

/** With the two numbers that need every value at hand; NaN without a value. */
export interface CountStatistics extends Statistics {
  /** The value at which more than half of the cells (rounded down) are reached, by ascending value. */
  readonly median: number;
  /** The value that most cells have, the smallest of several. */
  readonly mode: number;
}

/** Statistics of values and the cells that have each, which come by ascending value. Exact before they are rounded once. */
export function countStatistics(counts: readonly (readonly [value: number, cells: number])[]): CountStatistics {
  const sum = noSum();
  const squares = noSum();
  let count = 0;
  let mode = Number.NaN;
  let most = 0;
  for (const [value, cells] of counts) {
    count += cells;
    addProduct(sum, value, cells);
    addScaledSquare(squares, value, cells);
    if (cells > most) [mode, most] = [value, cells];
  }
  let median = Number.NaN;
  let passed = 0;
  for (const [value, cells] of counts) {
    if (passed > Math.floor(count / 2)) break;
    median = value;
    passed += cells;
  }
  return {
    count,
    min: counts[0]?.[0] ?? Number.NaN,
    max: counts.at(-1)?.[0] ?? Number.NaN,
    sum: rounded(sum),
    mean: count === 0 ? Number.NaN : rounded(sum) / count,
    deviation: Math.sqrt(varianceOf(count, sum, squares)),
    median,
    mode,
  };
}

/** Add cells · value², each part of the square by itself. */
function addScaledSquare(squares: ReturnType<typeof noSum>, value: number, cells: number): void {
  const square = noSum();
  addProduct(square, value, value);
  for (const part of square.parts) addProduct(squares, part, cells);
  squares.outside += square.outside;
}
