import { expect, test } from "vitest";
import { crossingOf } from "./polygon-crossing.ts";

const square = (west: number, south: number, east: number, north: number) =>
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;

test("a bow tie crosses itself, open or closed", () => {
  const tie = [
    [0, 0],
    [4, 4],
    [0, 4],
    [4, 0],
  ] as const;
  expect(crossingOf([tie])).toEqual([0, 0]);
  expect(crossingOf([[...tie, tie[0]]])).toEqual([0, 0]);
});

test("rings that touch in a point do not cross, rings that share an edge or cross do", () => {
  expect(crossingOf([square(0, 0, 4, 4), square(1, 1, 3, 3)])).toBeNull();
  expect(
    crossingOf([
      square(0, 0, 4, 4),
      [
        [0, 2],
        [2, 1],
        [2, 3],
      ],
    ]),
  ).toBeNull();
  expect(crossingOf([square(0, 0, 4, 4), square(0, 1, 2, 3)])).not.toBeNull();
  expect(crossingOf([square(0, 0, 4, 4), square(2, 2, 6, 6)])).not.toBeNull();
});

test("an edge that runs back on itself lies on itself", () => {
  expect(
    crossingOf([
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 2],
        [0, 2],
      ],
    ]),
  ).not.toBeNull();
});
