import type { Operation } from "./operation.ts";
import { digitsOf, floatRange, isNothing, isWhole, mostDigits, spanning, type ValueRange } from "./value-range.ts";

/** A float of the operand's digits, between bounds that hold whatever the operand is. */
const within =
  (min: number, max: number) =>
  ([a]: readonly ValueRange[]): ValueRange => ({ ...spanning([a!, floatRange(0)], [min, max]), digits: digitsOf(a!) });
const anywhere = within(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/** Float32 holds what is smaller. */
const float32Max = 3.4028234663852886e38;

/** For functions that grow beyond Float32 fast: as many digits as the operand's while the results are known to fit. */
function growing(operand: ValueRange, corners: readonly number[]): ValueRange {
  if (isNothing(operand)) return operand;
  const fits = corners.every((corner) => Math.abs(corner) <= float32Max);
  return floatRange(fits ? digitsOf(operand) : 53, Math.min(...corners), Math.max(...corners));
}

const sqrt: Operation = {
  arity: [1, 1],
  signature: "sqrt(x)",
  help: "Square root; of a negative number it is NoData",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.sqrt(a![i]!);
  },
  range: ([a]) => ({ ...spanning([a!, floatRange(0)], [Math.sqrt(Math.max(0, a!.min)), Math.sqrt(Math.max(0, a!.max))]), digits: digitsOf(a!) }),
};

const log: Operation = {
  arity: [1, 1],
  signature: "log(x)",
  help: "Natural logarithm; of 0 and below it is NoData",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) {
      const x = a![i]!;
      out[i] = x === 0 ? Number.NaN : Math.log(x);
    }
  },
  range: anywhere,
};

const log10: Operation = {
  arity: [1, 1],
  signature: "log10(x)",
  help: "Logarithm to base 10; of 0 and below it is NoData",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) {
      const x = a![i]!;
      out[i] = x === 0 ? Number.NaN : Math.log10(x);
    }
  },
  range: anywhere,
};

const exp: Operation = {
  arity: [1, 1],
  signature: "exp(x)",
  help: "e to the power of x",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.exp(a![i]!);
  },
  range: ([a]) => growing(a!, [Math.exp(a!.min), Math.exp(a!.max)]),
};

/** Whole results, which are whole numbers of a known range where the operand's is known. */
function rounded([a]: readonly ValueRange[], to: (x: number) => number): ValueRange {
  if (isWhole(a!)) return a!;
  const bounded = Number.isFinite(a!.min) && Number.isFinite(a!.max);
  return bounded ? { ...a!, kind: "int", min: to(a!.min), max: to(a!.max), hole: null } : { ...a!, hole: null };
}

const round: Operation = {
  arity: [1, 1],
  signature: "round(x)",
  help: "Nearest whole number, halves upwards",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.round(a![i]!);
  },
  range: (operands) => rounded(operands, Math.round),
};

const floor: Operation = {
  arity: [1, 1],
  signature: "floor(x)",
  help: "Next whole number below",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.floor(a![i]!);
  },
  range: (operands) => rounded(operands, Math.floor),
};

const ceil: Operation = {
  arity: [1, 1],
  signature: "ceil(x)",
  help: "Next whole number above",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.ceil(a![i]!);
  },
  range: (operands) => rounded(operands, Math.ceil),
};

const sin: Operation = {
  arity: [1, 1],
  signature: "sin(x)",
  help: "Sine of x in radians",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.sin(a![i]!);
  },
  range: within(-1, 1),
};

const cos: Operation = {
  arity: [1, 1],
  signature: "cos(x)",
  help: "Cosine of x in radians",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.cos(a![i]!);
  },
  range: within(-1, 1),
};

const tan: Operation = {
  arity: [1, 1],
  signature: "tan(x)",
  help: "Tangent of x in radians",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.tan(a![i]!);
  },
  range: anywhere,
};

const asin: Operation = {
  arity: [1, 1],
  signature: "asin(x)",
  help: "Angle in radians whose sine is x; NoData beyond -1 to 1",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.asin(a![i]!);
  },
  range: within(-2, 2),
};

const acos: Operation = {
  arity: [1, 1],
  signature: "acos(x)",
  help: "Angle in radians whose cosine is x; NoData beyond -1 to 1",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.acos(a![i]!);
  },
  range: within(0, 4),
};

const atan: Operation = {
  arity: [1, 1],
  signature: "atan(x)",
  help: "Angle in radians whose tangent is x",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.atan(a![i]!);
  },
  range: within(-2, 2),
};

const atan2: Operation = {
  arity: [2, 2],
  signature: "atan2(y, x)",
  help: "Angle in radians from the x axis to the point (x, y)",
  loop(out, [y, x], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.atan2(y![i]!, x![i]!);
  },
  range: (operands) => ({ ...spanning([...operands, floatRange(0)], [-4, 4]), digits: mostDigits(operands) }),
};

const sinh: Operation = {
  arity: [1, 1],
  signature: "sinh(x)",
  help: "Hyperbolic sine",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.sinh(a![i]!);
  },
  range: ([a]) => growing(a!, [Math.sinh(a!.min), Math.sinh(a!.max)]),
};

const cosh: Operation = {
  arity: [1, 1],
  signature: "cosh(x)",
  help: "Hyperbolic cosine",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.cosh(a![i]!);
  },
  range: ([a]) => growing(a!, [1, Math.cosh(a!.min), Math.cosh(a!.max)]),
};

const tanh: Operation = {
  arity: [1, 1],
  signature: "tanh(x)",
  help: "Hyperbolic tangent",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.tanh(a![i]!);
  },
  range: within(-1, 1),
};

/** Functions of one number, and the angle of two. NoData stays NoData. */
export const functions = { sqrt, log, log10, exp, round, floor, ceil, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh } as const satisfies Record<
  string,
  Operation
>;
