/** A value that stands for cells near it, and how many. */
export type Bucket = readonly [label: number, cells: number];

/** Buckets in ascending order with the exact range of what was counted; min is above max when nothing was. */
export interface Buckets {
  readonly most: number;
  readonly min: number;
  readonly max: number;
  readonly buckets: readonly Bucket[];
}

/** GeoTrellis' number of buckets. */
export const usualBuckets = 80;

/**
 * A streaming histogram (Ben-Haim and Tom-Tov 2010): values come one by one, equal ones add up, and above `most` buckets the two
 * that lie closest (the leftmost such pair) become one at their weighted mean.
 */
export class BucketCounter {
  private readonly labels: number[] = [];
  private readonly cells: number[] = [];
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;

  constructor(private readonly most = usualBuckets) {}

  /** Counts cells of one value; NaN and infinities are left out. */
  add(value: number, cells = 1): void {
    if (!Number.isFinite(value)) return;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    this.put(value, cells);
  }

  /** Counts another histogram's buckets one after the other, and its range as it is. */
  join({ min, max, buckets }: Buckets): void {
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    for (const [label, cells] of buckets) this.put(label, cells);
  }

  get result(): Buckets {
    return { most: this.most, min: this.min, max: this.max, buckets: this.labels.map((label, i) => [label, this.cells[i]!] as const) };
  }

  private put(value: number, cells: number): void {
    const { labels } = this;
    let low = 0;
    let high = labels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (labels[middle]! < value) low = middle + 1;
      else high = middle;
    }
    if (labels[low] === value) {
      this.cells[low]! += cells;
      return;
    }
    // -0 is 0.
    labels.splice(low, 0, value + 0);
    this.cells.splice(low, 0, cells);
    if (labels.length > this.most) this.mergeClosest();
  }

  private mergeClosest(): void {
    const { labels, cells } = this;
    let at = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 1; i < labels.length; i++) {
      const apart = labels[i]! - labels[i - 1]!;
      if (apart < least) {
        least = apart;
        at = i - 1;
      }
    }
    const [left, right] = [cells[at]!, cells[at + 1]!];
    labels.splice(at, 2, (labels[at]! * left + labels[at + 1]! * right) / (left + right));
    cells.splice(at, 2, left + right);
  }
}

/** The values below which the shares (ascending, 0 to 1) of the cells lie: linear between labels in the cumulative share, which starts at the minimum. */
export function quantilesOf({ min, max, buckets }: Pick<Buckets, "min" | "max" | "buckets">, shares: readonly number[]): number[] {
  const total = buckets.reduce((sum, [, cells]) => sum + cells, 0);
  const [only, ...others] = buckets;
  if (!only) return [];
  if (others.length === 0) return shares.map(() => only[0]);
  const points: (readonly [value: number, share: number])[] = [[min, 0]];
  let below = 0;
  for (const [label, cells] of buckets) {
    below += cells;
    points.push([label, below / total]);
  }
  return shares.map((share) => {
    if (share <= 0) return min;
    if (share >= 1) return max;
    const at = Math.max(
      1,
      points.findIndex(([, reached]) => reached > share),
    );
    const [[left, from], [right, to]] = [points[at - 1]!, points[at]!];
    const part = (share - from) / (to - from);
    return (1 - part) * left + part * right;
  });
}
