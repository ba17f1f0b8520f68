/** A range of values cut into equal bins, the last one closed. */
export interface Bins {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** The bin of a value, never falling as values rise; -1 out of the range and for NaN. A range of no width has one bin. */
export function binOf({ min, max, count }: Bins, value: number): number {
  if (!(value >= min && value <= max)) return -1;
  const bin = max > min ? Math.floor((value - min) * (count / (max - min))) : 0;
  return bin < count ? bin : count - 1;
}
