import fc from "fast-check";
import { expect, test } from "vitest";
import { WGS84 } from "../grid/crs.ts";
import { cellTypeInfo, cellTypes } from "./cell-type.ts";
import { narrow, widen } from "./tile.ts";

const grid = { crs: WGS84, affine: [1, 0, 0, 0, -1, 0] as const, cols: 4, rows: 2 };

test("cells at rest and in motion are the same cells, whatever stands for NoData", () => {
  const kinds = fc.record({
    cellType: fc.constantFrom(...cellTypes),
    nodata: fc.constantFrom<"none" | "zero" | "edge" | "nan">("none", "zero", "edge", "nan"),
  });
  fc.assert(
    fc.property(kinds, fc.array(fc.option(fc.integer({ min: 1, max: 100 }), { freq: 3 }), { minLength: 8, maxLength: 8 }), ({ cellType, nodata }, cells) => {
      const { float, min } = cellTypeInfo(cellType);
      const number = nodata === "none" || (nodata === "nan" && !float) ? null : nodata === "zero" ? 0 : nodata === "nan" ? Number.NaN : min;
      const bands = [Float64Array.from(cells, (cell) => cell ?? Number.NaN), new Float64Array(8).fill(7)];
      const tile = narrow({ grid, bands }, cellType, number);
      expect(widen(tile).bands).toEqual(bands);
      expect(tile.valid === null).toBe(number !== null || float || !cells.includes(null));
    }),
  );
});

test("a Float32 NoData that Float32 cannot hold exactly is still NoData", () => {
  const bands = [new Float64Array(8).fill(Number.NaN)];
  expect(widen(narrow({ grid, bands }, "float32", -9999.9)).bands).toEqual(bands);
});
