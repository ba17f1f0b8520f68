import type { Window } from "../grid/grid.ts";
import type { NeighbourhoodRuns } from "./neighbourhood.ts";

/** A row of partial results: one array, or two where a sum is kept in twice the digits. */
export type Row = readonly Float64Array[];

/** What is added up around every cell. */
export interface Reduction {
  /** Arrays a row has. */
  readonly width: 1 | 2;
  /** What stands for "nothing yet". */
  readonly identity: number;
  /** Put the values of some cells into a row from index `to`; NaN counts as nothing. */
  load(row: Row, to: number, cells: Float64Array): void;
  /** Join the first n of `from`, starting at index `at`, to the first n of `into`. */
  join(into: Row, from: Row, at: number, n: number): void;
}

/**
 * A reduction over the neighbourhood of every cell of `out`, from the cells of `part`; what lies outside it takes no part.
 *
 * Each stretch of a neighbourhood is joined from halves of halves, and stretches from the north to the south. So the order
 * in which a cell's result comes about is the same in any window, to the last bit, and a stretch of n cells costs log n.
 */
export function reduceAround(cells: Float64Array, part: Window, out: Window, { reach, rows: shape }: NeighbourhoodRuns, reduction: Reduction): Row[] {
  const { join, load } = reduction;
  const width = out.cols + 2 * reach;
  const makeRow = (length: number): Row => Array.from({ length: reduction.width }, (_, i) => new Float64Array(length).fill(i === 0 ? reduction.identity : 0));
  const results = Array.from({ length: out.rows }, () => makeRow(out.cols));
  const lengths = [...new Set(shape.flatMap((runs) => runs.map(({ from, to }) => to - from)))];
  const levels = 1 + Math.floor(Math.log2(Math.max(1, ...lengths)));
  const powers = Array.from({ length: levels }, () => makeRow(width));
  const composed = new Map(lengths.map((length) => [length, Number.isInteger(Math.log2(length)) ? powers[Math.log2(length)]! : makeRow(width)]));

  const left = Math.max(part.col, out.col - reach);
  const right = Math.min(part.col + part.cols, out.col + out.cols + reach);
  const lastRow = Math.min(part.row + part.rows, out.row + out.rows + reach);
  for (let row = Math.max(part.row, out.row - reach); row < lastRow; row++) {
    const [single] = powers;
    if (!single || left >= right) break;
    const at = (row - part.row) * part.cols - part.col;
    load(single, left - out.col + reach, cells.subarray(at + left, at + right));
    for (let level = 1; level < levels; level++) {
      const half = 2 ** (level - 1);
      const n = width - 2 * half + 1;
      const double = powers[level]!;
      copyRow(double, powers[level - 1]!, 0, n);
      join(double, powers[level - 1]!, half, n);
    }
    for (const [length, target] of composed) compose(target, length, powers, width, join);
    for (let dy = -reach; dy <= reach; dy++) {
      const result = results[row - dy - out.row];
      if (!result) continue;
      for (const { from, to } of shape[dy + reach]!) join(result, composed.get(to - from)!, from + reach, out.cols);
    }
  }
  return results;
}

/** A stretch of any length from stretches of powers of two, the longest first. */
function compose(target: Row, length: number, powers: readonly Row[], width: number, join: Reduction["join"]): void {
  if (powers.includes(target)) return;
  const n = width - length + 1;
  let done = 0;
  for (let level = powers.length - 1; level >= 0; level--) {
    const size = 2 ** level;
    if ((length & size) === 0) continue;
    if (done === 0) copyRow(target, powers[level]!, 0, n);
    else join(target, powers[level]!, done, n);
    done += size;
  }
}

function copyRow(into: Row, from: Row, at: number, n: number): void {
  for (const [i, array] of into.entries()) array.set(from[i]!.subarray(at, at + n));
}
