import { expect, it } from "vitest";
import { parsePolygon, polygonText } from "./coordinate-list.tsx";

it("typed points come back as they were written, closed, with their holes", () => {
  const text = "0, 0\n10, 0\n10, 10\n\n2, 2\n3 2\n3; 3";
  const rings = parsePolygon(text);
  if (typeof rings === "string") throw new Error(rings);
  expect(rings).toEqual([
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 0],
    ],
    [
      [2, 2],
      [3, 2],
      [3, 3],
      [2, 2],
    ],
  ]);
  expect(parsePolygon(polygonText(rings))).toEqual(rings);
});

it("a line that cannot be read is named", () => {
  expect(parsePolygon("0, 0\n1\n2, 2")).toMatch(/^Line 2/);
  expect(parsePolygon("0, 0\n1, 1")).toMatch(/three points/);
  expect(parsePolygon("")).toBeTypeOf("string");
});
