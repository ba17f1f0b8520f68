import { beforeAll, describe, expect, test } from "vitest";
import { parseCrs, projectExtent, sameCrs, WGS84 } from "./crs.ts";
import { plausibleCrs, searchCrs } from "./crs-search.ts";
import { loadEpsg } from "./epsg.ts";
import { shareOf } from "./places.ts";

beforeAll(loadEpsg);

const codes = (query: string, limit = 8) => searchCrs(query, limit).map(({ code }) => code);

describe("search", () => {
  test.each([
    ["3857", 3857],
    ["epsg:25832", 25832],
    ["web mercator", 3857],
    ["utm 33n", 32633],
    ["UTM zone 33 etrs89", 25833],
    ["lambert 93", 2154],
    ["british national grid", 27700],
    ["rd new", 28992],
    ["alaska albers", 3338],
    ["california 5 feet", 2229],
  ])("%j finds EPSG:%d first", (query, code) => {
    expect(codes(query)[0]).toBe(code);
  });

  test.each([
    ["poland", 2180],
    ["new zealand", 2193],
    ["hungary", 23700],
    ["switzerland", 2056],
    ["texas", 3081],
    ["norway utm", 25833],
    ["netherl", 28992],
  ])("the place %j brings EPSG:%d among the first", (query, code) => {
    expect(codes(query, 12)).toContain(code);
  });

  test("a code comes first, then the codes that begin so", () => {
    const found = codes("2154", 5);
    expect(found[0]).toBe(2154);
    for (const code of codes("3263", 5)) expect(String(code)).toMatch(/^3263/);
  });

  test("a proj string or WKT stands for itself, a world map for its name", () => {
    expect(searchCrs("+proj=utm +zone=33 +datum=WGS84", 5).map(({ proj }) => proj)).toEqual(["+proj=utm +zone=33 +datum=WGS84"]);
    expect(searchCrs("mollweide", 5)[0]?.proj).toContain("+proj=moll");
  });

  test("without text the usual systems are offered, without a match none", () => {
    expect(codes("", 3)).toEqual([4326, 3857, 3395]);
    expect(codes("qwertzuiop")).toEqual([]);
  });

  test("of one name only the newest is shown", () => {
    const names = searchCrs("gauss-kruger zone 4", 100).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("plausible systems", () => {
  test("raw UTM coordinates near other data are given to that zone first", () => {
    const ground = { west: 11.2, south: 46.8, east: 12.1, north: 47.4 };
    const extent = projectExtent(ground, WGS84, parseCrs(32632));
    const found = extent ? plausibleCrs(extent, [{ west: 11, south: 46.5, east: 12, north: 47.5 }], 10) : [];
    expect(found.map(({ crs }) => crs.code)).toContain(32632);
    expect(found[0]?.near).toBe(true);
    const firstFar = found.findIndex(({ near }) => !near);
    expect(found.slice(firstFar === -1 ? found.length : firstFar).every(({ near }) => !near)).toBe(true);
  });

  test("without other data the grids in wide use come first", () => {
    expect(plausibleCrs({ west: 2600000, south: 1200000, east: 2610000, north: 1210000 }, [], 5)[0]?.crs.code).toBe(2056);
    expect(plausibleCrs({ west: -8237642, south: 4970241, east: -8200000, north: 5000000 }, [], 5)[0]?.crs.code).toBe(3857);
    expect(plausibleCrs({ west: 10, south: 46, east: 11, north: 47 }, [], 5)[0]?.crs.code).toBe(4326);
  });

  test("every proposal lands in its own area of use", () => {
    for (const extent of [
      { west: 400000, south: 5200000, east: 450000, north: 5250000 },
      { west: 650000, south: 6800000, east: 700000, north: 6900000 },
    ]) {
      const found = plausibleCrs(extent, [], 40);
      expect(found.length).toBe(40);
      for (const { crs, landing } of found) expect(crs.area === null ? 0 : shareOf(landing, crs.area), `${crs.code} ${crs.name}`).toBeGreaterThan(0);
    }
  });

  test("the true system is among the proposals for places all over the world", () => {
    const truths: readonly (readonly [number, number, number])[] = [
      [27700, -1.5, 53],
      [2154, 4, 45],
      [28992, 5.5, 52],
      [31370, 4.5, 50.5],
      [3035, 10, 48],
      [2193, 173, -41],
      [32719, -70, -15],
      [3577, 135, -25],
      [5070, -96, 38],
      [3413, -40, 75],
      [2263, -73.9, 40.8],
      [2048, 19.5, -30],
    ];
    for (const [code, lon, lat] of truths) {
      const ground = { west: lon - 0.1, south: lat - 0.1, east: lon + 0.1, north: lat + 0.1 };
      const extent = projectExtent(ground, WGS84, parseCrs(code));
      const found = extent ? plausibleCrs(extent, [ground], 12) : [];
      expect(
        found.some(({ crs, near }) => near && sameCrs(crs, parseCrs(code))),
        `${code}: ${found.map(({ crs }) => crs.code)}`,
      ).toBe(true);
    }
  });

  test("coordinates that fit nothing give nothing", () => {
    expect(plausibleCrs({ west: 1e9, south: 1e9, east: 1.1e9, north: 1.1e9 }, [], 10)).toEqual([]);
  });
});

test("extents share what they share, across the antimeridian too", () => {
  const one = { west: 0, south: 0, east: 10, north: 10 };
  expect(shareOf(one, one)).toBe(1);
  expect(shareOf(one, { west: 20, south: 0, east: 30, north: 10 })).toBe(0);
  expect(shareOf({ west: 170, south: 0, east: -170, north: 10 }, { west: -190, south: 0, east: -170, north: 10 })).toBe(1);
  expect(shareOf({ west: 170, south: 0, east: -170, north: 10 }, { west: 175, south: 0, east: 185, north: 10 })).toBeCloseTo(0.5, 9);
});
