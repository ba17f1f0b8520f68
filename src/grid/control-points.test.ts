import fc from "fast-check";
import { expect, test } from "vitest";
import { type ControlPoint, fitAffine } from "./control-points.ts";

const coefficient = fc.double({ min: -100, max: 100, noNaN: true }).filter((value) => Math.abs(value) > 1e-3);
const places = fc.uniqueArray(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 3, maxLength: 40, selector: (place) => place.join() });

test("points of an affine give that affine, without a rest", () => {
  fc.assert(
    fc.property(coefficient, coefficient, places, (a, d, cells) => {
      const [b, c, e, f] = [-d, 500_000, a, 5_000_000];
      const points = cells.map(([col, row]) => ({ col, row, x: a * col + b * row + c, y: d * col + e * row + f }));
      const fitted = fitAffine(points);
      const turn = (p: (typeof cells)[number]) => (cells[1]![0] - cells[0]![0]) * (p[1] - cells[0]![1]) - (cells[1]![1] - cells[0]![1]) * (p[0] - cells[0]![0]);
      fc.pre(cells.some((cell) => Math.abs(turn(cell)) > 1000));
      for (const { col, row, x, y } of points) {
        const [fa, fb, fcc, fd, fe, ff] = fitted!.affine;
        expect(Math.hypot(fa * col + fb * row + fcc - x, fd * col + fe * row + ff - y)).toBeLessThan(1e-4);
      }
      expect(fitted!.rms).toBeLessThan(1e-4);
    }),
  );
});

// gdal.GCPsToGeoTransform(gcps, 1) of GDAL 3.6.2.
test("the fit of scattered points is GDAL's", () => {
  const points: ControlPoint[] = [
    { col: 0, row: 0, x: 10, y: 50 },
    { col: 100, row: 3, x: 21.5, y: 50.2 },
    { col: 2, row: 80, x: 9.8, y: 41.7 },
    { col: 95, row: 90, x: 20.1, y: 40.9 },
    { col: 50, row: 45, x: 15.4, y: 45.6 },
  ];
  const { affine, rms } = fitAffine(points)!;
  const expected = [0.11353134693499337, -0.007639729282947547, 10.084643658147833, 0.0040368403662470066, -0.10536352376540055, 50.074429722078854];
  for (const [i, value] of expected.entries()) expect(affine[i]).toBeCloseTo(value, 9);
  expect(rms).toBeGreaterThan(0.05);
  expect(rms).toBeLessThan(0.5);
});

test("two points give an image that is not turned; points on a line give none", () => {
  expect(
    fitAffine([
      { col: 0, row: 0, x: 5, y: 9 },
      { col: 10, row: 20, x: 25, y: -11 },
    ]),
  ).toEqual({ affine: [2, 0, 5, 0, -1, 9], rms: 0 });
  expect(fitAffine([{ col: 0, row: 0, x: 0, y: 0 }])).toBeNull();
  expect(fitAffine([0, 1, 2, 3].map((i) => ({ col: i * 7, row: i * 3, x: i * 2, y: i })))).toBeNull();
  expect(
    fitAffine([
      { col: 0, row: 0, x: 5, y: 9 },
      { col: 0, row: 20, x: 25, y: -11 },
    ]),
  ).toBeNull();
});
