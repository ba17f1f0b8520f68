import fc from "fast-check";
import { expect, test } from "vitest";
import type { Polygon, Position } from "./areas.ts";
import { intersection } from "./boolean.ts";
import { between } from "./cut.ts";
import { cellsOf } from "./testing.ts";

const strip = (west: number, east: number): Polygon => [
  [
    [west, -50],
    [east, -50],
    [east, 50],
    [west, 50],
  ],
];

/** A ring around (10, 10), without crossings: a radius in each direction. */
const star = (least: number, most: number) =>
  fc.array(fc.integer({ min: least * 10, max: most * 10 }), { minLength: 3, maxLength: 12 }).map((radii) =>
    radii.map((radius, i): Position => {
      const turn = (i / radii.length) * 2 * Math.PI;
      return [Math.round(100 + radius * Math.cos(turn)) / 10, Math.round(100 + radius * Math.sin(turn)) / 10];
    }),
  );
const ringWithHole = fc
  .tuple(star(6, 10), star(1, 3), fc.boolean(), fc.boolean())
  .map(([outer, hole, isTurned, hasHole]): Polygon => (hasHole ? [isTurned ? outer.toReversed() : outer, hole] : [outer]));
const comb = fc.array(fc.integer({ min: 2, max: 18 }), { minLength: 2, maxLength: 8 }).map(
  (tips): Polygon => [
    [
      [1, 19],
      [1, 1],
      ...tips.flatMap((tip, i): Position[] => [
        [tip, 1 + (2 * i + 1)],
        [1.5, 2 + (2 * i + 1)],
      ]),
    ],
  ],
);
const border = fc.integer({ min: 0, max: 40 }).map((half) => half / 2);

test("the parts are those that the polygon shares with the strip, holes and teeth included", () => {
  fc.assert(
    fc.property(fc.oneof(ringWithHole, comb), border, border, (rings, a, b) => {
      const [west, east] = [Math.min(a, b), Math.max(a, b) + 1];
      const parts = between(rings, west, east);
      expect(cellsOf(parts)).toEqual(cellsOf(intersection(rings, strip(west, east))));
      for (const [x] of parts.flat(2)) expect(x >= west && x <= east).toBe(true);
      expect(parts.length).toBe(intersection(rings, strip(west, east)).length);
    }),
    { numRuns: 100 },
  );
});

test("vertices that stay are the very same, and a polygon on one side is all there", () => {
  const outer: Position[] = [
    [0.1234567890123, 0],
    [9, 0],
    [9, 9],
    [0, 9.87654321012345],
  ];
  expect(between([outer], -20, 20)).toEqual([[outer]]);
  const [[part = []] = []] = between([outer], 5, 20);
  expect(part.filter((position) => outer.includes(position))).toHaveLength(2);
});

test("what only touches a border is not there", () => {
  expect(between(strip(0, 5), 5, 9)).toEqual([]);
  expect(
    between(
      [
        [
          [0, 0],
          [5, 1],
          [0, 2],
        ],
      ],
      5,
      9,
    ),
  ).toEqual([]);
});
