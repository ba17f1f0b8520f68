/**
 * The upper limits of `count` classes of weighted values (ascending) with the least sum of squared distances from the means
 * of the classes: Fisher's exact optimum. Fewer when there are fewer values. O(count · n · log n): the best cut never moves
 * back as values are added, so each row is solved by halves.
 */
export function naturalBreaks(values: readonly (readonly [value: number, cells: number])[], count: number): number[] {
  const n = values.length;
  const classes = Math.min(count, n);
  if (classes === 0) return [];
  const cost = costOf(values);
  // least[i]: the least cost of the first i values in the classes so far; cut[k][i]: where the last of them starts.
  let least = Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : cost(0, i)));
  const cuts: Int32Array[] = [new Int32Array(n + 1)];
  for (let k = 1; k < classes; k++) {
    const before = least;
    const next = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const cut = new Int32Array(n + 1);
    const solve = (from: number, to: number, low: number, high: number): void => {
      if (from > to) return;
      const middle = (from + to) >> 1;
      let best = Number.POSITIVE_INFINITY;
      let at = low;
      for (let j = low; j <= Math.min(high, middle - 1); j++) {
        const total = before[j]! + cost(j, middle);
        if (total < best) {
          best = total;
          at = j;
        }
      }
      next[middle] = best;
      cut[middle] = at;
      solve(from, middle - 1, low, at);
      solve(middle + 1, to, at, high);
    };
    solve(k + 1, n, k, n - 1);
    least = next;
    cuts.push(cut);
  }
  const limits: number[] = [];
  for (let k = classes - 1, end = n; k >= 0; k--) {
    limits.push(values[end - 1]![0]);
    end = cuts[k]![end]!;
  }
  return limits.reverse();
}

/** The squared distances from their mean of the values from `from` up to, but not with, `to`. */
function costOf(values: readonly (readonly [value: number, cells: number])[]): (from: number, to: number) => number {
  const n = values.length;
  const weight = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  // Sums are taken from the middle value, so that large values with small differences keep their digits.
  const origin = values[n >> 1]?.[0] ?? 0;
  for (const [i, [value, cells]] of values.entries()) {
    const offset = value - origin;
    weight[i + 1] = weight[i]! + cells;
    sum[i + 1] = sum[i]! + offset * cells;
    squares[i + 1] = squares[i]! + offset * offset * cells;
  }
  return (from, to) => {
    const cells = weight[to]! - weight[from]!;
    const total = sum[to]! - sum[from]!;
    return Math.max(0, squares[to]! - squares[from]! - (total * total) / cells);
  };
}
