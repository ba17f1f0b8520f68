import type { Operation } from "./operation.ts";
import { boolRange, either, intRange, isNothing, spanning, type ValueRange } from "./value-range.ts";

const pair = [2, 2] as const;
const alwaysBool = () => boolRange;

const equal: Operation = {
  arity: pair,
  signature: "a == b",
  help: "1 where both are the same; two cells without a value are the same",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const l = a![i]!;
      const r = b![i]!;
      out[i] = l === r || (Number.isNaN(l) && Number.isNaN(r)) ? 1 : 0;
    }
  },
  range: alwaysBool,
};

const unequal: Operation = {
  arity: pair,
  signature: "a != b",
  help: "1 where they differ; a value and no value differ",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const l = a![i]!;
      const r = b![i]!;
      out[i] = l === r || (Number.isNaN(l) && Number.isNaN(r)) ? 0 : 1;
    }
  },
  range: alwaysBool,
};

const less: Operation = {
  arity: pair,
  signature: "a < b",
  help: "1 where a is below b, else 0, also where there is no value",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! < b![i]! ? 1 : 0;
  },
  range: alwaysBool,
};

const lessOrEqual: Operation = {
  arity: pair,
  signature: "a <= b",
  help: "1 where a is b or below, else 0, also where there is no value",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! <= b![i]! ? 1 : 0;
  },
  range: alwaysBool,
};

const greater: Operation = {
  arity: pair,
  signature: "a > b",
  help: "1 where a is above b, else 0, also where there is no value",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! > b![i]! ? 1 : 0;
  },
  range: alwaysBool,
};

const greaterOrEqual: Operation = {
  arity: pair,
  signature: "a >= b",
  help: "1 where a is b or above, else 0, also where there is no value",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! >= b![i]! ? 1 : 0;
  },
  range: alwaysBool,
};

const word = 2 ** 32;
const most = Number.MAX_SAFE_INTEGER;
const whole = (value: number): number => Math.max(-most, Math.min(most, Math.trunc(value)));

/** Two's complement beyond 32 bits: the low word and the rest are combined apart. */
function wide(a: number, b: number, combine: (l: number, r: number) => number): number {
  const [l, r] = [whole(a), whole(b)];
  const [highL, highR] = [Math.floor(l / word), Math.floor(r / word)];
  return combine(highL, highR) * word + (combine(l - highL * word, r - highR * word) >>> 0);
}

const bothBits = (l: number, r: number) => l & r;
const eitherBits = (l: number, r: number) => l | r;
const oneBit = (l: number, r: number) => l ^ r;

const and: Operation = {
  arity: pair,
  signature: "a and b",
  help: "Bits that both have; 1 where both hold. A fraction is cut off, NoData stays",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const l = a![i]!;
      const r = b![i]!;
      if (Number.isNaN(l) || Number.isNaN(r)) out[i] = Number.NaN;
      else out[i] = l === (l | 0) && r === (r | 0) ? l & r : wide(l, r, bothBits);
    }
  },
  range: (operands) => (operands.every(({ min }) => min >= 0) ? bits(operands, Math.min(...operands.map(({ max }) => max))) : bits(operands)),
};

const or: Operation = {
  arity: pair,
  signature: "a or b",
  help: "Bits that either has; 1 where one holds. A fraction is cut off, NoData stays",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const l = a![i]!;
      const r = b![i]!;
      if (Number.isNaN(l) || Number.isNaN(r)) out[i] = Number.NaN;
      else out[i] = l === (l | 0) && r === (r | 0) ? l | r : wide(l, r, eitherBits);
    }
  },
  range: (operands) => bits(operands),
};

const xor: Operation = {
  arity: pair,
  signature: "a xor b",
  help: "Bits that one has and the other has not. A fraction is cut off, NoData stays",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const l = a![i]!;
      const r = b![i]!;
      if (Number.isNaN(l) || Number.isNaN(r)) out[i] = Number.NaN;
      else out[i] = l === (l | 0) && r === (r | 0) ? l ^ r : wide(l, r, oneBit);
    }
  },
  range: (operands) => bits(operands),
};

/** 1 where a truth does not hold. */
const notTrue: Operation = {
  arity: [1, 1],
  signature: "not a",
  help: "1 where a does not hold; of whole numbers, every bit turned over",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = 1 - a![i]!;
  },
  range: ([a]) => a!,
};

/** Every bit turned over, which is -1 - a; a fraction is cut off first. */
const notBits: Operation = {
  ...notTrue,
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = -1 - Math.trunc(a![i]!);
  },
  range: ([a]) => (isNothing(a!) ? a! : intRange(-1 - a!.max, -1 - a!.min)),
};

/** Whole numbers of as many bits as the operands have; from 0 to `max` when that is known. */
function bits(operands: readonly ValueRange[], max?: number): ValueRange {
  if (operands.some(isNothing)) return spanning(operands, [0]);
  if (operands.every(({ kind }) => kind === "bool")) return boolRange;
  const bound = Math.min(most, Math.max(...operands.map((range) => Math.max(range.max, -1 - range.min))));
  const full = 2 ** Math.ceil(Math.log2(bound + 1)) - 1;
  const isPositive = operands.every(({ min }) => min >= 0);
  return intRange(isPositive ? 0 : -1 - full, Math.floor(Math.min(max ?? full, full)));
}

const where: Operation = {
  arity: [3, 3],
  signature: "where(condition, a, b)",
  help: "a where the condition is not 0, else b; NoData where the condition has no value. if(…) is the same",
  loop(out, [condition, a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const holds = condition![i]!;
      out[i] = Number.isNaN(holds) ? Number.NaN : holds === 0 ? b![i]! : a![i]!;
    }
  },
  range: ([, a, b]) => either([a!, b!]),
};

const defined: Operation = {
  arity: [1, 1],
  signature: "defined(x)",
  help: "1 where there is a value, else 0",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Number.isNaN(a![i]!) ? 0 : 1;
  },
  range: alwaysBool,
};

const undefinedCells: Operation = {
  arity: [1, 1],
  signature: "undefined(x)",
  help: "1 where there is no value, else 0",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Number.isNaN(a![i]!) ? 1 : 0;
  },
  range: alwaysBool,
};

/** Comparisons, truths and choices. */
export const logic = {
  equal,
  unequal,
  less,
  lessOrEqual,
  greater,
  greaterOrEqual,
  and,
  or,
  xor,
  not: notTrue,
  notBits,
  where,
  defined,
  undefined: undefinedCells,
} as const satisfies Record<string, Operation>;
