import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOf } from "../../../src/fault.ts";
import { bytesSource } from "../source.ts";
import { BlockCache } from "./block-cache.ts";
import { readDirectories } from "./ifd.ts";
import { describeImage } from "./image.ts";
import { streamed } from "./inflated-source.ts";
import { readWindow } from "./read-window.ts";
import { tinyTiff } from "./tiny-tiff.ts";

const [cols, rows] = [60, 50];
const bands = [0, 1].map((band) => Array.from({ length: cols * rows }, (_, i) => (i * 7 + band * 1000) % 65536));
const make = (planar: boolean, stripRows: number) =>
  tinyTiff({
    cols,
    rows,
    bands,
    bits: 16,
    format: 1,
    littleEndian: true,
    planar,
    predictor: 2,
    compression: 8,
    compress: (bytes) => new Uint8Array(deflateSync(bytes)),
    block: { kind: "strips", cols, rows: stripRows },
  });

async function imageOf(bytes: Uint8Array) {
  const tiff = await readDirectories("strip.tif", bytesSource(bytes));
  return { image: describeImage("strip.tif", tiff, tiff.ifds[0]!), source: bytesSource(bytes) };
}

const step = (start: number, end: number, by: number) => Int32Array.from({ length: Math.ceil((end - start) / by) }, (_, i) => start + i * by);

describe("large Deflate blocks read as a stream", () => {
  it("give the cells of the whole for any windows, in any order", async () => {
    const window = fc.record({ x: fc.nat(cols - 1), y: fc.nat(rows - 1), by: fc.integer({ min: 1, max: 9 }), band: fc.nat(1) });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.constantFrom(50, 23), fc.array(window, { minLength: 1, maxLength: 4 }), async (planar, stripRows, windows) => {
        const part = streamed(await imageOf(make(planar, stripRows)), 1);
        expect(part.image.compression).toBe(1);
        for (const { x, y, by, band } of windows) {
          const sampling = { cols: step(x, cols, by), rows: step(y, rows, by) };
          const request = { sampling, bands: [band], absent: 0, isCancelled: () => false };
          const [read] = await readWindow({ ...part, cache: new BlockCache(0), key: "" }, request);
          expect([...read!.cells]).toEqual([...sampling.rows].flatMap((row) => [...sampling.cols].map((col) => bands[band]![row * cols + col]!)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("a stream that breaks is a fault that names the block", async () => {
    const bytes = make(false, rows);
    const broken = bytes.slice(0, bytes.length - 40);
    const part = streamed(await imageOf(broken), 1);
    const request = { sampling: { cols: step(0, cols, 1), rows: step(0, rows, 1) }, bands: [0], absent: 0, isCancelled: () => false };
    const error = await readWindow({ ...part, cache: new BlockCache(0), key: "" }, request).catch((thrown: unknown) => thrown);
    expect(faultOf(error).tag).toMatch(/truncated|damaged-block/);
  });

  it("small blocks stay as they are", async () => {
    const whole = await imageOf(make(false, rows));
    expect(streamed(whole)).toEqual(whole);
  });
});
