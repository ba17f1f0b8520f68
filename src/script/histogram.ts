import { type Tally, valuesAt } from "../classes/breaks.ts";
import { integerQuantileBreaks } from "../classes/integer-breaks.ts";
import { BucketCounter, type Buckets, quantilesOf, usualBuckets } from "../classes/streaming.ts";
import { ascending, countValues } from "../classes/value-counts.ts";
import { fail } from "../fault.ts";

/** What `toDict` gives: pairs for a class histogram, GeoTrellis' object for a streaming one. */
export type HistogramDict = Tally | { readonly buckets: Tally; readonly maxBucketCount: number; readonly minimum: number; readonly maximum: number };

/** The distribution of a band's values; of none, every number of it is NaN. Made by `getHistogram` (streaming) and `getClassHistogram`. */
export abstract class Histogram {
  /** The counted values, or the buckets' labels, ascending, each with its cells. */
  abstract binCounts(): Tally;
  abstract min(): number;
  abstract max(): number;
  abstract median(): number;
  abstract mode(): number;
  abstract itemCount(item: number): number;
  abstract quantileBreaks(count: number): number[];
  abstract merge(other: Histogram): Histogram;
  abstract toDict(): HistogramDict;

  /** A streaming histogram of numbers, one after the other. */
  static ofValues(values: Iterable<number>, maxBuckets = usualBuckets): StreamingHistogram {
    const counter = new BucketCounter(maxBuckets);
    for (const value of values) counter.add(value);
    return new StreamingHistogram(counter.result);
  }

  /** A class histogram of numbers, fractions cut off. */
  static ofInts(values: Iterable<number>): ClassHistogram {
    return new ClassHistogram(ascending(countValues([Float64Array.from(values, Math.trunc)], Number.POSITIVE_INFINITY) ?? new Map()));
  }

  /** The histogram that `toDict` told of. */
  static fromDict(dict: HistogramDict): Histogram {
    if (!("buckets" in dict)) return new ClassHistogram(sorted(dict));
    return new StreamingHistogram({ most: dict.maxBucketCount, min: dict.minimum, max: dict.maximum, buckets: sorted(dict.buckets) });
  }

  minMax(): readonly [min: number, max: number] {
    return [this.min(), this.max()];
  }

  values(): number[] {
    return this.binCounts().map(([value]) => value);
  }

  bucketCount(): number {
    return this.binCounts().length;
  }

  /** Cells counted. */
  totalCount(): number {
    return this.binCounts().reduce((sum, [, cells]) => sum + cells, 0);
  }

  mean(): number {
    return this.binCounts().reduce((sum, [value, cells]) => sum + value * cells, 0) / this.totalCount();
  }

  /** Of the population (n). */
  standardDeviation(): number {
    const mean = this.mean();
    return Math.sqrt(this.binCounts().reduce((sum, [value, cells]) => sum + (value - mean) ** 2 * cells, 0) / this.totalCount());
  }

  /** Every value with the share of cells that do not exceed it. */
  cdf(): (readonly [value: number, share: number])[] {
    const total = this.totalCount();
    let below = 0;
    return this.binCounts().map(([value, cells]) => {
      below += cells;
      return [value, below / total] as const;
    });
  }
}

/** At most so many buckets; range and number of cells are exact, the rest as fine as the buckets. */
export class StreamingHistogram extends Histogram {
  constructor(private readonly counted: Buckets) {
    super();
  }

  binCounts(): Tally {
    return this.counted.buckets;
  }

  min(): number {
    return this.counted.buckets.length === 0 ? Number.NaN : this.counted.min;
  }

  max(): number {
    return this.counted.buckets.length === 0 ? Number.NaN : this.counted.max;
  }

  median(): number {
    return quantilesOf(this.counted, [0.5])[0] ?? Number.NaN;
  }

  /** The label of the fullest bucket, the last of several. */
  mode(): number {
    return this.binCounts().reduce((best, one) => (one[1] >= best[1] ? one : best), [Number.NaN, 0] as const)[0];
  }

  /** Cells of a label; between two labels as many as a straight line between their counts has there; none out of the range. */
  itemCount(item: number): number {
    const { buckets, min, max } = this.counted;
    if (!(item >= min && item <= max)) return 0;
    const at = buckets.findIndex(([label]) => label >= item);
    const above = buckets[at];
    const below = buckets[(at < 0 ? buckets.length : at) - 1];
    if (!above || !below || above[0] === item) return (above ?? below)?.[1] ?? 0;
    const part = (item - below[0]) / (above[0] - below[0]);
    return Math.trunc((1 - part) * below[1] + part * above[1]);
  }

  /** The values below which i/count of the cells lie; the last one is the maximum. */
  quantileBreaks(count: number): number[] {
    return quantilesOf(this.counted, shares(count));
  }

  merge(other: Histogram): Histogram {
    const counter = new BucketCounter(this.counted.most);
    counter.join(this.counted);
    counter.join(other instanceof StreamingHistogram ? other.counted : { most: usualBuckets, min: other.min(), max: other.max(), buckets: other.binCounts() });
    return new StreamingHistogram(counter.result);
  }

  toDict(): HistogramDict {
    return {
      buckets: this.counted.buckets,
      maxBucketCount: this.counted.most,
      minimum: this.counted.min,
      maximum: this.counted.max,
    };
  }
}

/** Exact counts of whole numbers. */
export class ClassHistogram extends Histogram {
  constructor(private readonly counts: Tally) {
    super();
  }

  binCounts(): Tally {
    return this.counts;
  }

  min(): number {
    return this.counts[0]?.[0] ?? Number.NaN;
  }

  max(): number {
    return this.counts.at(-1)?.[0] ?? Number.NaN;
  }

  /** The value at which the running count passes half of the cells. */
  median(): number {
    return valuesAt(this.counts, [Math.floor(this.totalCount() / 2) + 1])[0] ?? Number.NaN;
  }

  /** The most frequent value, the first of several. */
  mode(): number {
    return this.counts.reduce((best, one) => (one[1] > best[1] ? one : best), [Number.NaN, 0] as const)[0];
  }

  itemCount(item: number): number {
    return this.counts.find(([value]) => value === item)?.[1] ?? 0;
  }

  quantileBreaks(count: number): number[] {
    return integerQuantileBreaks(this.counts, checked(count));
  }

  merge(other: Histogram): Histogram {
    if (!(other instanceof ClassHistogram)) return other.merge(this);
    const counts = new Map(this.counts);
    for (const [value, cells] of other.counts) counts.set(value, (counts.get(value) ?? 0) + cells);
    return new ClassHistogram(ascending(counts));
  }

  toDict(): HistogramDict {
    return this.counts;
  }
}

const sorted = (tally: Tally): Tally => [...tally].sort(([l], [r]) => l - r);

const shares = (count: number): number[] => Array.from({ length: checked(count) }, (_, i) => (i + 1) / count);

/** A number of breaks, or a fault. */
export const checked = (count: number): number =>
  Number.isInteger(count) && count >= 1 ? count : fail({ tag: "bad-param", op: "quantileBreaks", param: "count", problem: "a whole number of 1 or more" });
