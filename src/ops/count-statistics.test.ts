import { expect, test } from "vitest";
import { countStatistics } from "./count-statistics.ts";

// GeoTrellis' HistogramSpec: 10 times 2, 15 times 3 ...
test("median, mode, mean and deviation follow from the counts", () => {
  const found = countStatistics([
    [2, 10],
    [3, 15],
    [5, 18],
    [6, 9],
    [7, 2],
  ]);
  expect(found).toMatchObject({ count: 54, min: 2, max: 7, median: 5, mode: 5 });
  expect(found.mean).toBeCloseTo(4.13, 2);
  expect(found.deviation).toBeCloseTo(1.528, 3);
});

test("without a value there is nothing but a count of 0", () => {
  expect(countStatistics([])).toEqual({
    count: 0,
    min: Number.NaN,
    max: Number.NaN,
    sum: 0,
    mean: Number.NaN,
    deviation: Number.NaN,
    median: Number.NaN,
    mode: Number.NaN,
  });
});

test("of several modes the smallest counts", () => {
  expect(
    countStatistics([
      [4, 2],
      [9, 2],
    ]).mode,
  ).toBe(4);
});
