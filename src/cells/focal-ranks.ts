import type { Window } from "../grid/grid.ts";
import type { NeighbourhoodRuns } from "./neighbourhood.ts";

/** The values under a neighbourhood as it moves, each as its rank among all values around. */
interface Bag {
  add(rank: number): void;
  remove(rank: number): void;
  /** The statistic of what is in the bag; NaN when it has none. */
  answer(): number;
}

/** The middle value around every cell of `out`; of an even number, the mean of the middle two, cut to a whole number when `whole`. */
export const mediansAround = (cells: Float64Array, part: Window, out: Window, shape: NeighbourhoodRuns, whole: boolean): Float64Array =>
  slide(cells, part, out, shape, (values) => medianBag(values, whole));

/** The most frequent value around every cell of `out`; NaN where two or more are equally frequent. */
export const modesAround = (cells: Float64Array, part: Window, out: Window, shape: NeighbourhoodRuns): Float64Array => slide(cells, part, out, shape, modeBag);

/** Moves a bag over every row: a step east takes the western end of each stretch out and the next cell in the east in. */
function slide(cells: Float64Array, part: Window, out: Window, { reach, rows: shape }: NeighbourhoodRuns, bagOf: (values: Float64Array) => Bag): Float64Array {
  const result = new Float64Array(out.cols * out.rows).fill(Number.NaN);
  const values = distinct(cells);
  if (values.length === 0) return result;
  const width = out.cols + 2 * reach + 1;
  const ranks = ranksIn(cells, part, { col: out.col - reach, row: out.row - reach, cols: width, rows: out.rows + 2 * reach }, values);
  const bag = bagOf(values);
  const runs = shape.flatMap((row, index) => row.map(({ from, to }) => ({ from: index * width + from + reach, to: index * width + to + reach })));
  const starts = Int32Array.from(runs, ({ from }) => from);
  const ends = Int32Array.from(runs, ({ to }) => to);
  for (let row = 0; row < out.rows; row++) {
    const first = row * width;
    for (let run = 0; run < starts.length; run++) for (let at = first + starts[run]!; at < first + ends[run]!; at++) if (ranks[at]! >= 0) bag.add(ranks[at]!);
    for (let col = 0; col < out.cols; col++) {
      result[row * out.cols + col] = bag.answer();
      for (let run = 0; run < starts.length; run++) {
        const gone = ranks[first + col + starts[run]!]!;
        const come = ranks[first + col + ends[run]!]!;
        if (gone === come) continue;
        if (gone >= 0) bag.remove(gone);
        if (come >= 0) bag.add(come);
      }
    }
    const last = first + out.cols;
    for (let run = 0; run < starts.length; run++) for (let at = last + starts[run]!; at < last + ends[run]!; at++) if (ranks[at]! >= 0) bag.remove(ranks[at]!);
  }
  return result;
}

/** The values of some cells, each once, ascending. */
function distinct(cells: Float64Array): Float64Array {
  const present = cells.filter((cell) => !Number.isNaN(cell)).sort();
  let count = 0;
  for (let i = 0; i < present.length; i++) if (i === 0 || present[i] !== present[count - 1]) present[count++] = present[i]!;
  return present.slice(0, count);
}

/** The rank of every cell of a window; −1 without a value and outside the part. */
function ranksIn(cells: Float64Array, part: Window, window: Window, values: Float64Array): Int32Array {
  const ranks = new Int32Array(window.cols * window.rows).fill(-1);
  for (let row = Math.max(part.row, window.row); row < Math.min(part.row + part.rows, window.row + window.rows); row++)
    for (let col = Math.max(part.col, window.col); col < Math.min(part.col + part.cols, window.col + window.cols); col++) {
      const value = cells[(row - part.row) * part.cols + col - part.col]!;
      if (!Number.isNaN(value)) ranks[(row - window.row) * window.cols + col - window.col] = rankOf(values, value);
    }
  return ranks;
}

function rankOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ranksPerBlock = 64;

/** Counts by rank and by block of ranks; the block of the middle is kept, for it moves little from one cell to the next. */
function medianBag(values: Float64Array, whole: boolean): Bag {
  const counts = new Int32Array(values.length);
  const blocks = new Int32Array(Math.ceil(values.length / ranksPerBlock));
  let size = 0;
  let block = 0;
  let below = 0;
  const change = (rank: number, by: number) => {
    const own = Math.floor(rank / ranksPerBlock);
    counts[rank]! += by;
    blocks[own]! += by;
    size += by;
    if (own < block) below += by;
  };
  /** The value with `before` others before it; `block` and `below` are set to where it is. */
  const valueAt = (before: number): number => {
    while (below > before) below -= blocks[--block]!;
    while (below + blocks[block]! <= before) below += blocks[block++]!;
    let passed = below;
    let rank = block * ranksPerBlock;
    while (passed + counts[rank]! <= before) passed += counts[rank++]!;
    return values[rank]!;
  };
  return {
    add: (rank) => change(rank, 1),
    remove: (rank) => change(rank, -1),
    answer() {
      if (size === 0) return Number.NaN;
      const upper = valueAt(size >> 1);
      if (size % 2 === 1) return upper;
      const middle = (valueAt((size >> 1) - 1) + upper) / 2;
      return whole ? Math.trunc(middle) : middle;
    },
  };
}

/** Counts by rank; for every count, how many ranks have it and the sum of those ranks: of a single one, the sum is the rank. */
function modeBag(values: Float64Array): Bag {
  const counts = new Int32Array(values.length);
  const ranksWith: number[] = [values.length];
  const sumWith: number[] = [0];
  let most = 0;
  const change = (rank: number, by: number) => {
    const before = counts[rank]!;
    const now = before + by;
    counts[rank] = now;
    ranksWith[before]!--;
    sumWith[before]! -= rank;
    ranksWith[now] = (ranksWith[now] ?? 0) + 1;
    sumWith[now] = (sumWith[now] ?? 0) + rank;
    if (now > most) most = now;
    while (most > 0 && ranksWith[most] === 0) most--;
  };
  return {
    add: (rank) => change(rank, 1),
    remove: (rank) => change(rank, -1),
    answer: () => (most > 0 && ranksWith[most] === 1 ? values[sumWith[most]!]! : Number.NaN),
  };
}
