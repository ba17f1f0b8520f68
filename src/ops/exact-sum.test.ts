import fc from "fast-check";
import { expect, test } from "vitest";
import { addAll, addExactly, addProduct, addSquares, addSum, noSum, rounded, varianceOf } from "./exact-sum.ts";

const sumOf = (values: readonly number[]) => {
  const sum = noSum();
  for (const value of values) addExactly(sum, value);
  return sum;
};
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });

/** A double as a whole number of 2^-1074. */
function units(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const all = bits.getBigUint64(0);
  const exponent = Number((all >> 52n) & 0x7ffn);
  const mantissa = (all & 0xfffffffffffffn) | (exponent === 0 ? 0n : 0x10000000000000n);
  const size = mantissa << BigInt(Math.max(0, exponent - 1));
  return all >> 63n === 1n ? -size : size;
}

test("what would cancel is kept", () => {
  expect(rounded(sumOf([1e18, 0.1, -1e18]))).toBe(0.1);
  expect(rounded(sumOf(new Array(10).fill(0.1)))).toBe(1);
});

test("the sum is the mathematical one, in any order and in any parts", () => {
  fc.assert(
    fc.property(fc.array(finite, { maxLength: 60 }), fc.nat(), (values, cut) => {
      const left = sumOf(values.slice(0, cut % (values.length + 1)).reverse());
      addSum(left, sumOf(values.slice(cut % (values.length + 1))));
      expect(left.parts.reduce((total, part) => total + units(part), 0n)).toBe(values.reduce((total, value) => total + units(value), 0n));
      expect(rounded(left)).toBe(rounded(sumOf(values)));
    }),
  );
});

test("it is rounded to the nearest double", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
      const exact = values.reduce((total, value) => total + units(value), 0n);
      const found = rounded(sumOf(values));
      const off = (value: number) => (units(value) > exact ? units(value) - exact : exact - units(value));
      for (const near of [found * (1 + 2 ** -52), found * (1 - 2 ** -52)]) if (Number.isFinite(near)) expect(off(found) <= off(near)).toBe(true);
    }),
  );
});

test("a product keeps its rounding", () => {
  const sum = noSum();
  addProduct(sum, 1 + 2 ** -30, 1 + 2 ** -30);
  addExactly(sum, -1);
  addExactly(sum, -(2 ** -29));
  expect(rounded(sum)).toBe(2 ** -60);
});

test("what is beyond all doubles is infinite, not lost", () => {
  expect(rounded(sumOf([1e308, 1e308]))).toBe(Number.POSITIVE_INFINITY);
  expect(rounded(sumOf([Number.NEGATIVE_INFINITY, 1]))).toBe(Number.NEGATIVE_INFINITY);
});

test("variance keeps its digits far from zero", () => {
  const values = [1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75];
  const squares = noSum();
  for (const value of values) addProduct(squares, value, value);
  expect(varianceOf(3, sumOf(values), squares)).toBeCloseTo(0.125 / 3, 15);
});

test("all at once is the same sum as one by one, squares too", () => {
  const anySize = fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 }), fc.integer({ min: -300, max: 300 }))
    .map(([m, e]) => m * 2 ** e);
  fc.assert(
    fc.property(fc.array(fc.oneof(finite, anySize, fc.integer()), { maxLength: 80 }), (values) => {
      const together = noSum();
      addAll(together, Float64Array.from(values), values.length);
      expect(together.parts.reduce((total, part) => total + units(part), 0n)).toBe(values.reduce((total, value) => total + units(value), 0n));
    }),
  );
  fc.assert(
    fc.property(fc.array(anySize, { maxLength: 40 }), (values) => {
      const [oneByOne, together] = [noSum(), noSum()];
      for (const value of values) addProduct(oneByOne, value, value);
      addSquares(together, Float64Array.from(values), values.length, new Float64Array(values.length));
      expect(rounded(together)).toBe(rounded(oneByOne));
    }),
  );
});

test("a number that is infinite makes the sum infinite", () => {
  const sum = noSum();
  addAll(sum, Float64Array.of(1, Number.POSITIVE_INFINITY, 2), 3);
  expect(rounded(sum)).toBe(Number.POSITIVE_INFINITY);
});
