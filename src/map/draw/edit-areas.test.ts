import { describe, expect, test } from "vitest";
import type { Areas, Polygon, Position, Ring } from "../../grid/areas.ts";
import { parseCrs, WGS84 } from "../../grid/crs.ts";
import { cutHole } from "./cut-hole.ts";
import { addArea, editable, insertVertex, moveVertex, positionAt, removeVertex } from "./edit-areas.ts";
import { outlines } from "./outlines.ts";

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
];
const areasOf = (...polygons: readonly Polygon[]): Areas => ({ crs: WGS84, polygons, edges: polygons.map(() => "mercator") });

describe("a hole", () => {
  test("inside an area becomes a ring of it, and no other number changes", () => {
    const outer = square(5, 5, 7.123456789012345);
    const hole = square(6.1, 6.1, 1.7);
    const { polygons, edges } = cutHole(areasOf([outer], [square(15, 15, 1)]), hole);
    expect(edges).toEqual(["mercator", "mercator"]);
    expect(polygons[1]).toEqual([square(15, 15, 1)]);
    const sorted = (ring: Ring | undefined) => ring?.map(String).sort();
    expect(polygons[0]!.map(sorted)).toEqual([outer, hole].map(sorted));
  });
  test("over an edge takes a bite, across parts the area in two, over all of it removes it", () => {
    const area = areasOf([square(5, 5, 4)]);
    expect(cutHole(area, square(3, 6, 3)).polygons).toHaveLength(1);
    expect(
      cutHole(area, [
        [3, 6],
        [12, 6],
        [12, 7],
        [3, 7],
      ]).polygons,
    ).toHaveLength(2);
    expect(cutHole(area, square(4, 4, 6)).polygons).toHaveLength(0);
    expect(cutHole(area, square(12, 12, 2))).toEqual(area);
  });
});

describe("points", () => {
  const area = addArea(addArea(areasOf(), square(0, 0, 2)), square(5, 5, 1));
  test("move and come where they are put, alone", () => {
    const moved = moveVertex(area, { area: 1, ring: 0, at: 2 }, [7, 7]);
    expect(positionAt(moved, { area: 1, ring: 0, at: 2 })).toEqual([7, 7]);
    expect(moved.polygons[0]).toBe(area.polygons[0]);
    const more = insertVertex(area, { area: 0, ring: 0, at: 4 }, [0, 1]);
    expect(more.polygons[0]![0]).toEqual([...square(0, 0, 2), [0, 1]]);
    expect(removeVertex(more, { area: 0, ring: 0, at: 4 })).toEqual(area);
  });
  test("of a triangle take the ring with them: the hole, or the area", () => {
    const triangle: Ring = square(0.5, 0.5, 1).slice(0, 3);
    const holed = areasOf([square(0, 0, 2), triangle]);
    expect(removeVertex(holed, { area: 0, ring: 1, at: 0 }).polygons).toEqual([[square(0, 0, 2)]]);
    expect(removeVertex(areasOf([triangle]), { area: 0, ring: 0, at: 0 })).toEqual(areasOf());
  });
});

describe("areas on the map", () => {
  test("are edited in longitude and latitude with open rings, whatever they came in", () => {
    const metres: Ring = [...square(500_000, 5_000_000, 1000), [500_000, 5_000_000]];
    const here = editable({ crs: parseCrs(3857), polygons: [[metres]], edges: [] });
    expect(here.crs).toBe(WGS84);
    expect(here.edges).toEqual(["crs"]);
    expect(here.polygons[0]![0]).toHaveLength(4);
    expect(here.polygons[0]![0]![0]![0]).toBeCloseTo(4.4916, 4);
  });
  test("are shown with edges where the mask has them: bent unless drawn", () => {
    const polar = { ...WGS84, code: null, proj: "+proj=stere +lat_0=90 +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs" };
    const box: readonly Position[] = [
      [-40, 70],
      [40, 70],
      [40, 75],
      [-40, 75],
    ];
    const [bent = []] = outlines({ crs: WGS84, polygons: [[box]], edges: ["crs"] }, polar);
    const [drawn = []] = outlines({ crs: WGS84, polygons: [[box]], edges: ["mercator"] }, polar);
    expect(drawn[0]).toEqual(box);
    expect(bent[0]!.length).toBeGreaterThan(20);
    // The chord of the 70th parallel over 80 degrees passes closer to the pole.
    expect(Math.max(...bent[0]!.filter(([, lat]) => lat < 75).map(([, lat]) => lat))).toBeGreaterThan(74);
  });
});
