import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../source.ts";
import { type CorpusEntry, checkFile } from "./corpus-check.ts";
import { openTiff } from "./open.ts";

const folder = new URL("../../../e2e/fixtures/read/", import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const open = (name: string) => openTiff(name, bytesSource(file(name)), {});

interface Expected {
  readonly size: readonly [number, number];
  readonly dtype: string;
  readonly geotransform: readonly number[];
  readonly sha256: readonly string[];
}
const expected = Object.entries(JSON.parse(readFileSync(new URL("expected.json", folder), "utf8")) as Record<string, Expected>);
const nodataOf: Readonly<Record<string, number | string>> = {
  "bigtiff.tif": -9000,
  "lzw-predictor2-big-endian-tiles.tif": -9000,
  "lerc-zstd.tif": -9000,
  "deflate-predictor3-tiles.tif": "nan",
  "lerc.tif": "nan",
  "palette-tags.tif": 3,
  "sparse.tif": 9,
};

describe("files made by GDAL", () => {
  for (const [name, { size, dtype, geotransform, sha256 }] of expected)
    it(`${name} reads cell for cell as in GDAL`, async () => {
      const nodata = nodataOf[name] ?? null;
      const entry: CorpusEntry = {
        name,
        core: true,
        expect: "open",
        size,
        band_count: sha256.length,
        geotransform,
        bands: sha256.map((hash) => ({ dtype, nodata, sha256: hash })),
      };
      expect(await checkFile(entry, file(name))).toEqual({ ok: true, how: "exact" });
    });

  it("an internal mask takes cells away, at full size and in overviews", async () => {
    const scene = await open("mask-overviews.tif");
    expect(scene.meta).toMatchObject({
      hasMask: true,
      overviews: [
        { cols: 20, rows: 15 },
        { cols: 10, rows: 8 },
      ],
    });
    for (const level of [0, 1, 2, 3]) {
      const [cols, rows] = [Math.ceil(40 / 2 ** level), Math.ceil(30 / 2 ** level)];
      const [band] = await scene.readCells({ level, col: 0, row: 0, cols, rows }, [0], () => false);
      const share = band!.filter((value) => !Number.isNaN(value)).length / band!.length;
      expect(share).toBeGreaterThan(0.3);
      expect(share).toBeLessThan(0.5);
    }
  });

  it("colours, names, scales, units, the moment and the tags are told", async () => {
    const { meta } = await open("palette-tags.tif");
    expect(meta.palette?.slice(0, 4)).toEqual([
      [0, 0, 0, 255],
      [200, 30, 40, 255],
      [40, 200, 60, 255],
      [255, 255, 255, 0],
    ]);
    expect(meta.bands).toEqual([{ name: 'land "cover" & more', role: "palette", unit: "m", scale: 0.5, offset: -7 }]);
    expect(meta.instant).toBe(Date.UTC(2021, 6, 4, 10, 20, 30));
    expect(meta.tags).toMatchObject({ MISSION: "test", TIFFTAG_DATETIME: "2021:07:04 10:20:30", AREA_OR_POINT: "Area" });
    expect(meta.crs).toMatchObject({ code: 32633 });
    expect(meta.compression).toBe("LZW");
  });

  it("blocks that are not in the file are nodata", async () => {
    const scene = await open("sparse.tif");
    const [band] = await scene.readCells({ level: 0, col: 10, row: 0, cols: 12, rows: 1 }, null, () => false);
    expect([...band!].map((value) => Number.isNaN(value))).toEqual([...Array(6).fill(false), ...Array(6).fill(true)]);
  });
});
