import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle } from "../../../src/fault.ts";
import { type ByteSource, bytesSource } from "../source.ts";
import { openTiff } from "./open.ts";
import { ascii, DIRECTORY_AT, double, long, short, type TinyTiff, tinyTiff } from "./tiny-tiff.ts";

const never = () => false;
const open = (bytes: Uint8Array) => openTiff("tiny.tif", bytesSource(bytes), {});
const deflated = { compression: 8, compress: (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)) };

interface Kind {
  readonly bits: number;
  readonly format: number;
  readonly cells: fc.Arbitrary<number>;
  readonly predictors: readonly (1 | 2 | 3)[];
}

const whole = (bits: number, format: number, min: number, max: number): Kind => ({
  bits,
  format,
  cells: fc.integer({ min, max }),
  predictors: bits >= 8 && Number.isInteger(Math.log2(bits)) ? [1, 2] : [1],
});

const kinds: readonly Kind[] = [
  ...[1, 2, 3, 4, 5, 7, 8, 10, 12, 14, 16, 17].map((bits) => whole(bits, 1, 0, 2 ** bits - 1)),
  ...[8, 16, 32].map((bits) => whole(bits, 2, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)),
  whole(32, 1, 0, 2 ** 32 - 1),
  whole(64, 2, -(2 ** 53) + 1, 2 ** 53 - 1),
  { bits: 32, format: 3, cells: fc.float(), predictors: [1, 2, 3] },
  { bits: 64, format: 3, cells: fc.double(), predictors: [1, 2, 3] },
];

/** Any small image, with its cells. */
const images = fc
  .record({
    cols: fc.integer({ min: 1, max: 37 }),
    rows: fc.integer({ min: 1, max: 23 }),
    count: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom(...kinds),
  })
  .chain(({ cols, rows, count, kind }) => {
    return fc.record({
      cols: fc.constant(cols),
      rows: fc.constant(rows),
      bits: fc.constant(kind.bits),
      format: fc.constant(kind.format),
      bands: fc.array(fc.array(kind.cells, { minLength: cols * rows, maxLength: cols * rows }), { minLength: count, maxLength: count }),
      littleEndian: fc.boolean(),
      bigTiff: fc.boolean(),
      planar: fc.boolean(),
      block: fc.oneof(
        fc.record({ kind: fc.constant("tiles" as const), cols: fc.constant(16), rows: fc.constant(16) }),
        fc.record({ kind: fc.constant("strips" as const), cols: fc.constant(cols), rows: fc.integer({ min: 1, max: rows }) }),
      ),
      predictor: fc.constantFrom(...kind.predictors),
    });
  });

describe("a TIFF of any kind", () => {
  it("reads as the cells that were put in, in every byte order, layout, width and predictor", async () => {
    await fc.assert(
      fc.asyncProperty(images, fc.boolean(), async (image, compressed) => {
        const spec: TinyTiff = compressed ? { ...image, ...deflated } : { ...image, predictor: 1 };
        const scene = await open(tinyTiff(spec));
        const { bands } = await scene.readTile({ col: 0, row: 0, cols: image.cols, rows: image.rows });
        expect(bands.map((band) => [...band])).toEqual(image.bands.map((band) => [...band]));
      }),
      { numRuns: 150 },
    );
  });

  it("shows in any window the cells of the whole, and nothing outside", async () => {
    const corner = fc.record({
      col: fc.integer({ min: -20, max: 40 }),
      row: fc.integer({ min: -20, max: 30 }),
      cols: fc.integer({ min: 1, max: 50 }),
      rows: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(images, corner, fc.integer({ min: 0, max: 3 }), async (image, window, level) => {
        const scene = await open(tinyTiff({ ...image, predictor: 1 }));
        const scale = 2 ** level;
        const read = await scene.readCells({ level, ...window }, null, never);
        const limit = (full: number, index: number) =>
          index < 0 || index >= Math.ceil(full / scale) ? -1 : Math.min(full - 1, Math.floor((index + 0.5) * scale));
        read.forEach((band, b) => {
          const want = Array.from(band, (_, i) => {
            const x = limit(image.cols, window.col + (i % window.cols));
            const y = limit(image.rows, window.row + Math.floor(i / window.cols));
            return x < 0 || y < 0 ? Number.NaN : image.bands[b]![y * image.cols + x]!;
          });
          expect([...band]).toEqual(want);
        });
      }),
      { numRuns: 100 },
    );
  });
});

const plain: TinyTiff = {
  cols: 5,
  rows: 4,
  bands: [Array.from({ length: 20 }, (_, i) => i)],
  bits: 8,
  format: 1,
  littleEndian: true,
  block: { kind: "strips", cols: 5, rows: 4 },
};
const metaOf = async (tags: NonNullable<TinyTiff["tags"]>, sideCars = {}) =>
  (await openTiff("tiny.tif", bytesSource(tinyTiff({ ...plain, tags })), sideCars)).meta;

describe("place", () => {
  const scale = double(10, 20, 0);
  it("a tiepoint may lie at any pixel", async () => {
    expect((await metaOf({ 33550: scale, 33922: double(0, 0, 0, 100, 200, 0) })).affine).toEqual([10, 0, 100, 0, -20, 200]);
    expect((await metaOf({ 33550: scale, 33922: double(3, 2, 0, 130, 160, 0) })).affine).toEqual([10, 0, 100, 0, -20, 200]);
  });
  it("a pixel that is a point is shifted by half a pixel, once", async () => {
    const keys = short(1, 1, 0, 1, 1025, 0, 1, 2);
    expect((await metaOf({ 33550: scale, 33922: double(0, 0, 0, 105, 190, 0), 34735: keys })).affine).toEqual([10, 0, 100, 0, -20, 200]);
  });
  it("a matrix may turn the image, or put south up", async () => {
    expect((await metaOf({ 34264: double(3, 4, 0, 7, 4, -3, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1) })).affine).toEqual([3, 4, 7, 4, -3, 9]);
    expect((await metaOf({ 34264: double(1, 0, 0, 7, 0, 2, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1) })).affine).toEqual([1, 0, 7, 0, 2, 9]);
  });
  it("a world file tells the centre of the first pixel, and is asked last", async () => {
    const worldFile = "10\n0\n0\n-20\n105\n190\n";
    expect((await metaOf({}, { worldFile })).affine).toEqual([10, 0, 100, 0, -20, 200]);
    expect((await metaOf({ 33550: double(1, 1, 0), 33922: double(0, 0, 0, 0, 0, 0) }, { worldFile })).affine).toEqual([1, 0, 0, 0, -1, 0]);
  });
  it("an .aux.xml goes before the tags", async () => {
    const auxXml = "<PAMDataset><GeoTransform> 1.0e2, 1e1, 0, 2e2, 0, -2e1</GeoTransform></PAMDataset>";
    expect((await metaOf({ 33550: double(1, 1, 0), 33922: double(0, 0, 0, 0, 0, 0) }, { auxXml })).affine).toEqual([10, 0, 100, 0, -20, 200]);
  });
  it("ground control points are fitted by an affine, which says how well; a world file goes before them", async () => {
    const corners = double(...[0, 0, 0, 105, 190, 0], ...[4, 0, 0, 145, 190, 0], ...[0, 3, 0, 105, 130, 0], ...[4, 3, 0, 145, 130, 0]);
    const meta = await metaOf({ 33922: corners, 34735: short(1, 1, 0, 1, 1025, 0, 1, 2) });
    for (const [i, value] of [10, 0, 100, 0, -20, 200].entries()) expect(meta.affine?.[i]).toBeCloseTo(value, 9);
    expect(meta.controlPoints?.count).toBe(4);
    expect(meta.controlPoints?.rms).toBeLessThan(1e-9);
    const moved = await metaOf({ 33922: double(...[0, 0, 0, 0, 0, 0], ...[4, 0, 0, 4, 0, 0], ...[0, 4, 0, 0, -4, 0], ...[4, 4, 0, 8, -4, 0]) });
    expect(moved.controlPoints?.rms).toBeCloseTo(1, 9);
    const beside = await metaOf({ 33922: corners }, { worldFile: "10\n0\n0\n-20\n105\n190\n" });
    expect([beside.affine, beside.controlPoints]).toEqual([[10, 0, 100, 0, -20, 200], undefined]);
  });
  it("without any of them there is no place", async () => {
    expect((await metaOf({})).affine).toBeNull();
    expect((await metaOf({})).crs).toBeNull();
  });
});

describe("nodata", () => {
  it("becomes NaN in cells and stays in tiles", async () => {
    const scene = await open(tinyTiff({ ...plain, tags: { 42113: ascii(" 7 ") } }));
    const window = { level: 0, col: 0, row: 1, cols: 5, rows: 1 };
    expect([...(await scene.readCells(window, null, never))[0]!]).toEqual([5, 6, Number.NaN, 8, 9]);
    expect([...(await scene.readTile(window)).bands[0]!]).toEqual([5, 6, 7, 8, 9]);
  });
  it("that no cell can hold is none", async () => {
    for (const text of ["-9999", "256", "1.5", "nan", "", "none"]) expect((await metaOf({ 42113: ascii(text) })).nodata).toBeNull();
  });
  it("of a Float32 image is the nearest Float32", async () => {
    const float: TinyTiff = { ...plain, bands: [plain.bands[0]!.map((value) => (value === 3 ? Math.fround(-3.4e38) : value))], bits: 32, format: 3 };
    const scene = await open(tinyTiff({ ...float, tags: { 42113: ascii("-3.4e38") } }));
    expect(scene.meta.nodata).toBe(Math.fround(-3.4e38));
    expect((await scene.readCells({ level: 0, col: 3, row: 0, cols: 1, rows: 1 }, null, never))[0]![0]).toBeNaN();
  });
});

/** Counts what is asked of a source. */
function counting(bytes: Uint8Array) {
  const asked = { reads: 0, bytes: 0 };
  const source: ByteSource = {
    size: bytes.length,
    async read(offset, length) {
      asked.reads++;
      asked.bytes += Math.min(length, bytes.length - offset);
      return bytes.subarray(offset, offset + length);
    },
  };
  return { source, asked };
}

describe("how much is read", () => {
  it("ten thousand strips of one row take a few reads", async () => {
    const rows = 10_000;
    const { source, asked } = counting(
      tinyTiff({
        ...plain,
        cols: 2,
        rows,
        bands: [Array.from({ length: 2 * rows }, (_, i) => i % 251)],
        block: { kind: "strips", cols: 2, rows: 1 },
        ...deflated,
      }),
    );
    const scene = await openTiff("strips.tif", source, {});
    const [band] = await scene.readCells({ level: 0, col: 0, row: 0, cols: 2, rows }, null, never);
    expect(band![19_999]).toBe(19_999 % 251);
    expect(asked.reads).toBeLessThan(20);
  });

  it("a coarse picture of an uncompressed strip touches only its rows", async () => {
    const [cols, rows] = [4096, 1024];
    const header = tinyTiff({
      ...plain,
      cols: 1,
      rows: 1,
      bands: [[0]],
      block: { kind: "strips", cols: 1, rows: 1 },
      tags: { 256: long(cols), 257: long(rows), 278: long(rows), 279: long(cols * rows) },
    });
    const bytes = new Uint8Array(header.length + cols * rows);
    bytes.set(header);
    for (let y = 0; y < rows; y++) bytes.fill(y % 256, header.length - 1 + y * cols, header.length - 1 + (y + 1) * cols);
    const { source, asked } = counting(bytes);
    const scene = await openTiff("strip.tif", source, {});
    asked.bytes = 0;
    const [band] = await scene.readCells({ level: 7, col: 0, row: 0, cols: 32, rows: 8 }, null, never);
    expect([...band!.filter((_, i) => i % 32 === 0)]).toEqual([64, 192, 64, 192, 64, 192, 64, 192]);
    expect(asked.bytes).toBe(8 * cols);
  });
});

describe("files that cannot be read", () => {
  const faultOf = async (bytes: Uint8Array) => {
    const outcome = await settle(async () => (await open(bytes)).readTile({ col: 0, row: 0, cols: 5, rows: 4 }));
    return outcome.ok ? null : outcome.fault;
  };
  const text = (content: string) => new TextEncoder().encode(content);

  it("say what they are instead", async () => {
    expect(await faultOf(new Uint8Array(0))).toMatchObject({ tag: "not-a-tiff", why: "empty" });
    expect(await faultOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0))).toMatchObject({ why: "other-format", detail: "PNG" });
    expect(await faultOf(text("<!DOCTYPE html><html></html>"))).toMatchObject({ why: "other-format", detail: "web page (HTML)" });
    expect(await faultOf(text("%PDF-1.7 and so on"))).toMatchObject({ why: "other-format", detail: "PDF" });
    expect(await faultOf(text("Notes, größtenteils.\n"))).toMatchObject({ why: "other-format", detail: "text" });
    expect(await faultOf(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8))).toMatchObject({ why: "damaged-header" });
  });

  it("end in one fault wherever they are cut", async () => {
    const whole = tinyTiff({ ...plain, ...deflated });
    for (let length = 0; length < whole.length; length++)
      expect((await faultOf(whole.subarray(0, length)))?.tag, `cut at ${length}`).toMatch(/^(not-a-tiff|truncated|damaged-block|unsupported)$/);
  });

  it("end in right cells or one fault when any byte of the header is wrong", async () => {
    const whole = tinyTiff(plain);
    for (let at = 0; at < whole.length - 20; at++)
      for (const value of [0, 1, 127, 255]) {
        const bytes = whole.slice();
        bytes[at] = value;
        expect((await faultOf(bytes))?.tag, `byte ${at} = ${value}`).not.toBe("bug");
      }
  });

  it("directories in a circle are read once", async () => {
    const scene = await open(tinyTiff({ ...plain, nextDirectory: DIRECTORY_AT }));
    expect(scene.meta).toMatchObject({ cols: 5, overviews: [] });
  });

  it("what is not decoded is named", async () => {
    expect(await faultOf(tinyTiff({ ...plain, compression: 34925 }))).toEqual({ tag: "unsupported", file: "tiny.tif", feature: "compression", value: "LZMA" });
    expect(await faultOf(tinyTiff({ ...plain, tags: { 339: short(6) } }))).toMatchObject({ tag: "unsupported", value: "complex numbers" });
    expect(await faultOf(tinyTiff({ ...plain, tags: { 256: long(0) } }))).toMatchObject({ tag: "not-a-tiff", why: "damaged-header" });
  });

  it("a block that would fill the memory is refused before it is decoded", async () => {
    const tags = { 256: long(60_000), 257: long(60_000), 278: long(60_000) };
    expect(await faultOf(tinyTiff({ ...plain, compression: 5, tags }))).toMatchObject({ tag: "too-large" });
    // Deflate is read as a stream and needs no whole block.
    expect(await faultOf(tinyTiff({ ...plain, ...deflated, tags }))).toMatchObject({ tag: "damaged-block" });
  });

  it("a cancelled read stops with its fault", async () => {
    const scene = await open(tinyTiff(plain));
    const outcome = await settle(() => scene.readCells({ level: 0, col: 0, row: 0, cols: 5, rows: 4 }, null, () => true));
    expect(outcome).toEqual({ ok: false, fault: { tag: "cancelled" } });
  });
});
