/** How a value finds its break: the first break it is less than, the last it is greater than, or the one it equals. */
export const strategies = ["lessThan", "lessThanOrEqualTo", "greaterThan", "greaterThanOrEqualTo", "exact"] as const;
export type Strategy = (typeof strategies)[number];

/** The place among ascending breaks of the one that a value belongs to; -1 for none, and for NaN. */
export function breakOf(breaks: Float64Array, strategy: Strategy, value: number): number {
  if (Number.isNaN(value)) return -1;
  switch (strategy) {
    case "lessThan":
      return orNone(above(breaks, value), breaks);
    case "lessThanOrEqualTo":
      return orNone(atLeast(breaks, value), breaks);
    case "greaterThan":
      return atLeast(breaks, value) - 1;
    case "greaterThanOrEqualTo":
      return above(breaks, value) - 1;
    case "exact": {
      const at = atLeast(breaks, value);
      return breaks[at] === value ? at : -1;
    }
    default:
      return strategy satisfies never;
  }
}

const orNone = (at: number, breaks: Float64Array): number => (at < breaks.length ? at : -1);

/** The first break that is `value` or more. */
function atLeast(breaks: Float64Array, value: number): number {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (breaks[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first break that is more than `value`. */
function above(breaks: Float64Array, value: number): number {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (breaks[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
