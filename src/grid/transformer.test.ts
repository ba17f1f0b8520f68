import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Crs, crsFromProj, WEB_MERCATOR, WGS84 } from "./crs.ts";
import type { Grid, Window } from "./grid.ts";
import { transformer } from "./transformer.ts";

const crs = (proj: string) => crsFromProj(proj) as Crs;
const utm = crs("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs");
const polar = crs("+proj=stere +lat_0=90 +lat_ts=71 +lon_0=0 +datum=WGS84 +units=m +no_defs");

const pairs: Record<string, { readonly out: Grid; readonly source: Grid }> = {
  "UTM to Web Mercator": {
    out: { crs: WEB_MERCATOR, affine: [14, 0, 1_669_000, 0, -14, 5_790_000], cols: 400, rows: 400 },
    source: { crs: utm, affine: [10, 0, 500_000, 0, -10, 5_100_000], cols: 700, rows: 700 },
  },
  "Web Mercator to longitude and latitude, the whole world": {
    out: { crs: WEB_MERCATOR, affine: [156543.03392804097, 0, -20037508.342789244, 0, -156543.03392804097, 20037508.342789244], cols: 256, rows: 256 },
    source: { crs: WGS84, affine: [0.1, 0, -180, 0, -0.1, 90], cols: 3600, rows: 1800 },
  },
  "polar stereographic from longitude and latitude, pole and seam inside": {
    out: { crs: polar, affine: [20_000, 0, -3_000_000, 0, -20_000, 3_000_000], cols: 300, rows: 300 },
    source: { crs: WGS84, affine: [0.1, 0, -180, 0, -0.1, 90], cols: 3600, rows: 1800 },
  },
  "a source that goes on beyond the antimeridian": {
    out: { crs: WEB_MERCATOR, affine: [10_000, 0, -20_037_508, 0, -10_000, 2_000_000], cols: 300, rows: 300 },
    source: { crs: WGS84, affine: [0.05, 0, 170, 0, -0.05, 15], cols: 600, rows: 500 },
  },
  "ground that the source's projection cannot show": {
    out: { crs: WGS84, affine: [1, 0, -180, 0, -1, 90], cols: 360, rows: 180 },
    source: { crs: crs("+proj=ortho +lat_0=20 +lon_0=10 +datum=WGS84"), affine: [20_000, 0, -6_400_000, 0, -20_000, 6_400_000], cols: 640, rows: 640 },
  },
};

/** Places of a window, row by row. */
function placesOf({ out, source }: { readonly out: Grid; readonly source: Grid }, window: Window) {
  const places = transformer(out, source).over(window);
  const xs = new Float64Array(window.cols * window.rows);
  const ys = new Float64Array(window.cols * window.rows);
  for (let r = 0; r < window.rows; r++)
    places.row(window.row + r, xs.subarray(r * window.cols, (r + 1) * window.cols), ys.subarray(r * window.cols, (r + 1) * window.cols));
  return { xs, ys, bounds: places.bounds() };
}

describe.each(Object.entries(pairs))("%s", (_name, pair) => {
  const { cols, rows } = pair.out;
  const whole = { col: 0, row: 0, cols, rows };
  const all = placesOf(pair, whole);
  const truth = new Float64Array(2 * cols * rows);
  for (let i = 0; i < cols * rows; i++) truth.set([(i % cols) + 0.5, Math.floor(i / cols) + 0.5], 2 * i);
  transformer(pair.out, pair.source).exact(truth);

  test("no place is off by an eighth of a source pixel, and every cell falls in the pixel it should", () => {
    let worst = 0;
    let misplaced = 0;
    for (let i = 0; i < cols * rows; i++) {
      const [x, y] = [truth[2 * i]!, truth[2 * i + 1]!];
      if (Number.isNaN(x) !== Number.isNaN(all.xs[i])) misplaced++;
      if (Number.isNaN(x)) continue;
      worst = Math.max(worst, Math.abs(all.xs[i]! - x), Math.abs(all.ys[i]! - y));
      if (Math.floor(all.xs[i]!) !== Math.floor(x) || Math.floor(all.ys[i]!) !== Math.floor(y)) misplaced++;
    }
    expect(worst).toBeLessThan(0.125);
    expect(misplaced).toBe(0);
  });

  test("a place is the same in every window, and bounds hold them all", () => {
    const anyWindow = fc.record({
      col: fc.integer({ min: 0, max: cols - 1 }),
      row: fc.integer({ min: 0, max: rows - 1 }),
      cols: fc.integer({ min: 1, max: 80 }),
      rows: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(anyWindow, ({ col, row, cols: width, rows: height }) => {
        const window = { col, row, cols: Math.min(width, cols - col), rows: Math.min(height, rows - row) };
        const part = placesOf(pair, window);
        for (let r = 0; r < window.rows; r++) {
          const from = (row + r) * cols + col;
          expect(part.xs.subarray(r * window.cols, (r + 1) * window.cols)).toEqual(all.xs.subarray(from, from + window.cols));
          expect(part.ys.subarray(r * window.cols, (r + 1) * window.cols)).toEqual(all.ys.subarray(from, from + window.cols));
        }
        const known = part.xs.filter((x) => !Number.isNaN(x));
        expect(part.bounds === null).toBe(known.length === 0);
        if (!part.bounds) return;
        expect(part.bounds.left).toBeLessThanOrEqual(known.reduce((l, x) => Math.min(l, x)) + 0.125);
        expect(part.bounds.right).toBeGreaterThanOrEqual(known.reduce((l, x) => Math.max(l, x)) - 0.125);
      }),
      { numRuns: 25 },
    );
  });
});

test("aligned grids of one CRS map whole pixels to whole pixels, whatever rounding their numbers carry", () => {
  const source: Grid = { crs: utm, affine: [0.1 + 0.2, 0, 500_000.1, 0, -(0.1 + 0.2), 5_100_000.3], cols: 1000, rows: 1000 };
  const out: Grid = { crs: utm, affine: [0.3, 0, 500_000.1 + 0.3 * 17, 0, -0.3, 5_100_000.3 - 0.3 * 40], cols: 500, rows: 500 };
  const { xs, ys } = placesOf({ out, source }, { col: 3, row: 5, cols: 2, rows: 1 });
  expect([...xs, ...ys]).toEqual([20.5, 21.5, 45.5, 45.5]);
});
