import fc from "fast-check";
import { expect, test } from "vitest";
import type { Polygon } from "./areas.ts";
import { WEB_MERCATOR } from "./crs.ts";
import { coverage, type FillRule, prepareArea } from "./polygon.ts";

const raster = { affine: [1, 0, 0, 0, -1, 8], cols: 8, rows: 8 } as const;

/** 1 where a cell of an 8 × 8 raster belongs to the polygon. */
function cells(rings: Polygon, rule: FillRule): number[] {
  const out = new Uint8Array(64);
  coverage(prepareArea({ crs: WEB_MERCATOR, polygons: [rings], edges: [] }, raster, rule), { col: 0, row: 0, cols: 8, rows: 8 }, out);
  return [...out];
}

const box = (west: number, south: number, east: number, north: number): Polygon => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];
const count = (rings: Polygon, rule: FillRule) => cells(rings, rule).reduce((l, r) => l + r, 0);

test("a box on cell borders is the same cells by every rule of area", () => {
  for (const rule of ["overlapped", "contained", "point", "centre"] as const) expect(count(box(1, 1, 4, 3), rule)).toBe(6);
});

test("a box inside one cell overlaps it and contains none", () => {
  expect(count(box(2.1, 2.1, 2.4, 2.4), "overlapped")).toBe(1);
  expect(count(box(2.1, 2.1, 2.4, 2.4), "contained")).toBe(0);
  expect(count(box(2.1, 2.1, 2.4, 2.4), "point")).toBe(0);
});

test("centres on the north, south and east edges are points inside, those on the west edge are not", () => {
  const found = cells(box(1.5, 1.5, 4.5, 3.5), "point");
  expect([4, 5, 6].map((row) => found.slice(row * 8, row * 8 + 8).join(""))).toEqual(["00111000", "00111000", "00111000"]);
  expect(found.reduce((l, r) => l + r, 0)).toBe(9);
});

test("rounding does not decide whether a point is on an edge", () => {
  const cell = 3.3;
  const grid = { affine: [cell, 0, 0, 0, -cell, 8 * cell], cols: 8, rows: 8 } as const;
  const out = new Uint8Array(64);
  const polygons = [box(0.5 * cell, 0.5 * cell, 3.5 * cell, 3.5 * cell)];
  coverage(prepareArea({ crs: WEB_MERCATOR, polygons, edges: [] }, grid, "point"), { col: 0, row: 0, cols: 8, rows: 8 }, out);
  expect([...out].reduce((l, r) => l + r, 0)).toBe(3 * 4);
});

test("a notch takes the cells it cuts from those that are contained, a hole too", () => {
  const notch: Polygon = [
    [
      [0, 0],
      [0, 1],
      [0.5, 1.5],
      [0, 2],
      [0, 3],
      [3, 3],
      [3, 0],
    ],
  ];
  expect([count(notch, "overlapped"), count(notch, "contained")]).toEqual([9, 8]);
  const holed: Polygon = [...box(0, 0, 8, 8), ...box(2.5, 2.5, 5.5, 5.5)];
  expect([count(holed, "overlapped"), count(holed, "contained")]).toEqual([64 - 4, 64 - 16]);
});

test("what is contained is overlapped, and the area lies between both", () => {
  const corner = fc.tuple(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0, max: 8, noNaN: true }));
  fc.assert(
    fc.property(corner, corner, corner, (a, b, c) => {
      const area = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
      fc.pre(area > 1e-3);
      const rings: Polygon = [[a, b, c]];
      const overlapped = cells(rings, "overlapped");
      const contained = cells(rings, "contained");
      for (let i = 0; i < 64; i++) expect(contained[i]!).toBeLessThanOrEqual(overlapped[i]!);
      expect(count(rings, "contained")).toBeLessThanOrEqual(area + 1e-6);
      expect(count(rings, "overlapped")).toBeGreaterThanOrEqual(area - 1e-6);
    }),
  );
});
