import type { Operation } from "./operation.ts";
import { digitsOf, floatRange, intRange, isNothing, isWhole, mostDigits, spanning, type ValueRange } from "./value-range.ts";

const pair = [2, 2] as const;
const products = ([l, r]: readonly ValueRange[]): number[] =>
  [l!.min * r!.min, l!.min * r!.max, l!.max * r!.min, l!.max * r!.max].map((product) => (Number.isNaN(product) ? 0 : product));

const add: Operation = {
  arity: pair,
  signature: "a + b",
  help: "Sum",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! + b![i]!;
  },
  range: ([l, r]) => spanning([l!, r!], [l!.min + r!.min, l!.max + r!.max]),
};

const subtract: Operation = {
  arity: pair,
  signature: "a - b",
  help: "Difference",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! - b![i]!;
  },
  range: ([l, r]) => spanning([l!, r!], [l!.min - r!.max, l!.max - r!.min]),
};

const multiply: Operation = {
  arity: pair,
  signature: "a * b",
  help: "Product",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) out[i] = a![i]! * b![i]!;
  },
  range: (operands) => spanning(operands, products(operands)),
};

const divide: Operation = {
  arity: pair,
  signature: "a / b",
  help: "Quotient; divided by zero is NoData",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const by = b![i]!;
      out[i] = by === 0 ? Number.NaN : a![i]! / by;
    }
  },
  range([l, r]) {
    const digits = mostDigits([l!, r!]);
    const bounded = r!.min > 0 || r!.max < 0;
    return bounded ? { ...spanning([l!, r!, floatRange(digits)], quotients(l!, r!)), digits } : floatRange(digits);
  },
};

const quotients = (l: ValueRange, r: ValueRange): number[] => [l.min / r.min, l.min / r.max, l.max / r.min, l.max / r.max];

const modulo: Operation = {
  arity: pair,
  signature: "a % b",
  help: "What is left of a after division by b, with the sign of b; by zero is NoData",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const by = b![i]!;
      const rest = a![i]! % by;
      out[i] = rest !== 0 && rest < 0 !== by < 0 ? rest + by : rest;
    }
  },
  range: ([l, r]) => spanning([l!, r!], [Math.min(0, r!.min), Math.max(0, r!.max)]),
};

const power: Operation = {
  arity: pair,
  signature: "a ** b",
  help: "a to the power of b; anything to the power of 0 is 1, and 0 to a negative power is NoData",
  loop(out, [a, b], cells) {
    for (let i = 0; i < cells; i++) {
      const base = a![i]!;
      const exponent = b![i]!;
      // Math.pow says 1 for NaN ** 0, but a cell without a value has no power.
      out[i] = Number.isNaN(base) || (base === 0 && exponent < 0) ? Number.NaN : base ** exponent;
    }
  },
  range([base, exponent]) {
    if (isNothing(base!) || isNothing(exponent!)) return spanning([base!, exponent!], [0]);
    const constant = exponent!.min === exponent!.max ? exponent!.min : null;
    if (constant === null || !Number.isInteger(constant) || constant < 0) {
      const isMild = constant !== null && Math.abs(constant) <= 2;
      return floatRange(isMild ? digitsOf(base!) : 53);
    }
    const spansZero = base!.min < 0 && base!.max > 0;
    const corners = [base!.min ** constant, base!.max ** constant, ...(spansZero ? [0] : [])];
    if (isWhole(base!)) return intRange(Math.min(...corners), Math.max(...corners));
    return floatRange(constant <= 2 ? digitsOf(base!) : 53, Math.min(...corners), Math.max(...corners));
  },
};

const negate: Operation = {
  arity: [1, 1],
  signature: "-a",
  help: "The other sign",
  loop(out, [a], cells) {
    // 0 - 0 is 0, where -0 would be another zero.
    for (let i = 0; i < cells; i++) out[i] = 0 - a![i]!;
  },
  range: ([a]) => spanning([a!], [-a!.min, -a!.max]),
};

const abs: Operation = {
  arity: [1, 1],
  signature: "abs(x)",
  help: "Without its sign",
  loop(out, [a], cells) {
    for (let i = 0; i < cells; i++) out[i] = Math.abs(a![i]!);
  },
  range: ([a]) => spanning([a!], a!.min < 0 && a!.max > 0 ? [0, -a!.min, a!.max] : [Math.abs(a!.min), Math.abs(a!.max)]),
};

/** + - * / % ** and signs. */
export const arithmetic = { add, subtract, multiply, divide, modulo, power, negate, abs } as const satisfies Record<string, Operation>;
