import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FaultError } from "../../fault.ts";
import { Lab } from "../conformance/lab.ts";
import type { CellRows } from "../conformance/vector.ts";
import type { RasterLayer } from "../raster-layer.ts";
import { Tile } from "../tile.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const upstream = { cellType: "input", overflow: "wrap" } as const;
const rows = (least: number, most: number) =>
  fc.array(fc.array(fc.option(fc.integer({ min: least, max: most }), { freq: 8 }), { minLength: 8, maxLength: 8 }), { minLength: 8, maxLength: 8 });

function tagOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof FaultError ? error.fault.tag : String(error);
  }
}

describe("chains", () => {
  const steps: readonly (readonly [(layer: RasterLayer) => RasterLayer, string])[] = [
    [(layer) => layer.add(57, upstream), "(# + 57)"],
    [(layer) => layer.multiply(-3, upstream), "(# * -3)"],
    [(layer) => layer.divide(7, upstream), "(# / 7)"],
    [(layer) => layer.reverseSubtract(10, upstream), "(10 - #)"],
    [(layer) => layer.sqrt(upstream), "sqrt(#)"],
    [(layer) => layer.power(2, upstream), "(# ** 2)"],
    [(layer) => layer.and(60, upstream), "(# and 60)"],
    [(layer) => layer.localMax(5, upstream), "max(#, 5)"],
  ];

  test("steps fused, steps stored one by one, and one expression give the same cells", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows(-100, 100),
        fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("int8", "int16ud-7", "float32", "uint8"),
        async (cells, chain, dtype) => {
          const layer = await lab.single({ cells: cells as CellRows }, dtype);
          const fused = chain.reduce((before, [step]) => step(before), layer);
          let stored = layer;
          for (const [step] of chain) {
            stored = step(stored);
            await stored.persist();
          }
          const text = chain.reduce((before, [, written]) => written.replace("#", before), "cells");
          const once = layer.calculate(text, upstream);
          const expected = await lab.bands(fused);
          await stored.unpersist();
          expect(await lab.bands(stored)).toEqual(expected);
          expect(await lab.bands(once)).toEqual(expected);
          expect([once.metadata.cellType, once.metadata.nodata]).toEqual([fused.metadata.cellType, fused.metadata.nodata]);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("whole is the same as tile by tile, over several layers", async () => {
    await fc.assert(
      fc.asyncProperty(rows(0, 255), rows(0, 255), async (left, right) => {
        const text = "where(a > b, (a - b) / (a + b), mean(a, b) ** 2 + std(a, b, 9))";
        const whole = [await lab.single({ cells: left as CellRows }, "uint8ud7"), await lab.single({ cells: right as CellRows }, "uint8")] as const;
        const cut = [await lab.cut({ cells: left as CellRows }, "uint8ud7", 2, 4), await lab.cut({ cells: right as CellRows }, "uint8", 2, 4)] as const;
        const of = ([a, b]: readonly [RasterLayer, RasterLayer]) => lab.bands(a.calculate(text, { names: { a, b } }));
        expect(await of(cut)).toEqual(await of(whole));
      }),
      { numRuns: 8 },
    );
  });
});

test("what a result says of its type is what its tiles are", async () => {
  const layer = await lab.single({ cells: [[0, 255, 7]] }, "uint8raw");
  for (const result of [layer.add(1), layer.multiply(layer), layer.divide(2), layer.greater(3), layer.reverseSubtract(1), layer.sqrt(), layer.not()]) {
    const [, tile] = (await result.toTypedArrays())[0]!;
    expect([tile.cellType, tile.noDataValue]).toEqual([result.metadata.cellType, result.metadata.nodata]);
  }
  expect(await lab.cells(layer.add(1))).toEqual([[1, 256, 8]]);
  expect(await lab.cells(layer.reverseSubtract(1))).toEqual([[1, -254, -6]]);
});

test("masks, choices and reflected operands", async () => {
  const layer = await lab.single({ cells: [[1, 2, 3, null]] }, "int16");
  const zones = await lab.single({ cells: [[5, 6, 5, 5]] }, "uint8raw");
  expect(await lab.cells(layer.localMask(zones, 5))).toEqual([[null, 2, null, null]]);
  expect(await lab.cells(layer.localMask(zones, 5, 0))).toEqual([[0, 2, 0, 0]]);
  expect(await lab.cells(layer.localInverseMask(zones, 5))).toEqual([[1, null, 3, null]]);
  expect(await lab.cells(layer.greater(1).ifCell(layer, -1))).toEqual([[-1, 2, 3, -1]]);
  expect(await lab.cells(layer.reversePower(2))).toEqual([[2, 4, 8, null]]);
  expect(await lab.cells(layer.localMajority(0, [zones, 5]))).toEqual([[5, 2, 5, 5]]);
});

test("functions see stored numbers, and what they give is stored", async () => {
  const layer = await lab.cut({ cells: [[1, 2, -1, 4]] }, "float32ud-1.0", 2, 1);
  const mapped = await layer.mapCells((cells, nodata) => cells.map((cell) => (cell === nodata ? cell : cell * 10)));
  expect(await lab.cells(mapped)).toEqual([[10, 20, null, 40]]);
  expect(lab.typeName(mapped)).toBe("float32ud-1.0");
  const raw = await lab.cut({ cells: [[1, 2, 3, 4]] }, "uint8raw", 2, 1);
  const holed = raw.mapCells("where(cells == 3, nd, cells)");
  expect(await lab.rawBands(await holed.mapCells((cells) => Array.from(cells, (cell) => cell * 100)))).toEqual([[[100, 200, 0, 255]]]);
  const ratio = await layer.mapTiles((tile) => new Tile(tile.cols, tile.rows, "float64", Number.NaN, [Float64Array.from(tile.bands[0]!, (cell) => cell / 8)]));
  expect([ratio.metadata.cellType, ratio.metadata.bands.length]).toEqual(["float64", 1]);
  await expect(layer.mapCells(() => [1])).rejects.toMatchObject({ fault: { tag: "bad-type" } });
});

test("conversions are counted before they are made", async () => {
  const layer = await lab.single({ cells: [[-3, 0.5, 255, 300, 7, null]] }, "float32");
  expect(await layer.countOverflow("uint8")).toEqual({ values: 5, below: 1, above: 1, fractions: 1, toNodata: 2 });
  expect(await layer.countOverflow("uint8raw", undefined, "nodata")).toEqual({ values: 5, below: 1, above: 1, fractions: 1, toNodata: 2 });
  expect(await layer.countOverflow("int16", 7)).toMatchObject({ below: 0, above: 0, toNodata: 1 });
  expect(await lab.cells(layer.convertDataType("bool", undefined, "wrap"))).toEqual([[1, 0, 1, 0, 1, 0]]);
  expect(await lab.cells(layer.convertDataType("bool"))).toEqual([[0, 0, 1, 1, 1, 0]]);
});

test("what cannot be is refused with its reason", async () => {
  const layer = await lab.single({ cells: [[1, 2]] }, "uint8");
  const elsewhere = await lab.single({ cells: [[1, 2]], extent: [0, 0, 4, 2] }, "uint8");
  expect(tagOf(() => layer.add("5" as never))).toBe("bad-type");
  expect(tagOf(() => layer.add(Number.POSITIVE_INFINITY))).toBe("bad-param");
  expect(tagOf(() => layer.add(elsewhere))).toBe("bad-input");
  expect(tagOf(() => layer.calculate("cells +"))).toBe("bad-param");
  expect(tagOf(() => layer.calculate("x", { names: { x: 3 as never } }))).toBe("bad-type");
  expect(tagOf(() => layer.convertDataType("int128"))).toBe("bad-param");
  expect(tagOf(() => layer.convertDataType("bool", 0))).toBe("bad-param");
  expect(tagOf(() => layer.convertDataType("int8", 300))).toBe("bad-param");
  expect(tagOf(() => layer.withNoData("x" as never))).toBe("bad-type");
});
