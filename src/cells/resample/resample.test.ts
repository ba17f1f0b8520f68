import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cubicWeight } from "./cubic.ts";
import { cubicSplineWeight } from "./cubic-spline.ts";
import { lanczosWeight } from "./lanczos.ts";
import { resampleMethods, resamplers } from "./method.ts";
import { quantise } from "./quantise.ts";
import type { Sampling } from "./sampling.ts";

const raster = (rows: readonly (readonly (number | null)[])[], scale = 1): Sampling => ({
  cols: rows[0]!.length,
  rows: rows.length,
  window: { col: 0, row: 0, cols: rows[0]!.length, rows: rows.length },
  bands: [Float64Array.from(rows.flat(), (cell) => cell ?? Number.NaN)],
  scaleX: scale,
  scaleY: scale,
});

/** The value at a place; area methods look at a cell of `size` source cells around it. */
function valueAt(source: Sampling, method: (typeof resampleMethods)[number], x: number, y: number, size = 1): number {
  const target = new Float64Array(1).fill(Number.NaN);
  const { at, row } = resamplers[method];
  const near = size / 2;
  const spots =
    at === "centre"
      ? { count: 1, xs: new Float64Array([x]), ys: new Float64Array([y]), belowXs: new Float64Array(0), belowYs: new Float64Array(0) }
      : {
          count: 1,
          xs: new Float64Array([x - near, x + near]),
          ys: new Float64Array([y - near, y - near]),
          belowXs: new Float64Array([x - near, x + near]),
          belowYs: new Float64Array([y + near, y + near]),
        };
  row(source, 0, spots, target, 0);
  return target[0]!;
}

describe("weights (facts from the GeoTrellis suite)", () => {
  test.each([
    [[0, 1, 2, 3], 0.5, 1.5],
    [[6, 8, 2, 7], 0.5, 4.8125],
    [[100, 0, -100, 137], 0.89, -103.6816],
    [[0.65, 0.91, 12, 43], 0.52, 4.736],
    [[100, 200, 100, 0], 0.17, 194.7113],
    [[5, 3, 8, 12], 0.61, 5.7978],
    [[-1, -10, -3, -6], 0.23, -9.2773],
  ] as const)("cubic convolution of %j at %d is %d", (values: readonly number[], x: number, expected: number) => {
    expect(values.reduce((sum, value, i) => sum + value * cubicWeight(i - 1 - x), 0)).toBeCloseTo(expected, 3);
  });
  test.each([
    [0, 1],
    [3.000001, 0],
    [0.5, 0.607927],
    [0.25, 0.890067],
    [0.75, 0.27019],
    [0.1, 0.981835],
    [0.9, 0.0938159],
  ] as const)("Lanczos at %d is %d", (distance, weight) => {
    expect(lanczosWeight(distance)).toBeCloseTo(weight, 6);
  });
  test("the B-spline's weights at any place add up to six", () => {
    for (const x of [0, 0.1, 0.5, 0.77]) expect([-1, 0, 1, 2].reduce((sum, i) => sum + cubicSplineWeight(i - x), 0)).toBeCloseTo(6, 12);
  });
});

describe("bilinear at points (facts from the GeoTrellis suite)", () => {
  const square = raster([
    [1, 2],
    [3, 4],
  ]);
  test.each([
    [0.75, 0.75, 1.75],
    [0.98, 1.9999, 3.48],
    [0, 0, 1],
    [1.9999, 0, 2],
    [1, 1, 2.5],
    [1.25, 0.75, 2.25],
    [1.25, 1.25, 3.25],
  ] as const)("(%d, %d) is %d", (x, y, value) => {
    expect(valueAt(square, "bilinear", x, y)).toBeCloseTo(value, 9);
  });
  test("NoData drops out and the rest is renormalised", () => {
    expect(
      valueAt(
        raster([
          [10, null],
          [20, 40],
        ]),
        "bilinear",
        1,
        1,
      ),
    ).toBeCloseTo(70 / 3, 9);
  });
  test("outside there is nothing", () => {
    expect(valueAt(square, "bilinear", -0.01, 1)).toBeNaN();
    expect(valueAt(square, "bilinear", 1, 2.01)).toBeNaN();
  });
});

test.each(resampleMethods.filter((method) => method !== "sum"))("equal cells stay equal, at edges and beside NoData, %s", (method) => {
  const place = fc.double({ min: 0, max: 6, noNaN: true });
  const holes = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(holes, place, place, fc.constantFrom(0.3, 0.5, 1, 3), (isHole, x, y, scale) => {
      const source = raster(
        isHole.map((row) => row.map((hole) => (hole ? null : 42))),
        scale,
      );
      const value = valueAt(source, method, x, y, 1 / scale);
      expect(Number.isNaN(value) || Math.abs(value - 42) < 1e-9).toBe(true);
    }),
  );
});

test("shrinking averages over every source cell: nothing is passed over", () => {
  const spike = (col: number) => raster([Array.from({ length: 12 }, (_, i) => (i === col ? 1 : 0))], 0.25);
  for (const method of ["bilinear", "cubic", "cubicSpline", "lanczos", "average"] as const)
    for (let col = 4; col < 8; col++) expect(valueAt(spike(col), method, 6, 0.5, 4), `${method}, column ${col}`).toBeGreaterThan(0.05);
});

test("a sum over any cut of the raster is the raster's sum", () => {
  const source = raster([[1, 2, 3, 4, 5, 6]]);
  const parts = [0.6, 1.8, 3, 4.2, 5.4].map((x) => valueAt(source, "sum", x, 0.5, 1.2));
  expect(parts.reduce((sum, part) => sum + (Number.isNaN(part) ? 0 : part), 0)).toBeCloseTo(21, 9);
});

test("integers round half up, stop at the range and never become NoData", () => {
  const band = Float64Array.from([1.5, 2.4999, -0.5, -7, 300, 9.6, Number.NaN]);
  quantise([band], "uint8", 10);
  expect([...band]).toEqual([2, 2, 0, 0, 255, 9, Number.NaN]);
  const zeros = Float64Array.from([0.2, 5]);
  quantise([zeros], "uint8", 0);
  expect([...zeros]).toEqual([1, 5]);
});
