/**
 * A sum that is not rounded before it is read: numbers that do not overlap, smallest first, whose mathematical sum it is
 * (Shewchuk 1997). Cells may come in any order and in any parts, the answer is the same, bit for bit.
 */
export interface ExactSum {
  readonly parts: number[];
  /** Sum of what is not finite; 0 when all is. */
  outside: number;
}

/** The sum of nothing, 0; it is the caller's to add to. */
export const noSum = (): ExactSum => ({ parts: [], outside: 0 });

/** Add a number in place. */
export function addExactly(sum: ExactSum, value: number): void {
  const { parts } = sum;
  let x = value;
  let kept = 0;
  for (let i = 0; i < parts.length; i++) {
    const y = parts[i]!;
    const high = x + y;
    // Knuth's two-sum: the rounding of `high`, without asking which of both is larger.
    const part = high - x;
    const low = x - (high - part) + (y - part);
    if (low !== 0) parts[kept++] = low;
    x = high;
  }
  if (Number.isFinite(x)) {
    parts.length = kept;
    parts.push(x);
  } else {
    parts.length = 0;
    sum.outside += x;
  }
}

/**
 * Add the first `count` numbers of `values`, which are used up. As exact as one by one, and many times as fast: from all of them
 * the digits above a common place are taken, whose sum a double holds, then those below (Rump, Ogita and Oishi 2008).
 */
export function addAll(sum: ExactSum, values: Float64Array, count: number): void {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const size = values[i]! < 0 ? -values[i]! : values[i]!;
    if (size > largest) largest = size;
  }
  while (largest > 0) {
    const place = 2 ** (Math.ceil(Math.log2(largest)) + Math.ceil(Math.log2(count + 2)) + 1);
    if (!(place < 2 ** 1000)) {
      for (let i = 0; i < count; i++) addExactly(sum, values[i]!);
      return;
    }
    let taken = 0;
    largest = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const high = place + value - place;
      const low = value - high;
      taken += high;
      values[i] = low;
      const size = low < 0 ? -low : low;
      if (size > largest) largest = size;
    }
    addExactly(sum, taken);
  }
}

/** Add the squares of the first `count` numbers of `values`, their roundings too. Both arrays are used up; `scratch` is as long. */
export function addSquares(sum: ExactSum, values: Float64Array, count: number, scratch: Float64Array): void {
  let hasLow = false;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    const square = value * value;
    const low = productRounding(value, value, square);
    scratch[i] = low;
    if (low !== 0) hasLow = true;
    values[i] = square;
  }
  addAll(sum, values, count);
  if (hasLow) addAll(sum, scratch, count);
}

/** Add a product in place, its rounding too. */
export function addProduct(sum: ExactSum, left: number, right: number): void {
  const high = left * right;
  addExactly(sum, high);
  const low = productRounding(left, right, high);
  if (low !== 0) addExactly(sum, low);
}

/** Add another sum in place. */
export function addSum(sum: ExactSum, other: ExactSum): void {
  for (const part of other.parts) addExactly(sum, part);
  sum.outside += other.outside;
}

/** The sum rounded once, to the nearest double. Infinite or NaN when a number was, or when it is beyond all doubles. */
export function rounded({ parts, outside }: ExactSum): number {
  if (outside !== 0) return outside;
  let i = parts.length;
  if (i === 0) return 0;
  let high = parts[--i]!;
  let low = 0;
  while (i > 0 && low === 0) {
    const x = high;
    const y = parts[--i]!;
    high = x + y;
    low = y - (high - x);
  }
  // What is left below may tip an exact half.
  if (i > 0 && low !== 0 && Math.sign(low) === Math.sign(parts[i - 1]!)) {
    const twice = low * 2;
    const tipped = high + twice;
    if (twice === tipped - high) high = tipped;
  }
  return high;
}

/** Variance of n numbers (of the population) from their sum and the sum of their squares: (n·Σx² − (Σx)²) / n², rounded at the end. */
export function varianceOf(count: number, sum: ExactSum, squares: ExactSum): number {
  if (count === 0 || sum.outside !== 0 || squares.outside !== 0) return Number.NaN;
  const spread = noSum();
  for (const part of squares.parts) addProduct(spread, count, part);
  for (const left of sum.parts) for (const right of sum.parts) addProduct(spread, -left, right);
  return Math.max(0, rounded(spread)) / (count * count);
}

/** left · right − high, by Dekker's halves; 0 where the halves would overflow. */
function productRounding(left: number, right: number, high: number): number {
  const l = split * left;
  const r = split * right;
  if (!Number.isFinite(l) || !Number.isFinite(r) || !Number.isFinite(high)) return 0;
  const leftHigh = l - (l - left);
  const rightHigh = r - (r - right);
  const leftLow = left - leftHigh;
  const rightLow = right - rightHigh;
  return leftLow * rightLow - (high - leftHigh * rightHigh - leftLow * rightHigh - leftHigh * rightLow);
}
const split = 2 ** 27 + 1;
