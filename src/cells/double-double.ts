/**
 * Numbers as the unevaluated sum of two doubles, about 32 digits (Dekker 1971; Knuth, TAOCP 2, 4.2.2). Pairs stand in two
 * arrays, high parts in the first. Infinite parts give NaN.
 */
type Pairs = readonly Float64Array[];

/** Add the pairs of `from`, starting at index `at`, to the first n pairs of `into`. */
export function addTwice([high, low]: Pairs, [fromHigh, fromLow]: Pairs, at: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const a = high![i]!;
    const b = fromHigh![at + i]!;
    const sum = a + b;
    const part = sum - a;
    const error = a - (sum - part) + (b - part) + (low![i]! + fromLow![at + i]!);
    const whole = sum + error;
    high![i] = whole;
    low![i] = error - (whole - sum);
  }
}

/** Write the exact square of a number as pair i. */
export function squareTwice([high, low]: Pairs, i: number, value: number): void {
  const square = value * value;
  high![i] = square;
  low![i] = squareError(value, square);
}

/** 2^27 + 1 cuts a double into two halves whose products are exact. */
const splitter = 134217729;

function squareError(value: number, square: number): number {
  const cut = value * splitter;
  const top = cut - (cut - value);
  const rest = value - top;
  return top * top - square + 2 * top * rest + rest * rest;
}

/** (squares − sum² / n) / n: the variance of n values whose sum and sum of squares are pairs; never below 0. */
export function varianceTwice(sumHigh: number, sumLow: number, squaresHigh: number, squaresLow: number, n: number): number {
  const square = sumHigh * sumHigh;
  const squareLow = squareError(sumHigh, square) + 2 * sumHigh * sumLow;
  // square / n in two parts: what the first quotient leaves, divided again.
  const quotient = square / n;
  const quotientLow = (remainder(square, quotient, n) + squareLow) / n;
  const difference = squaresHigh - quotient + (squaresLow - quotientLow);
  // Equal values leave only the rounding of the last of the 32 digits.
  return difference <= squaresHigh * 2 ** -95 ? 0 : difference / n;
}

/** value − quotient · n without rounding of the product. */
function remainder(value: number, quotient: number, n: number): number {
  const product = quotient * n;
  const cut = quotient * splitter;
  const top = cut - (cut - quotient);
  const rest = quotient - top;
  const cutN = n * splitter;
  const topN = cutN - (cutN - n);
  const restN = n - topN;
  const error = top * topN - product + top * restN + rest * topN + rest * restN;
  return value - product - error;
}
