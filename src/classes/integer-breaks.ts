import type { Tally } from "./breaks.ts";

/**
 * GeoTrellis' quantile breaks of whole numbers: values that alone hold more than 1/count of all cells are first levelled to one
 * class each; then, for each limit i/count of what is counted now, the closer of the value that passes it and the one before
 * is a break, none twice. The maximum comes last. There may be fewer than `count`.
 */
export function integerQuantileBreaks(tally: Tally, count: number): number[] {
  const levelled = withoutExtremes(tally, count);
  const total = sumOf(levelled);
  const breaks: number[] = [];
  let reached = 0;
  for (const [i, [value, cells]] of levelled.entries()) {
    if (breaks.length === count) break;
    const before = reached;
    reached += cells;
    const limit = ((breaks.length + 1) / count) * total;
    if (cells === 0 || reached <= limit) continue;
    const previous = levelled[i - 1]?.[0];
    const isCloser = Math.abs(limit - before) > Math.abs(limit - reached);
    breaks.push(isCloser || previous === undefined || breaks.at(-1) === previous ? value : previous);
  }
  const maximum = levelled.findLast(([, cells]) => cells > 0)?.[0];
  if (maximum !== undefined && breaks.length < count && (breaks.at(-1) ?? Number.NEGATIVE_INFINITY) < maximum) breaks.push(maximum);
  return breaks;
}

function withoutExtremes(tally: Tally, count: number): Tally {
  const most = Math.trunc((1 / count) * sumOf(tally));
  const extremes = tally.filter(([, cells]) => cells > most);
  if (extremes.length === 0) return tally;
  const rest = sumOf(tally) - sumOf(extremes);
  const level = extremes.length === tally.length ? 1 : Math.trunc(rest / (count - extremes.length));
  return tally.map(([value, cells]) => [value, cells > most ? level : cells] as const);
}

const sumOf = (tally: Tally): number => tally.reduce((sum, [, cells]) => sum + cells, 0);
