import fc from "fast-check";
import { expect, test } from "vitest";
import { bandSpan, previewPlan, previewSize } from "../src/layer/preview-plan.ts";
import { havePreviews, makePreviewBand, withPreviews } from "./previews.ts";
import { memoryStore } from "./store/memory.ts";
import { openTiff, type SceneReader } from "./tiff/read/open.ts";
import { ascii, tinyTiff } from "./tiff/read/tiny-tiff.ts";
import { bytesSource } from "./tiff/source.ts";

const never = () => false;
const limits = { leastValues: 1, bandBytes: 700 };

/** A striped image of two bands, 9 being NoData. */
async function scene(cols: number, rows: number, bits: 16 | 32): Promise<SceneReader> {
  const band = (seed: number) => Array.from({ length: cols * rows }, (_, i) => (i * seed) % 251);
  const format = bits === 16 ? 2 : 3;
  const block = { kind: "strips", cols, rows: 3 } as const;
  const bytes = tinyTiff({ cols, rows, bands: [band(7), band(13)], bits, format, littleEndian: true, block, tags: { 42113: ascii("9") } });
  return openTiff("tiny.tif", bytesSource(bytes), {});
}

/** A reader that must not be asked. */
const mute = (reader: SceneReader): SceneReader => ({ ...reader, readCells: () => Promise.reject(new Error("read from the file")) });

test("previews are bit for bit what the file gives at their level, in any window", async () => {
  const size = fc.oneof(fc.integer({ min: 2, max: 60 }), fc.constant(1030));
  const shape = fc.record({ cols: size, rows: fc.integer({ min: 1, max: 23 }), bits: fc.constantFrom(16 as const, 32 as const) });
  await fc.assert(
    fc.asyncProperty(shape, fc.nat(10), fc.integer({ min: -5, max: 40 }), fc.integer({ min: 1, max: 700 }), async ({ cols, rows, bits }, rise, from, span) => {
      const reader = await scene(cols, rows, bits);
      const plan = previewPlan(reader.meta, limits)!;
      const store = memoryStore();
      const stored = withPreviews(mute(reader), plan, store);
      for (let band = 0; band < plan.bands; band++) {
        expect(await havePreviews(plan, store)).toBe(false);
        await makePreviewBand(reader, plan, band, store, never);
      }
      const level = Math.min(plan.last, plan.first + rise);
      const window = { level, col: from, row: Math.min(from, 3), cols: span, rows: 30 };
      expect(await stored.readCells(window, null, never)).toEqual(await reader.readCells(window, null, never));
      expect(await stored.readCells(window, [1], never)).toEqual(await reader.readCells(window, [1], never));
    }),
    { numRuns: 25 },
  );
});

test("every row of every level belongs to one band", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (cols, rows) => {
      const meta = { id: "s" as never, cols, rows, bands: [{}] as never, cellType: "uint8", overviews: [] } as const;
      const plan = previewPlan(meta, { leastValues: 1, bandBytes: 1 << 22 })!;
      for (let level = plan.first; level <= plan.last; level++) {
        const spans = Array.from({ length: plan.bands }, (_, band) => bandSpan(plan, level, band));
        expect([0, ...spans.map(({ end }) => end)]).toEqual([...spans.map(({ from }) => from), previewSize(rows, level)]);
        expect(level > plan.first || spans.every(({ from, end }) => end > from)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

test("until all of them are there, and below their finest level, the file is read", async () => {
  const reader = await scene(40, 40, 16);
  const plan = previewPlan(reader.meta, limits)!;
  const store = memoryStore();
  const window = { level: 1, col: 0, row: 0, cols: 20, rows: 20 };
  await makePreviewBand(reader, plan, 0, store, never);
  expect(await withPreviews(reader, plan, store).readCells(window, null, never)).toEqual(await reader.readCells(window, null, never));
  await expect(withPreviews(mute(reader), plan, store).readCells({ ...window, level: 0 }, null, never)).rejects.toThrow("read from the file");
});

test("a cancelled band is not there, and previews that were swept away are done without", async () => {
  const reader = await scene(40, 40, 16);
  const plan = previewPlan(reader.meta, limits)!;
  const store = memoryStore();
  await expect(makePreviewBand(reader, plan, 0, store, () => true)).rejects.toMatchObject({ fault: { tag: "cancelled" } });
  for (let band = 0; band < plan.bands; band++) await makePreviewBand(reader, plan, band, store, never);
  const stored = withPreviews(reader, plan, store);
  const window = { level: 1, col: 0, row: 0, cols: 20, rows: 20 };
  const before = await stored.readCells(window, null, never);
  await store.deleteNode(plan.node);
  expect(await withPreviews(reader, plan, store).readCells(window, null, never)).toEqual(before);
});

test("small scenes and scenes with overviews get none", async () => {
  const { meta } = await scene(40, 40, 16);
  expect(previewPlan(meta)).toBeNull();
  expect(previewPlan({ ...meta, cols: 12_000, rows: 12_000 })).toMatchObject({ first: 1, bandRows: 1024, bands: 12 });
  expect(previewPlan({ ...meta, cols: 12_000, rows: 12_000, overviews: [{ cols: 6000, rows: 6000 }] })).toBeNull();
});
