import fc from "fast-check";
import { expect, test } from "vitest";
import { cellTypeInfo, cellTypes } from "../../../src/cells/cell-type.ts";
import { widen } from "../../../src/cells/tile.ts";
import { parseCrs, sameCrs } from "../../../src/grid/crs.ts";
import { loadEpsg } from "../../../src/grid/epsg.ts";
import { compressions, type FileSpec } from "../../../src/layer/file-spec.ts";
import type { Instant } from "../../../src/layer/meta.ts";
import { openTiff } from "../read/open.ts";
import { blobSource } from "../source.ts";
import { gridOf, plainMetadata, plainSpec, wavyTile, writeWhole } from "./testing.ts";

const open = (blob: Blob) => openTiff("written.tif", blobSource(blob), {});

// TIFF has no Boolean of whole bytes: such a layer is written as UInt8.
const written = cellTypes.filter((type) => type !== "bool");
const specs = fc.constantFrom(...written).chain((cellType) => {
  const { float, min, max } = cellTypeInfo(cellType);
  return fc.record<FileSpec>({
    cellType: fc.constant(cellType),
    nodata: fc.constantFrom(...(float ? [null, Number.NaN, -9999.9] : [null, min, max, 7])),
    compression: fc.constantFrom(...compressions),
    predictor: fc.boolean(),
    layout: fc.oneof(
      fc.record({ kind: fc.constant("tiles" as const), size: fc.constantFrom(16, 32) }),
      fc.record({ kind: fc.constant("strips" as const), rows: fc.integer({ min: 1, max: 60 }) }),
    ),
    overviews: fc.boolean(),
    overviewMethod: fc.constant("auto"),
    bigTiff: fc.constantFrom("auto", "always"),
    recipe: fc.constant(false),
  });
});

test("what is written is read: cells, NoData, masks and place", async () => {
  await fc.assert(
    fc.asyncProperty(
      specs,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(0, 0.2, 1),
      fc.integer({ min: 0, max: 1000 }),
      async (spec, cols, rows, bandCount, holes, seed) => {
        const grid = gridOf(cols, rows, [30, 0, 1000 + seed, 0, -30, 5000 - seed]);
        const tile = wavyTile(grid, spec, { bandCount, holes, seed });
        const { blob } = await writeWhole(tile, spec, { metadata: plainMetadata(grid, bandCount) });
        const reader = await open(blob);
        const cells = await reader.readCells({ level: 0, col: 0, row: 0, cols, rows }, null, () => false);
        expect([reader.meta.cols, reader.meta.rows, reader.meta.cellType, reader.meta.affine]).toEqual([cols, rows, spec.cellType, grid.affine]);
        expect(reader.meta.nodata).toBe(spec.nodata !== null && spec.cellType === "float32" ? Math.fround(spec.nodata) : spec.nodata);
        const given = widen({ ...tile, nodata: reader.meta.nodata });
        expect(cells).toEqual(given.bands);
      },
    ),
    { numRuns: 150 },
  );
});

test("a coordinate system without a code is the same after reading", async () => {
  await loadEpsg();
  const spec = plainSpec("uint8");
  for (const proj of ["+proj=laea +lat_0=45 +lon_0=10 +x_0=1000 +y_0=2000 +datum=WGS84 +units=m", "+proj=moll +lon_0=20 +x_0=0 +y_0=0 +datum=WGS84 +units=m"]) {
    const grid = { ...gridOf(20, 20, [30, 5, 0, 4, -30, 0]), crs: parseCrs(proj) };
    const { meta } = await open((await writeWhole(wavyTile(grid, spec, { bandCount: 1, holes: 0 }), spec, { metadata: plainMetadata(grid, 1) })).blob);
    expect(meta.affine).toEqual(grid.affine);
    expect(meta.crs && sameCrs(meta.crs, grid.crs)).toBe(true);
  }
});

test("overviews are read where their level is asked for", async () => {
  const spec = plainSpec("int16", { overviews: true, compression: "deflate", predictor: true });
  const grid = gridOf(64, 64);
  const { blob, levels } = await writeWhole(wavyTile(grid, spec, { bandCount: 2, holes: 0.1 }), spec, { metadata: plainMetadata(grid, 2) });
  const reader = await open(blob);
  expect(reader.meta.overviews).toEqual([
    { cols: 32, rows: 32 },
    { cols: 16, rows: 16 },
  ]);
  const cells = await reader.readCells({ level: 1, col: 0, row: 0, cols: 32, rows: 32 }, null, () => false);
  expect(cells).toEqual(widen(levels[1]!).bands);
});

test("names, units, scales, colours, dates and words survive", async () => {
  const spec = plainSpec("uint8", { nodata: 0 });
  const grid = gridOf(20, 20);
  const bands = [{ name: "land <cover>", role: "palette", unit: "class", scale: 0.5, offset: 3 }] as const;
  const palette = Array.from({ length: 256 }, (_, i) => [i, 255 - i, 7, i === 0 ? 0 : 255] as const);
  const instant = Date.UTC(2021, 1, 3, 4, 5, 6) as Instant;
  const metadata = plainMetadata(grid, 1, { bands, palette, instant, description: "Ljubljana, čez", recipe: '{"a":[1,"<x>"]}', sources: ["a.tif", "b.tif"] });
  const { meta } = await open((await writeWhole(wavyTile(grid, spec, { bandCount: 1, holes: 0.1 }), spec, { metadata })).blob);
  expect(meta.bands).toEqual(bands);
  expect(meta.palette).toEqual(palette);
  expect(meta.instant).toBe(instant);
  expect(meta.tags).toMatchObject({
    TIFFTAG_IMAGEDESCRIPTION: "Ljubljana, čez",
    TIFFTAG_SOFTWARE: "Rasterloom",
    RASTERLOOM_RECIPE: '{"a":[1,"<x>"]}',
    RASTERLOOM_SOURCES: "a.tif\nb.tif",
  });
});
