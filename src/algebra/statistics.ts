import type { Loop, Operation } from "./operation.ts";
import { either, floatRange, intRange, isNothing, mostDigits, spanning, type ValueRange } from "./value-range.ts";

const many = [1, Number.POSITIVE_INFINITY] as const;
const ordered = [2, Number.POSITIVE_INFINITY] as const;

/** Puts the values at cell `i` into `values`, ascending, and says how many there are. */
function sortedAt(values: Float64Array, operands: readonly Float64Array[], first: number, i: number): number {
  let count = 0;
  for (let k = first; k < operands.length; k++) {
    const value = operands[k]![i]!;
    if (Number.isNaN(value)) continue;
    let at = count++;
    for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  return count;
}

const min: Operation = {
  arity: many,
  signature: "min(a, b, …)",
  help: "The smallest; NoData where one has no value (min_n ignores those)",
  operands: "over",
  loop(out, operands, cells) {
    out.set(operands[0]!.subarray(0, cells));
    for (const operand of operands.slice(1)) for (let i = 0; i < cells; i++) out[i] = Math.min(out[i]!, operand[i]!);
  },
  range: (operands) => extreme(operands, Math.min),
};

const max: Operation = {
  arity: many,
  signature: "max(a, b, …)",
  help: "The largest; NoData where one has no value (max_n ignores those)",
  operands: "over",
  loop(out, operands, cells) {
    out.set(operands[0]!.subarray(0, cells));
    for (const operand of operands.slice(1)) for (let i = 0; i < cells; i++) out[i] = Math.max(out[i]!, operand[i]!);
  },
  range: (operands) => extreme(operands, Math.max),
};

function extreme(operands: readonly ValueRange[], of: (...values: number[]) => number): ValueRange {
  if (operands.some(isNothing)) return spanning(operands, [0]);
  return { ...either(operands), min: of(...operands.map((range) => range.min)), max: of(...operands.map((range) => range.max)) };
}

const sum: Operation = {
  arity: many,
  signature: "sum(a, b, …)",
  help: "All added up; NoData where one has no value",
  operands: "over",
  loop(out, operands, cells) {
    out.set(operands[0]!.subarray(0, cells));
    for (const operand of operands.slice(1)) for (let i = 0; i < cells; i++) out[i]! += operand[i]!;
  },
  range: (operands) => spanning(operands, [operands.reduce((total, range) => total + range.min, 0), operands.reduce((total, range) => total + range.max, 0)]),
};

const mean: Operation = {
  arity: many,
  signature: "mean(a, b, …)",
  help: "Mean of those that have a value",
  operands: "over",
  loop(out, operands, cells) {
    for (let i = 0; i < cells; i++) {
      let total = 0;
      let count = 0;
      for (let k = 0; k < operands.length; k++) {
        const value = operands[k]![i]!;
        if (Number.isNaN(value)) continue;
        total += value;
        count++;
      }
      out[i] = count === 0 ? Number.NaN : total / count;
    }
  },
  range: (operands) => floatOf(operands, either(operands)),
};

function floatOf(operands: readonly ValueRange[], { min: least, max: most }: ValueRange): ValueRange {
  return operands.every(isNothing) ? operands[0]! : floatRange(mostDigits(operands), least, most);
}

const variance: Operation = {
  arity: many,
  signature: "variance(a, b, …)",
  help: "Variance of those that have a value, as of a sample (n - 1); NoData for fewer than two",
  operands: "over",
  rounding: "half-up",
  loop(out, operands, cells) {
    for (let i = 0; i < cells; i++) {
      let total = 0;
      let count = 0;
      for (let k = 0; k < operands.length; k++) {
        const value = operands[k]![i]!;
        if (Number.isNaN(value)) continue;
        total += value;
        count++;
      }
      const middle = total / count;
      let squares = 0;
      for (let k = 0; k < operands.length; k++) {
        const value = operands[k]![i]!;
        if (!Number.isNaN(value)) squares += (value - middle) * (value - middle);
      }
      out[i] = count < 2 ? Number.NaN : squares / (count - 1);
    }
  },
  range: (operands) => floatOf(operands, { ...either(operands), min: 0, max: Number.POSITIVE_INFINITY }),
};

const median: Operation = {
  arity: many,
  signature: "median(a, b, …)",
  help: "Middle of those that have a value; of an even number, the mean of the middle two",
  operands: "over",
  loop: sorting(0, (values, count) => (count === 0 ? Number.NaN : (values[(count - 1) >> 1]! + values[count >> 1]!) / 2)),
  range: (operands) => floatOf(operands, either(operands)),
};

const variety: Operation = {
  arity: many,
  signature: "variety(a, b, …)",
  help: "How many different values there are; NoData where there is none",
  operands: "over",
  loop: sorting(0, (values, count) => {
    let different = count === 0 ? Number.NaN : 1;
    for (let at = 1; at < count; at++) if (values[at] !== values[at - 1]) different++;
    return different;
  }),
  range: (operands) => intRange(1, operands.length),
};

const minN: Operation = {
  arity: ordered,
  signature: "min_n(n, a, b, …)",
  help: "The smallest (n = 0), second smallest (n = 1) … of those that have a value; NoData when there are too few",
  operands: "over",
  takesOrder: true,
  loop: sorting(1, (values, count, n) => (n < count ? values[n]! : Number.NaN)),
  range: ([, ...operands]) => either(operands),
};

const maxN: Operation = {
  arity: ordered,
  signature: "max_n(n, a, b, …)",
  help: "The largest (n = 0), second largest (n = 1) … of those that have a value; NoData when there are too few",
  operands: "over",
  takesOrder: true,
  loop: sorting(1, (values, count, n) => (n < count ? values[count - 1 - n]! : Number.NaN)),
  range: ([, ...operands]) => either(operands),
};

const majority: Operation = {
  arity: many,
  signature: "majority(a, b, …)",
  help: "The most frequent of those that have a value, the smallest of several. mode(…) is the same",
  operands: "over",
  loop: sorting(0, (values, count) => frequent(values, count, 0, 1)),
  range: (operands) => either(operands),
};

const minority: Operation = {
  arity: many,
  signature: "minority(a, b, …)",
  help: "The least frequent of those that have a value, the smallest of several",
  operands: "over",
  loop: sorting(0, (values, count) => frequent(values, count, 0, -1)),
  range: (operands) => either(operands),
};

const majorityN: Operation = {
  arity: ordered,
  signature: "majority_n(n, a, b, …)",
  help: "The most frequent (n = 0), second most frequent (n = 1) …; NoData when there are fewer different values",
  operands: "over",
  takesOrder: true,
  loop: sorting(1, (values, count, n) => frequent(values, count, n, 1)),
  range: ([, ...operands]) => either(operands),
};

const minorityN: Operation = {
  arity: ordered,
  signature: "minority_n(n, a, b, …)",
  help: "The least frequent (n = 0), second least frequent (n = 1) …; NoData when there are fewer different values",
  operands: "over",
  takesOrder: true,
  loop: sorting(1, (values, count, n) => frequent(values, count, n, -1)),
  range: ([, ...operands]) => either(operands),
};

/** A loop over the values of each cell in ascending order; the operand before `first`, when there is one, is n. */
function sorting(first: 0 | 1, pick: (values: Float64Array, count: number, n: number) => number): Loop {
  return (out, operands, cells) => {
    const values = new Float64Array(operands.length);
    const n = first === 1 ? operands[0]![0]! : 0;
    for (let i = 0; i < cells; i++) out[i] = pick(values, sortedAt(values, operands, first, i), n);
  };
}

/** Of ascending values, the one that comes n-th by how often it stands there (`sign` 1: most often first), ties in ascending order. */
function frequent(values: Float64Array, count: number, n: number, sign: 1 | -1): number {
  let lastTimes = Number.POSITIVE_INFINITY;
  let lastValue = Number.NEGATIVE_INFINITY;
  for (let turn = 0; ; turn++) {
    let bestTimes = Number.NEGATIVE_INFINITY;
    let best = Number.NaN;
    for (let at = 0; at < count; ) {
      const value = values[at]!;
      let end = at + 1;
      while (end < count && values[end] === value) end++;
      const times = sign * (end - at);
      at = end;
      const isLater = times < lastTimes || (times === lastTimes && value > lastValue);
      if (isLater && times > bestTimes) {
        bestTimes = times;
        best = value;
      }
    }
    if (turn === n || Number.isNaN(best)) return best;
    lastTimes = bestTimes;
    lastValue = best;
  }
}

/** Over layers, or over the bands of one. */
export const statistics = { min, max, sum, mean, variance, median, variety, minN, maxN, majority, minority, majorityN, minorityN } as const satisfies Record<
  string,
  Operation
>;
