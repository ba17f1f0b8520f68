import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cells } from "../../../src/cells/cells.ts";
import { windowGrid } from "../../../src/grid/grid.ts";
import { type HalvingMethod, halve } from "./reduce.ts";
import { gridOf } from "./testing.ts";

const none = Number.NaN;
const cells = (cols: number, ...values: number[]): Cells => ({ grid: gridOf(cols, values.length / cols), bands: [Float64Array.from(values)] });
const half = (input: Cells, method: HalvingMethod, type: "int16" | "float32" = "float32") => [...halve(input, method, type).bands[0]!];

test("an average leaves out cells without a value", () => {
  expect(half(cells(4, 1, none, none, none, 3, 8, none, none), "average")).toEqual([4, none]);
});

test("averages of integers round halves away from zero", () => {
  expect(half(cells(4, 1, 2, -1, -2, 1, 2, -1, -2), "average", "int16")).toEqual([2, -2]);
  expect(half(cells(2, 1, 2, 1, 2), "average")).toEqual([1.5]);
});

test("the most frequent value wins, the first to reach its count among equals, and NoData never", () => {
  expect(half(cells(2, 5, 7, 5, 7), "mode")).toEqual([5]);
  expect(half(cells(2, 5, 7, 7, 5), "mode")).toEqual([7]);
  expect(half(cells(2, 5, 7, 9, 5), "mode")).toEqual([5]);
  expect(half(cells(2, 5, 7, 7, 7), "mode")).toEqual([7]);
  expect(half(cells(2, 5, 7, 9, 9), "mode")).toEqual([9]);
  expect(half(cells(2, none, none, none, 3), "mode")).toEqual([3]);
  expect(half(cells(2, none, 4, 3, none), "mode")).toEqual([4]);
  expect(half(cells(2, 1, 2, 3, 4), "mode")).toEqual([1]);
});

test("nearest takes the north-west cell, NoData or not", () => {
  expect(half(cells(4, none, 1, 2, 3, 4, 5, 6, 7), "nearest")).toEqual([none, 2]);
});

test("at odd edges a half is made of what is there", () => {
  expect(half(cells(3, 1, 1, 5, 1, 1, 7, 9, 11, 13), "average")).toEqual([1, 6, 10, 13]);
});

test("halves of windows fit together to the half of the whole", () => {
  const methods = fc.constantFrom<HalvingMethod>("nearest", "average", "mode");
  fc.assert(
    fc.property(fc.integer({ min: 9, max: 16 }), fc.integer({ min: 9, max: 16 }), methods, fc.integer(), (cols, rows, method, seed) => {
      const band = Float64Array.from({ length: cols * rows }, (_, i) => ((i * 7 + seed) % 5 === 0 ? none : Math.abs((i * 31 + seed) % 4)));
      const grid = gridOf(cols, rows);
      const whole = halve({ grid, bands: [band] }, method, "int16");
      const parts = new Float64Array(whole.bands[0]!.length);
      for (const top of [0, 8])
        for (const left of [0, 8]) {
          const window = { col: left, row: top, cols: Math.min(8, cols - left), rows: Math.min(8, rows - top) };
          const cut = Float64Array.from(
            { length: window.cols * window.rows },
            (_, i) => band[(top + Math.floor(i / window.cols)) * cols + left + (i % window.cols)]!,
          );
          const part = halve({ grid: windowGrid(grid, window), bands: [cut] }, method, "int16");
          part.bands[0]!.forEach((cell, i) => {
            parts[(top / 2 + Math.floor(i / part.grid.cols)) * whole.grid.cols + left / 2 + (i % part.grid.cols)] = cell;
          });
        }
      expect(parts).toEqual(whole.bands[0]);
    }),
    { numRuns: 60 },
  );
});
