/** Cells by value, values ascending. */
export type Tally = readonly (readonly [value: number, cells: number])[];

/**
 * Upper limits of `count` classes with about equal numbers of cells: limit i is the least value that i/count of all cells
 * do not exceed. Where one value fills several classes, the cells that are left are shared anew among the classes that are left,
 * so that there are `count` limits whenever there are so many values.
 */
export function quantileLimits(tally: Tally, count: number): number[] {
  const limits = ranksOf(tally, count);
  const plain = valuesAt(tally, limits);
  return new Set(plain).size === plain.length || tally.length === 0 ? [...new Set(plain)] : sharedAnew(tally, count);
}

/** The ranks (from 1) of the last cells of `count` classes of equal numbers. */
export function quantileRanks(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.max(1, Math.ceil(((i + 1) * total) / count)));
}

const ranksOf = (tally: Tally, count: number): number[] =>
  quantileRanks(
    tally.reduce((sum, [, cells]) => sum + cells, 0),
    count,
  );

/** The values at ascending ranks (from 1). */
export function valuesAt(tally: Tally, ranks: readonly number[]): number[] {
  const found: number[] = [];
  let below = 0;
  for (const [value, cells] of tally) {
    below += cells;
    while (found.length < ranks.length && ranks[found.length]! <= below) found.push(value);
  }
  return found;
}

function sharedAnew(tally: Tally, count: number): number[] {
  const classes = Math.min(count, tally.length);
  const limits: number[] = [];
  let left = tally.reduce((sum, [, cells]) => sum + cells, 0);
  let taken = 0;
  for (const [i, [value, cells]] of tally.entries()) {
    taken += cells;
    const open = classes - limits.length;
    const mustEnd = tally.length - i === open;
    if (open > 1 && !mustEnd && taken < left / open) continue;
    if (open === 1 && i < tally.length - 1) continue;
    limits.push(value);
    left -= taken;
    taken = 0;
  }
  return limits;
}

/** Upper limits of `count` classes of equal width. */
export const equalLimits = (min: number, max: number, count: number): number[] =>
  max === min ? [max] : Array.from({ length: count }, (_, i) => (i === count - 1 ? max : min + ((max - min) * (i + 1)) / count));

/** Upper limits of up to `count` classes one standard deviation wide about the mean, the outer two open to the range's ends. */
export function deviationLimits(
  { min, max, mean, deviation }: { readonly min: number; readonly max: number; readonly mean: number; readonly deviation: number },
  count: number,
): number[] {
  const inner = Array.from({ length: count - 1 }, (_, i) => mean + (i + 1 - count / 2) * deviation);
  return [...new Set(inner.filter((limit) => limit >= min && limit < max)), max];
}
