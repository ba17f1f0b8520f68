import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Affine } from "./affine.ts";
import { type Areas, areasInCrs, type Polygon } from "./areas.ts";
import { parseCrs, WGS84 } from "./crs.ts";
import { loadEpsg } from "./epsg.ts";
import { countInside, coverage, type FillRule, prepareArea, spans } from "./polygon.ts";

const areasOf = (polygons: readonly Polygon[]): Areas => ({ crs: WGS84, polygons, edges: [] });
const pixels: Affine = [1, 0, 0, 0, 1, 0];
const square = (west: number, south: number, east: number, north: number): Polygon => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];

interface Case {
  readonly affine: Affine;
  readonly cols: number;
  readonly rows: number;
  readonly polygons: readonly Polygon[];
  readonly centre: readonly (readonly number[])[];
  readonly touched: readonly (readonly number[])[];
}
const cases = JSON.parse(readFileSync(new URL("../../e2e/fixtures/mask/cases.json", import.meta.url), "utf8")) as readonly Case[];

describe("cells equal GDAL's", () => {
  const rowsOf = ({ polygons, ...grid }: Case, rule: FillRule) => {
    const prepared = prepareArea(areasOf(polygons), grid, rule);
    return Array.from({ length: grid.rows }, (_, row) => [...spans(prepared, row)]);
  };
  test.each(cases.map((one, i) => [i, one] as const))("by centre and by touch, case %i", (_, one) => {
    expect(rowsOf(one, "centre")).toEqual(one.centre);
    expect(rowsOf(one, "touched")).toEqual(one.touched);
  });
});

const masks = new URL("../../../shared/corpus/masks/", import.meta.url);
const pairsFile = new URL("pairs.json", masks);
describe.skipIf(!existsSync(pairsFile))("counts on real rasters equal GDAL's (skipped where ../shared/corpus is absent)", () => {
  interface Pair {
    readonly mask: string;
    readonly raster: string;
    readonly inside_center: number;
    readonly inside_all_touched: number;
  }
  interface Scene {
    readonly name: string;
    readonly size: readonly [number, number];
    readonly geotransform: readonly [number, number, number, number, number, number];
    readonly crs: { readonly epsg: number | null; readonly proj4: string };
  }
  const read = (file: string): unknown => JSON.parse(existsSync(pairsFile) ? readFileSync(new URL(file, masks), "utf8") : '{"pairs":[],"files":[]}');
  const { pairs } = read("pairs.json") as { readonly pairs: readonly Pair[] };
  const scenes = new Map((read("../manifest.json") as { readonly files: readonly Scene[] }).files.map((scene) => [scene.name, scene]));

  beforeAll(loadEpsg);

  test.each(pairs.map((pair) => [pair.mask, pair.raster, pair] as const))("%s on %s", (_, name, pair) => {
    const { size, geotransform, crs } = scenes.get(name)!;
    const [c, a, b, f, d, e] = geotransform;
    const grid = { affine: [a, b, c, d, e, f] as const, cols: size[0], rows: size[1] };
    const areas = areasInCrs(areasOf(polygonsOf(read(pair.mask) as GeoJson)), parseCrs(crs.epsg ?? crs.proj4));
    expect(countInside(prepareArea(areas, grid, "centre"))).toBe(pair.inside_center);
    // Our British grid is a fitted shift, 1.4 mm from PROJ's: enough to touch two cells more of 16 809.
    const off = crs.epsg === 27700 ? 2 : 0;
    expect(Math.abs(countInside(prepareArea(areas, grid, "touched")) - pair.inside_all_touched)).toBeLessThanOrEqual(off);
  });

  interface GeoJson {
    readonly features?: readonly GeoJson[];
    readonly geometry?: GeoJson;
    readonly geometries?: readonly GeoJson[];
    readonly type: string;
    readonly coordinates?: unknown;
  }
  function polygonsOf({ features = [], geometry, geometries = [], type, coordinates }: GeoJson): Polygon[] {
    if (type === "Polygon") return [coordinates as Polygon];
    if (type === "MultiPolygon") return [...(coordinates as Polygon[])];
    return [...features, ...geometries, ...(geometry ? [geometry] : [])].flatMap(polygonsOf);
  }
});

const coordinate = fc.oneof(
  fc.integer({ min: -4, max: 700 }),
  fc.integer({ min: -8, max: 1400 }).map((half) => half / 2),
  fc.double({ min: -4, max: 700, noNaN: true }),
);
const ring = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 });
const polygonsArbitrary = fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
const rule = fc.constantFrom<FillRule>("centre", "touched");
const size = { cols: 640, rows: 600 };

describe("laws", () => {
  test("any window sees the cells of the whole", () => {
    const offset = fc.integer({ min: -50, max: 620 });
    fc.assert(
      fc.property(polygonsArbitrary, rule, offset, offset, (polygons, by, col, row) => {
        const prepared = () => prepareArea(areasOf(polygons), { affine: pixels, ...size }, by);
        const whole = new Uint8Array(size.cols * size.rows);
        coverage(prepared(), { col: 0, row: 0, ...size }, whole);
        const window = { col, row, cols: 70, rows: 40 };
        const part = new Uint8Array(window.cols * window.rows);
        coverage(prepared(), window, part);
        const expected = part.map((_, i) => {
          const c = col + (i % window.cols);
          const r = row + Math.floor(i / window.cols);
          return c < 0 || r < 0 || c >= size.cols || r >= size.rows ? 0 : whole[r * size.cols + c]!;
        });
        expect(part).toEqual(expected);
        expect(countInside(prepared(), window)).toBe(expected.reduce((sum, one) => sum + one, 0));
      }),
      { numRuns: 60 },
    );
  });

  test("areas moved by whole cells cover cells moved as far", () => {
    const whole = fc.integer({ min: -30, max: 30 });
    const ring = fc.array(
      fc.tuple(fc.integer({ min: 400, max: 2000 }), fc.integer({ min: 400, max: 2000 })).map(([x, y]) => [x / 8, y / 8] as const),
      { minLength: 3, maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), whole, whole, (polygons, east, south) => {
        const at = (x: number, y: number) =>
          prepareArea(
            areasOf(polygons.map((rings) => rings.map((one) => one.map(([px, py]) => [px + x, py + y] as const)))),
            { affine: pixels, cols: 400, rows: 400 },
            "centre",
          );
        const still = at(0, 0);
        const moved = at(east, south);
        for (let row = 40; row < 360; row++) expect([...spans(moved, row + south)]).toEqual([...spans(still, row)].map((col) => col + east));
      }),
      { numRuns: 40 },
    );
  });

  test("rings may start anywhere, run either way, and be closed or open", () => {
    fc.assert(
      fc.property(polygonsArbitrary, rule, fc.nat(8), (polygons, by, turn) => {
        const count = (all: readonly Polygon[]) => countInside(prepareArea(areasOf(all), { affine: pixels, ...size }, by));
        const written = polygons.map((rings) => rings.map((one) => [...one.slice(turn % one.length), ...one.slice(0, turn % one.length)].toReversed()));
        expect(count(written.map((rings) => rings.map((one) => [...one, one[0]!])))).toBe(count(written));
        // Only a ring that crosses itself may change sides at a horizontal edge on cell centres, and then by centres on that edge.
        if (polygons.every((rings) => rings.every((one) => one.every(([, y]) => y % 1 !== 0.5)))) expect(count(written)).toBe(count(polygons));
      }),
      { numRuns: 60 },
    );
  });

  test("overlapping areas are a union, holes of one polygon are not", () => {
    const outer = square(10, 10, 30, 30);
    const inner = square(15, 15, 20, 20);
    const count = (polygons: readonly Polygon[]) => countInside(prepareArea(areasOf(polygons), { affine: pixels, ...size }, "centre"));
    expect(count([outer, inner])).toBe(400);
    expect(count([[...outer, ...inner]])).toBe(375);
    expect(count([[...outer, ...inner], inner])).toBe(400);
  });

  test("a coarser level covers as if its cells were that size", () => {
    const polygons = [
      [
        [
          [3, 2],
          [200.5, 40],
          [130, 301],
        ] as const,
      ],
    ];
    const coarse = prepareArea(areasOf(polygons), { affine: [4, 0, 0, 0, 4, 0], cols: 100, rows: 100 }, "centre");
    const scaled = prepareArea(
      areasOf(polygons.map((rings) => rings.map((one) => one.map(([x, y]) => [x / 4, y / 4] as const)))),
      { affine: pixels, cols: 100, rows: 100 },
      "centre",
    );
    for (let row = 0; row < 100; row++) expect([...spans(coarse, row)]).toEqual([...spans(scaled, row)]);
  });
});

test("a hundred thousand vertices on fifty megapixels count in well under a second", () => {
  const vertices = 100_000;
  const coast = Array.from({ length: vertices }, (_, i) => {
    const angle = (i / vertices) * 2 * Math.PI;
    const radius = 3000 + 40 * Math.sin(angle * 997) + 10 * Math.sin(angle * 20011);
    return [3500 + radius * Math.cos(angle), 3500 + radius * Math.sin(angle)] as const;
  });
  const start = performance.now();
  const inside = countInside(prepareArea(areasOf([[coast]]), { affine: pixels, cols: 7000, rows: 7000 }, "centre"));
  expect(inside / (Math.PI * 3000 ** 2)).toBeCloseTo(1, 2);
  expect(performance.now() - start).toBeLessThan(2000);
});
