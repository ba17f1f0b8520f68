import fc from "fast-check";
import { expect, test } from "vitest";
import { blockCount, blockWindow, estimateBytes, planFile } from "./file-plan.ts";
import type { FileSpec } from "./file-spec.ts";

const spec: FileSpec = {
  cellType: "uint16",
  nodata: 0,
  compression: "deflate",
  predictor: true,
  layout: { kind: "tiles", size: 512 },
  overviews: true,
  overviewMethod: "auto",
  bigTiff: "auto",
  recipe: true,
};
const plan = (cols: number, rows: number, change: Partial<FileSpec> = {}, bandCount = 1) => planFile({ cols, rows, bandCount, spec: { ...spec, ...change } });

test("overviews halve, rounding up, until one tile holds the image", () => {
  expect(plan(2049, 600).levels).toEqual([
    { cols: 2049, rows: 600, across: 5, down: 2 },
    { cols: 1025, rows: 300, across: 3, down: 1 },
    { cols: 513, rows: 150, across: 2, down: 1 },
    { cols: 257, rows: 75, across: 1, down: 1 },
  ]);
  expect(plan(512, 512).levels).toHaveLength(1);
  expect(plan(5000, 5000, { overviews: false }).levels).toHaveLength(1);
});

test("strips are as wide as the image, never higher, and have no overviews", () => {
  const strips = plan(700, 90, { layout: { kind: "strips", rows: 400 } });
  expect([strips.coding.cols, strips.coding.rows, strips.levels.length]).toEqual([700, 90, 1]);
  expect(blockWindow(plan(700, 90, { layout: { kind: "strips", rows: 40 } }), 0, 2)).toEqual({ col: 0, row: 80, cols: 700, rows: 10 });
});

test("the blocks of every level cover each of its cells once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      fc.oneof(
        fc.record({ kind: fc.constant("tiles" as const), size: fc.constantFrom(16, 64, 128) }),
        fc.record({ kind: fc.constant("strips" as const), rows: fc.integer({ min: 1, max: 99 }) }),
      ),
      (cols, rows, layout) => {
        const file = plan(cols, rows, { layout });
        let blocks = 0;
        for (const [l, level] of file.levels.entries()) {
          const seen = new Uint8Array(level.cols * level.rows);
          for (let block = 0; block < level.across * level.down; block++, blocks++) {
            const window = blockWindow(file, l, block);
            for (let row = window.row; row < window.row + window.rows; row++)
              for (let col = window.col; col < window.col + window.cols; col++) seen[row * level.cols + col]!++;
          }
          expect(seen.every((count) => count === 1)).toBe(true);
        }
        expect(blockCount(file)).toBe(blocks);
      },
    ),
    { numRuns: 40 },
  );
});

test("the predictor follows the cell type, and there is none without compression", () => {
  expect(plan(9, 9, { cellType: "int32" }).coding.predictor).toBe(2);
  expect(plan(9, 9, { cellType: "float64" }).coding.predictor).toBe(3);
  expect(plan(9, 9, { compression: "none" }).coding.predictor).toBe(1);
  expect(plan(9, 9, { predictor: false }).coding.predictor).toBe(1);
});

test("up to four bands are interleaved by cell, more are stored apart", () => {
  expect([1, 4, 5].map((bandCount) => plan(9, 9, {}, bandCount).coding.interleaving)).toEqual(["pixel", "pixel", "band"]);
});

test("the estimate counts padded tiles of all levels", () => {
  const bytes = estimateBytes(plan(1025, 1025));
  const tiles = 9 + 4 + 1;
  expect(bytes).toBeGreaterThanOrEqual(tiles * 512 * 512 * 2);
  expect(bytes).toBeLessThan(tiles * 512 * 512 * 2 * 1.02);
});

test("what no cell can hold as NoData, and blocks beyond memory, are refused", () => {
  const faultOf = (work: () => unknown) => {
    try {
      work();
      return null;
    } catch (error) {
      return (error as { fault?: { tag: string } }).fault?.tag;
    }
  };
  expect(faultOf(() => plan(9, 9, { nodata: -1 }))).toBe("bad-param");
  expect(faultOf(() => plan(9, 9, { nodata: Number.NaN }))).toBe("bad-param");
  expect(faultOf(() => plan(9, 9, { cellType: "float32", nodata: Number.NaN }))).toBe(null);
  expect(faultOf(() => plan(100_000, 100_000, { layout: { kind: "strips", rows: 100_000 } }))).toBe("too-large");
});
