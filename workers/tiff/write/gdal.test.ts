import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cellTypeInfo, cellTypes } from "../../../src/cells/cell-type.ts";
import type { Tile } from "../../../src/cells/tile.ts";
import type { Affine } from "../../../src/grid/affine.ts";
import type { Crs } from "../../../src/grid/crs.ts";
import type { FileMetadata } from "../../../src/layer/file-plan.ts";
import { compressions, type FileSpec } from "../../../src/layer/file-spec.ts";
import type { HalvingMethod } from "./reduce.ts";
import { gridOf, plainMetadata, plainSpec, seeded, utm33, wavyTile, writeWhole } from "./testing.ts";

const needed = "from osgeo import gdal; from osgeo_utils.samples import validate_cloud_optimized_geotiff; import numpy";
/** The first Python with GDAL: a user's own often has none, the system's has. */
const python = ["python3", "/usr/bin/python3"].find((command) => spawnSync(command, ["-c", needed]).status === 0);
const folder = mkdtempSync(join(tmpdir(), "geotiff-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  readonly name: string;
  readonly spec: FileSpec;
  readonly bandCount: number;
  readonly cols?: number;
  readonly rows?: number;
  /** Share of cells without a value. */
  readonly holes?: number;
  readonly affine?: Affine;
  readonly method?: HalvingMethod;
  readonly tile?: Tile;
  readonly crs?: Crs;
  readonly metadata?: Partial<FileMetadata>;
  /** Further facts for GDAL to confirm. */
  readonly expect?: object;
}

/** Writes every case, lets GDAL compare all of it, and returns what GDAL found wrong by case. */
async function problemsOf(cases: readonly Case[]): Promise<unknown> {
  const manifest: object[] = [];
  for (const [
    index,
    { name, spec, bandCount, cols = 77, rows = 53, holes = 0, affine, crs = utm33, method = "average", metadata, expect },
  ] of cases.entries()) {
    const grid = { ...gridOf(cols, rows, affine), crs };
    const tile = cases[index]!.tile ?? wavyTile(grid, spec, { bandCount, holes, seed: index + 1 });
    const { blob, plan, levels } = await writeWhole(tile, spec, { metadata: plainMetadata(grid, bandCount, metadata), method });
    const path = (part: string) => join(folder, `${index}-${part}`);
    const save = (part: string, arrays: readonly ArrayBufferView[]) => {
      writeFileSync(path(part), Buffer.concat(arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))));
      return path(part);
    };
    writeFileSync(path("file.tif"), new Uint8Array(await blob.arrayBuffer()));
    const [a, b, c, d, e, f] = grid.affine;
    const { compression, predictor, interleaving } = plan.coding;
    const masked = levels.some((level) => maskOf(level).includes(0));
    manifest.push({
      name,
      file: path("file.tif"),
      cols,
      rows,
      bands: bandCount,
      kind: spec.cellType,
      transform: [c, a, b, f, d, e],
      epsg: crs.code?.toString() ?? null,
      compression: compression === "none" ? null : compression.toUpperCase(),
      interleaving: bandCount > 1 ? interleaving.toUpperCase() : "BAND",
      predictor: compression === "none" ? null : predictor === 1 ? null : String(predictor),
      tiled: spec.layout.kind === "tiles",
      big: spec.bigTiff === "always",
      nodata: Number.isNaN(spec.nodata) ? "nan" : spec.nodata,
      // libtiff reads a single uncompressed strip in pieces of its own choice.
      block: spec.layout.kind === "strips" && compression === "none" ? null : [plan.coding.cols, plan.coding.rows],
      levels: levels.map((level, l) => ({
        cols: level.grid.cols,
        rows: level.grid.rows,
        cells: save(`cells-${l}`, level.bands),
        mask: masked && spec.nodata === null ? save(`mask-${l}`, [maskOf(level)]) : null,
      })),
      ...expect,
    });
  }
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  const script = join(import.meta.dirname, "gdal-check.py");
  return JSON.parse(execFileSync(python ?? "python3", [script, join(folder, "manifest.json")], { encoding: "utf8", maxBuffer: 2 ** 26 }));
}

/** 1 where any band has a value. */
const maskOf = ({ bands, valid }: Tile): Uint8Array =>
  Uint8Array.from({ length: bands[0]!.length }, (_, i) => (bands.some((band, b) => (valid ? valid[b]![i] === 1 : !Number.isNaN(band[i]!))) ? 1 : 0));

/** TIFF has no Boolean of whole bytes: such a layer is written as UInt8. */
const written = cellTypes.filter((type) => type !== "bool");

/** Every value of every choice meets many values of every other: a fixed draw from all combinations. */
function drawnCases(count: number): Case[] {
  const random = seeded(7);
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const cellType = written[index % written.length]!;
    const compression = compressions[Math.floor(index / written.length) % compressions.length]!;
    const { float, min, max } = cellTypeInfo(cellType);
    const tiled = random() < 0.7;
    const spec = plainSpec(cellType, {
      compression,
      predictor: oneOf([true, true, false]),
      layout: tiled ? { kind: "tiles", size: oneOf([16, 32, 64]) } : { kind: "strips", rows: oneOf([1, 7, 53, 500]) },
      nodata: oneOf(float ? [null, Number.NaN, -9999] : [null, min, max, 7]),
      overviews: tiled,
      bigTiff: oneOf(["auto", "always"]),
    });
    const bandCount = oneOf([1, 2, 3, 4, 5, 9]);
    const holes = oneOf([0, 0.1, 0.9, 1]);
    const name = `${index} ${cellType} × ${bandCount}, ${holes * 100} % empty ${JSON.stringify(spec)}`;
    return { name, spec, bandCount, holes, method: oneOf(["nearest", "average", "mode"]) };
  });
}

describe.skipIf(!python)("GDAL (skipped where python3 has no osgeo and numpy)", () => {
  test("reads the cells, masks and overviews of every kind of file as they were given, without a warning", async () => {
    expect(await problemsOf(drawnCases(128))).toEqual({});
  });

  test("finds the coordinate system, with a code or without", async () => {
    const crs = (code: number | null, proj: string): Crs => ({ ...utm33, code, name: "a system", proj });
    const laea = "+proj=laea +lat_0=45 +lon_0=10 +x_0=1000 +y_0=2000 +datum=WGS84 +units=m +no_defs";
    const lcc = "+proj=lcc +lat_0=40 +lon_0=5 +lat_1=42 +lat_2=48 +x_0=0 +y_0=0 +ellps=intl +towgs84=-87,-98,-121,0,0,0,0 +units=m +no_defs";
    const spec = plainSpec("uint8");
    const cases: Case[] = [
      { name: "geographic", spec, bandCount: 1, crs: crs(4326, "+proj=longlat +datum=WGS84 +no_defs"), affine: [0.1, 0, -10, 0, -0.1, 60] },
      { name: "user-defined laea", spec, bandCount: 1, crs: crs(null, laea), expect: { proj: laea } },
      { name: "user-defined lcc with a shift", spec, bandCount: 1, crs: crs(null, lcc), expect: { proj: lcc } },
      { name: "beyond GeoKeys", spec, bandCount: 1, crs: crs(null, "+proj=moll +lon_0=20 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs") },
    ];
    expect(await problemsOf(cases)).toEqual({});
  });

  test("makes the same overviews of an image with even sides", async () => {
    const cases = (["uint8", "int16", "uint16", "float32"] as const).flatMap((cellType) =>
      (["nearest", "average", "mode"] as const).flatMap((method) =>
        // Values that no average of others comes to: GDAL moves an average that equals NoData a little.
        [null, cellType === "float32" ? -99999 : cellTypeInfo(cellType).min].map((nodata): Case => {
          const spec = plainSpec(cellType, { nodata, overviews: true });
          return {
            name: `${cellType} ${method} ${nodata}`,
            spec,
            bandCount: 2,
            cols: 64,
            rows: 48,
            holes: nodata === null ? 0 : 0.3,
            method,
            expect: { method },
          };
        }),
      ),
    );
    expect(await problemsOf(cases)).toEqual({});
  });

  test("sees colours, names, scales, units, dates and metadata", async () => {
    const deflated = { compression: "deflate", predictor: true } as const;
    const roles = (...names: FileMetadata["bands"][number]["role"][]): Partial<FileMetadata> => ({
      bands: names.map((role, b) => ({ name: `Band ${b + 1}`, role, unit: null, scale: 1, offset: 0 })),
    });
    const palette = Array.from({ length: 9 }, (_, i) => [i * 20, 255 - i * 7, i, 255] as const);
    const cases: Case[] = [
      { name: "RGB", spec: plainSpec("uint8", deflated), bandCount: 3, metadata: roles("red", "green", "blue"), expect: { roles: ["Red", "Green", "Blue"] } },
      {
        name: "RGBA",
        spec: plainSpec("uint16", deflated),
        bandCount: 4,
        metadata: roles("red", "green", "blue", "alpha"),
        expect: { roles: ["Red", "Green", "Blue", "Alpha"] },
      },
      { name: "grey and alpha", spec: plainSpec("uint8"), bandCount: 2, metadata: roles("grey", "alpha"), expect: { roles: ["Gray", "Alpha"] } },
      {
        name: "blue first",
        spec: plainSpec("int16", deflated),
        bandCount: 5,
        metadata: roles("blue", "green", "red", "undefined", "undefined"),
        expect: { roles: ["Blue", "Green", "Red", "Undefined", "Undefined"] },
      },
      { name: "undefined only", spec: plainSpec("float32"), bandCount: 1, metadata: roles("undefined"), expect: { roles: ["Undefined"] } },
      ...(["uint8", "uint16"] as const).map(
        (type): Case => ({
          name: `palette ${type}`,
          spec: plainSpec(type, { ...deflated, predictor: false, nodata: 0, overviews: true }),
          bandCount: 1,
          holes: 0.1,
          method: "mode",
          metadata: { ...roles("palette"), palette },
          expect: { roles: ["Palette"], palette: palette.map((colour) => colour.slice(0, 3)) },
        }),
      ),
      {
        name: "words",
        spec: plainSpec("float32", { ...deflated, nodata: Number.NaN }),
        bandCount: 2,
        metadata: {
          bands: [
            { name: "height <of> “trees” & bushes", role: "grey", unit: "m", scale: 0.01, offset: -273.15 },
            { name: "Band 2", role: "undefined", unit: null, scale: 1, offset: 0 },
          ],
          instant: Date.UTC(2024, 6, 3, 10, 5, 9) as FileMetadata["instant"],
          description: "Soča valley",
          recipe: '{"steps":[{"op":"mask","note":"a<b & \\"c\\""}]}',
          sources: ["a.tif", "b & c.tif"],
          tags: { SENSOR: "MSI", TIFFTAG_ARTIST: "M. Novak", TIFFTAG_SOFTWARE: "another", AREA_OR_POINT: "Point" },
        },
        expect: {
          names: ["height <of> “trees” & bushes", ""],
          units: ["m", ""],
          scales: [0.01, null],
          offsets: [-273.15, null],
          metadata: {
            TIFFTAG_DATETIME: "2024:07:03 10:05:09",
            TIFFTAG_IMAGEDESCRIPTION: "Soča valley",
            TIFFTAG_SOFTWARE: "Rasterloom",
            RASTERLOOM_RECIPE: '{"steps":[{"op":"mask","note":"a<b & \\"c\\""}]}',
            RASTERLOOM_SOURCES: "a.tif\nb & c.tif",
            SENSOR: "MSI",
            TIFFTAG_ARTIST: "M. Novak",
          },
        },
      },
      { name: "inexact nodata", spec: plainSpec("float32", { nodata: -9999.9 }), bandCount: 2, holes: 0.5, expect: { nodata: Math.fround(-9999.9) } },
      { name: "lowest nodata", spec: plainSpec("float32", { nodata: -3.4028234663852886e38 }), bandCount: 1, holes: 1 },
      { name: "rotated", spec: plainSpec("uint8"), bandCount: 1, affine: [20, 5, 1000, 4, -21, 2000] },
      { name: "south-up", spec: plainSpec("uint8"), bandCount: 1, affine: [20, 0, 1000, 0, 20, 2000] },
      { name: "one cell", spec: plainSpec("float64", { ...deflated, overviews: true }), bandCount: 1, cols: 1, rows: 1 },
      { name: "one column", spec: plainSpec("uint16", { ...deflated, overviews: true }), bandCount: 1, cols: 1, rows: 100 },
      { name: "large", spec: plainSpec("int16", { ...deflated, overviews: true, layout: { kind: "tiles", size: 256 } }), bandCount: 1, cols: 1030, rows: 700 },
    ];
    expect(await problemsOf(cases)).toEqual({});
  });
});
