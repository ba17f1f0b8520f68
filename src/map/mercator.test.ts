import fc from "fast-check";
import { expect, test } from "vitest";
import { ancestorAt, childrenOf, coverTiles, latitudeLimit, latOf, lonOf, tileBox, tileZoom, unitX, unitY } from "./mercator.ts";

test("a place comes back from the unit square", () => {
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }), (lon, lat) => {
      expect(lonOf(unitX(lon))).toBeCloseTo(lon, 9);
      expect(latOf(unitY(lat))).toBeCloseTo(lat, 9);
    }),
  );
});

test("the unit square ends at the latitude limit and poles are held there", () => {
  expect(unitY(latitudeLimit)).toBeCloseTo(0, 12);
  expect(unitY(-90)).toBeCloseTo(1, 12);
});

test("the cover holds the whole box and no tile that only touches it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.array(fc.integer({ min: 0, max: 1024 }), { minLength: 4, maxLength: 4 }), (z, [a, b, c, d]) => {
      const box = { left: Math.min(a!, c!) / 1024, right: (Math.max(a!, c!) + 1) / 1024, top: Math.min(b!, d!) / 1024, bottom: (Math.max(b!, d!) + 1) / 1024 };
      const tiles = coverTiles(box, z);
      for (const tile of tiles) {
        const square = tileBox(tile);
        expect(square.left < box.right && square.right > box.left && square.top < box.bottom && square.bottom > box.top).toBe(true);
      }
      const inside = (edge: number) => Math.min(1, Math.max(0, edge));
      const width = (lo: number, hi: number) => Math.ceil(inside(hi) * 2 ** z) - Math.floor(Math.min(inside(lo), 1 - 2 ** -z) * 2 ** z);
      if (box.left < 1 && box.top < 1) expect(tiles.length).toBe(width(box.left, box.right) * width(box.top, box.bottom));
    }),
  );
});

test("a box of the screen takes few tiles at any zoom, up to 26", () => {
  const side = 800 / (512 * 2 ** 24);
  expect(coverTiles({ left: 0.54, top: 0.36, right: 0.54 + side, bottom: 0.36 + side }, 25).length).toBeLessThanOrEqual(25);
});

test("children lie in their parent", () => {
  const tile = { z: 25, x: 18_000_001, y: 12_345_678 };
  for (const child of childrenOf(tile)) expect(ancestorAt(child, 25)).toEqual(tile);
});

test("one cell is one device pixel", () => {
  expect(tileZoom(4, 1)).toBe(5);
  expect(tileZoom(4, 2)).toBe(6);
  expect(tileZoom(4.4, 1)).toBe(5);
});
