import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Areas, areasExtent, areasInCrs, type Polygon, type Position } from "./areas.ts";
import { parseCrs, projector, WEB_MERCATOR, WGS84 } from "./crs.ts";
import { loadEpsg } from "./epsg.ts";
import { extent } from "./extent.ts";

beforeAll(loadEpsg);

const box = (west: number, south: number, east: number, north: number): Polygon => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];
const drawn = (...polygons: readonly Polygon[]): Areas => ({ crs: WGS84, polygons, edges: polygons.map(() => "mercator") });
const imported = (...polygons: readonly Polygon[]): Areas => ({ crs: WGS84, polygons, edges: [] });
const one = (position: Position, transform: (points: Float64Array) => void): Position => {
  const point = new Float64Array(position);
  transform(point);
  return [point[0]!, point[1]!];
};

/** The least distance from a point to the edges of a ring. */
function distanceTo(ring: readonly Position[], [x, y]: Position): number {
  return Math.min(
    ...ring.map(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
      const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
      return Math.hypot(x1 + part * (x2 - x1) - x, y1 + part * (y2 - y1) - y);
    }),
  );
}

describe("areas in another CRS", () => {
  test("have every vertex transformed and no other, when they were imported", () => {
    const utm = parseCrs(32633);
    const [[ring = []] = []] = areasInCrs(imported(box(10, 40, 20, 50)), utm).polygons;
    expect(ring).toEqual(box(10, 40, 20, 50)[0]!.map((position) => one(position, projector(WGS84, utm))));
  });

  test("follow the drawn edge within the tolerance, at any place of it", () => {
    const lon = fc.double({ min: 5, max: 25, noNaN: true });
    const lat = fc.double({ min: -60, max: 75, noNaN: true });
    const utm = parseCrs(32633);
    const toUtm = projector(WGS84, utm);
    const toMercator = projector(WGS84, WEB_MERCATOR);
    const toLonLat = projector(WEB_MERCATOR, WGS84);
    fc.assert(
      fc.property(fc.array(fc.tuple(lon, lat), { minLength: 3, maxLength: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), (ring, part) => {
        const tolerance = 50;
        const [[bent = []] = []] = areasInCrs(drawn([ring]), utm, { tolerance }).polygons;
        const [start, end] = [one(ring[0]!, toMercator), one(ring[1]!, toMercator)];
        const along = one([start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])], toLonLat);
        // The tolerance is kept at quarters of an edge; between them a curve may swing out a little further.
        expect(distanceTo(bent, one(along, toUtm))).toBeLessThan(tolerance * 1.5);
      }),
      { numRuns: 60 },
    );
  });

  test("need no further vertex where drawn edges are straight already", () => {
    expect(areasInCrs(drawn(box(10, 40, 20, 60)), WEB_MERCATOR, { tolerance: 0.001 }).polygons[0]![0]).toHaveLength(4);
  });

  test("are cut at the antimeridian when they were drawn across it, and meet the world the layer is in", () => {
    const across = drawn(box(170, -20, 190, 20));
    const east = (areas: Areas) => areas.polygons.map((polygon) => areasExtent(imported(polygon))!).map((one) => [one.west, one.east]);
    expect(east(areasInCrs(across, WGS84))).toEqual([
      [170, 180],
      [-180, -170],
    ]);
    expect(east(areasInCrs(across, WGS84, { extent: extent(0, -90, 360, 90) }))).toEqual([
      [170, 180],
      [180, 190],
    ]);
    expect(east(areasInCrs(drawn(box(-190, -20, -170, 20)), WGS84)).sort()).toEqual(east(areasInCrs(across, WGS84)).sort());
    const metres = areasExtent(areasInCrs(across, WEB_MERCATOR))!;
    expect([metres.west, metres.east].map((x) => Math.round(Math.abs(x)))).toEqual([20037508, 20037508]);
  });

  test("leave out a polygon with a vertex that has no image, and keep the others", () => {
    const kept = areasInCrs(imported(box(0, 80, 10, 100), box(0, 40, 10, 50)), WEB_MERCATOR);
    expect(kept.polygons).toHaveLength(1);
    expect(areasExtent(areasInCrs(imported(box(0, 91, 10, 100)), WEB_MERCATOR))).toBeNull();
  });
});
