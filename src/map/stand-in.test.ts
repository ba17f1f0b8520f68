import fc from "fast-check";
import { expect, test } from "vitest";
import { ancestorAt, childrenOf, type TileId, tileBox, tileName } from "./mercator.ts";
import { fillRegion, type Loaded } from "./stand-in.ts";

const picture = (names: Iterable<string>, maxZoom = 30): Loaded<string> => {
  const held = new Set(names);
  return { maxZoom, get: (tile) => (held.has(tileName(tile)) ? tileName(tile) : undefined) };
};
const area = (tile: TileId) => 4 ** -tile.z;
const region: TileId = { z: 3, x: 5, y: 2 };

test("a loaded tile fills its region alone", () => {
  const patches = fillRegion(region, [picture(["3/5/2", "2/2/1", "4/10/4"])]);
  expect(patches).toEqual([{ region, tile: region, cells: "3/5/2" }]);
});

test("finer tiles stand in, and the coarser one fills the rest", () => {
  const patches = fillRegion(region, [picture(["2/2/1", "4/10/4"])]);
  expect(patches.map(({ region, cells }) => `${tileName(region)} ${cells}`)).toEqual(["4/10/4 4/10/4", "4/11/4 2/2/1", "4/10/5 2/2/1", "4/11/5 2/2/1"]);
});

test("the former picture fills what the new one has not loaded", () => {
  const patches = fillRegion(region, [picture(["4/10/4"]), picture(["3/5/2"])]);
  expect(patches.map(({ region, cells }) => `${tileName(region)} ${cells}`)).toEqual(["4/10/4 4/10/4", "4/11/4 3/5/2", "4/10/5 3/5/2", "4/11/5 3/5/2"]);
});

test("a region finer than the cells is a part of the finest tile", () => {
  const deep: TileId = { z: 20, x: 5 * 2 ** 17 + 77, y: 2 * 2 ** 17 + 3 };
  expect(fillRegion(deep, [picture(["3/5/2"], 3)])).toEqual([{ region: deep, tile: region, cells: "3/5/2" }]);
});

test("nothing loaded draws nothing", () => expect(fillRegion(region, [picture([]), picture([])])).toEqual([]));

const below = [region, ...childrenOf(region), ...childrenOf(region).flatMap(childrenOf)];
const above = [0, 1, 2].map((z) => ancestorAt(region, z));
const someTiles = fc.subarray([...below, ...above].map(tileName));

test("patches lie in the region, never overlap, and leave no gap when an older picture is complete", () => {
  fc.assert(
    fc.property(someTiles, someTiles, fc.boolean(), (fresh, former, complete) => {
      const older = complete ? [...former, "0/0/0"] : former;
      const patches = fillRegion(region, [picture(fresh), picture(older)]);
      const covered = patches.reduce((sum, patch) => sum + area(patch.region), 0);
      for (const patch of patches) expect(tileName(ancestorAt(patch.region, region.z))).toBe(tileName(region));
      for (const a of patches)
        for (const b of patches) {
          if (a === b) continue;
          const [l, r] = [tileBox(a.region), tileBox(b.region)];
          expect(l.right <= r.left || r.right <= l.left || l.bottom <= r.top || r.bottom <= l.top).toBe(true);
        }
      if (complete) expect(covered).toBe(area(region));
    }),
  );
});
