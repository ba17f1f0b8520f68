import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, intersection, overlaps } from "./boolean.ts";
import { cellsOf } from "./testing.ts";

const corner = fc.tuple(fc.integer({ min: 10, max: 190 }), fc.integer({ min: 10, max: 190 })).map(([x, y]) => [x / 10, y / 10] as const);
const polygon = fc.array(fc.array(corner, { minLength: 3, maxLength: 7 }), { minLength: 1, maxLength: 2 });

test("difference and intersection cover the cells that logic says, and together the whole", () => {
  fc.assert(
    fc.property(polygon, polygon, (subject, other) => {
      const [a, b] = [cellsOf([subject]), cellsOf([other])];
      expect(cellsOf(difference(subject, other))).toEqual(a.map((one, i) => (one === 1 && b[i] === 0 ? 1 : 0)));
      expect(cellsOf(intersection(subject, other))).toEqual(a.map((one, i) => (one === 1 && b[i] === 1 ? 1 : 0)));
    }),
    { numRuns: 100 },
  );
});

test("an island in a hole becomes a polygon of its own", () => {
  const square = (from: number, to: number) => [[from, from] as const, [to, from] as const, [to, to] as const, [from, to] as const];
  const parts = difference([square(0, 9)], [square(2, 7), square(4, 5)]);
  expect(parts.map((rings) => rings.length).sort()).toEqual([1, 2]);
  expect(overlaps([square(0, 1)], [square(1, 2)])).toBe(false);
  expect(overlaps([square(0, 1.1)], [square(1, 2)])).toBe(true);
});

test("vertices that stay are the very same", () => {
  const outer = [[0.1234567890123, 0] as const, [9, 0] as const, [9, 9] as const, [0, 9.87654321012345] as const];
  const [rest = []] = difference(
    [outer],
    [
      [
        [3, 3],
        [4, 3],
        [4, 4],
      ],
    ],
  );
  expect(new Set(rest[0])).toEqual(new Set(outer));
  for (const vertex of rest[0] ?? []) expect(outer).toContain(vertex);
});
