import fc from "fast-check";
import { expect, test } from "vitest";
import { burn, pixelShape } from "./burn.ts";
import type { Shape } from "./shapes.ts";

const size = 12;
const affine = [1, 0, 0, 0, 1, 0] as const;
const whole = { col: 0, row: 0, cols: size, rows: size };

function cellsOf(shape: Shape, rule: "centre" | "touched" | "covered", window = whole): string[] {
  const found = new Set<string>();
  burn(pixelShape(shape, affine), window, rule, (row, from, to, isIn) => {
    for (let col = from; col < to; col++) {
      if (isIn) found.add(`${col},${row}`);
      else found.delete(`${col},${row}`);
    }
  });
  return [...found].sort();
}

/** Bresenham's line step by step, as GeoTrellis walks it. */
function walked(x0: number, y0: number, x1: number, y1: number): string[] {
  const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  const found: string[] = [];
  let [x, y, error] = [x0, y0, Math.trunc((dx > dy ? dx : -dy) / 2)];
  while (x !== x1 || y !== y1) {
    found.push(`${x},${y}`);
    const before = error;
    if (before > -dx) {
      error -= dy;
      x += x0 < x1 ? 1 : -1;
    }
    if (before < dy) {
      error += dx;
      y += y0 < y1 ? 1 : -1;
    }
  }
  return [...found, `${x},${y}`].sort();
}

const coordinate = fc.integer({ min: 0, max: size - 1 });

test("a line has the cells of Bresenham's walk", () => {
  fc.assert(
    fc.property(coordinate, coordinate, coordinate, coordinate, (x0, y0, x1, y1) => {
      const line: Shape = {
        kind: "line",
        rings: [
          [
            [x0 + 0.3, y0 + 0.6],
            [x1 + 0.9, y1 + 0.1],
          ],
        ],
        value: null,
        zindex: 0,
      };
      expect(cellsOf(line, "centre")).toEqual(walked(x0, y0, x1, y1));
    }),
  );
});

test("covered cells have their centre inside, and such cells are touched", () => {
  const position = fc.tuple(fc.double({ min: 0, max: size, noNaN: true }), fc.double({ min: 0, max: size, noNaN: true }));
  fc.assert(
    fc.property(fc.tuple(position, position, position), (ring) => {
      const triangle: Shape = { kind: "polygon", rings: [ring], value: null, zindex: 0 };
      const [covered, centre, touched] = (["covered", "centre", "touched"] as const).map((rule) => new Set(cellsOf(triangle, rule)));
      expect([...covered!].every((cell) => centre!.has(cell))).toBe(true);
      expect([...centre!].every((cell) => touched!.has(cell))).toBe(true);
    }),
  );
});

test("a polygon along cell borders covers its cells and touches no others", () => {
  const square: Shape = {
    kind: "polygon",
    rings: [
      [
        [2, 3],
        [5, 3],
        [5, 7],
        [2, 7],
      ],
    ],
    value: null,
    zindex: 0,
  };
  expect(cellsOf(square, "touched")).toEqual(cellsOf(square, "covered"));
  expect(cellsOf(square, "covered")).toHaveLength(12);
});
