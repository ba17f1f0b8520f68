import fc from "fast-check";
import { expect, test } from "vitest";
import type { BandStatistics } from "./band-statistics.ts";
import type { Stretch } from "./state.ts";
import { quantile, stretchRange } from "./stretch.ts";

const flat: BandStatistics = { level: 0, valid: 1000, min: 0, max: 100, mean: 50, deviation: 10, histogram: { min: 0, max: 100, counts: Array(10).fill(100) } };
const range = (stretch: Stretch, statistics: BandStatistics | undefined = flat) => stretchRange({ stretch }, statistics);

test("percent is read between the edges of a bin", () => {
  expect(range({ kind: "percent", low: 2, high: 98 })).toEqual({ from: 2, to: 98 });
});

test("empty bins at both ends are not in the range", () => {
  const { histogram } = flat;
  const skewed = { ...flat, histogram: { ...histogram, counts: [0, 0, 50, 50, 0, 0, 0, 0, 0, 0] } };
  expect(range({ kind: "percent", low: 0, high: 100 }, skewed)).toEqual({ from: 20, to: 40 });
});

test("min-max, by hand and deviations, these held inside the values", () => {
  expect(range({ kind: "min-max" })).toEqual({ from: 0, to: 100 });
  expect(range({ kind: "manual", from: 7, to: -3 })).toEqual({ from: 7, to: -3 });
  expect(range({ kind: "deviations", count: 2 })).toEqual({ from: 30, to: 70 });
  expect(range({ kind: "deviations", count: 9 })).toEqual({ from: 0, to: 100 });
});

test("one value alone lies in the middle of the ramp", () => {
  expect(range({ kind: "min-max" }, { ...flat, min: 4, max: 4 })).toEqual({ from: 3.5, to: 4.5 });
});

test("a band without values or statistics has a range all the same", () => {
  expect(range({ kind: "percent", low: 2, high: 98 }, { ...flat, valid: 0, min: Number.NaN })).toEqual({ from: 0, to: 255 });
  expect(stretchRange({ stretch: { kind: "min-max" } }, undefined)).toEqual({ from: 0, to: 255 });
});

test("a quantile never runs backwards nor leaves the histogram", () => {
  const counts = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (counts, a, b) => {
      const histogram = { min: -5, max: 3, counts };
      const [low, high] = [quantile(histogram, Math.min(a, b)), quantile(histogram, Math.max(a, b))];
      expect(low).toBeLessThanOrEqual(high + 1e-12);
      expect(low).toBeGreaterThanOrEqual(-5);
      expect(high).toBeLessThanOrEqual(3 + 1e-12);
    }),
  );
});
