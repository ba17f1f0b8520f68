import { expect, test } from "vitest";
import type { BandMeta, ColourRole, Rgba } from "../layer/meta.ts";
import { rampTable } from "../session/ramps.ts";
import { alphaOf, cellBands, classTable, colourOf, type Look, paletteTable, parseHex, sameLook, tableRows } from "./look.ts";

const palette: readonly Rgba[] = Array.from({ length: 300 }, (_, i) => [i % 256, 1, 2, 255] as const);
const ramp: Look = { kind: "ramp", bands: [0], alpha: null, ranges: [{ from: 0, to: 10 }], table: rampTable("viridis", false), nodata: null };

test("values beyond the range get the first and the last colour", () => {
  expect(colourOf(ramp, [-5])).toEqual([0x44, 0x01, 0x54, 255]);
  expect(colourOf(ramp, [99])).toEqual([0xfd, 0xe7, 0x25, 255]);
});

test("a range that runs backwards turns the ramp around", () => {
  expect(colourOf({ ...ramp, ranges: [{ from: 10, to: 0 }] }, [10])).toEqual(colourOf(ramp, [0]));
});

test("NoData has its own colour or none", () => {
  expect(colourOf(ramp, [Number.NaN])).toBeNull();
  expect(colourOf({ ...ramp, nodata: parseHex("#ff8000") }, [Number.NaN])).toEqual([255, 128, 0, 255]);
});

test("a palette answers by value and is transparent where it has no colour", () => {
  const look: Look = { kind: "palette", bands: [0], alpha: null, table: paletteTable(palette), nodata: null };
  expect(tableRows(look.table)).toBe(2);
  expect(colourOf(look, [258])).toEqual([2, 1, 2, 255]);
  expect(colourOf(look, [299.6])).toEqual([0, 0, 0, 0]);
  expect(colourOf(look, [-1])).toBeNull();
  expect(colourOf(look, [70_000])).toBeNull();
});

test("classes end at their limits, and nothing lies above the last", () => {
  const look: Look = { kind: "classes", bands: [0], alpha: null, limits: [1, 5], table: classTable([0xff0000ff, 0x00ff00ff]), nodata: null };
  expect([-9, 1, 1.1, 5].map((value) => colourOf(look, [value])?.slice(0, 2))).toEqual([
    [255, 0],
    [255, 0],
    [0, 255],
    [0, 255],
  ]);
  expect([5.1, Number.NaN].map((value) => colourOf(look, [value]))).toEqual([null, null]);
  expect(classTable([0xff0000ff, 0x00ff00ff])).toBe(look.table);
});

test("three bands are stretched each by itself", () => {
  const ranges = [0, 10, 20].map((from) => ({ from, to: from + 10 }));
  expect(colourOf({ kind: "rgb", bands: [0, 1, 2], alpha: null, ranges, nodata: null }, [5, 10, 30])).toEqual([128, 0, 255, 255]);
});

test("looks differ by range or table, not by identity", () => {
  expect(sameLook(ramp, { ...ramp, ranges: [{ from: 0, to: 10 }] })).toBe(true);
  expect(sameLook(ramp, { ...ramp, ranges: [{ from: 0, to: 11 }] })).toBe(false);
  expect(sameLook(ramp, { ...ramp, table: rampTable("viridis", true) })).toBe(false);
});

const band = (role: ColourRole): BandMeta => ({ name: role, role, unit: null, scale: 1, offset: 0 });
const greyAlpha = { bands: [band("grey"), band("alpha")], cellType: "uint8", nodata: null } as const;

test("an alpha band is the opacity of the others, and 0 is NoData", () => {
  const look: Look = { ...ramp, alpha: alphaOf(greyAlpha, [0]) };
  expect(cellBands(look)).toEqual([0, 1]);
  const [red, green, blue] = colourOf(look, [10, 255])!;
  expect(colourOf(look, [10, 51])).toEqual([red, green, blue, 51]);
  expect(colourOf(look, [10, 0])).toBeNull();
  expect(colourOf({ ...look, nodata: [9, 9, 9] }, [10, 0])).toEqual([9, 9, 9, 255]);
});

test("alpha counts to the end of its type, and NoData in it is the number that NoData is", () => {
  expect(alphaOf({ ...greyAlpha, cellType: "uint16", nodata: 0 }, [0])).toEqual({ band: 1, max: 65_535, absent: 0 });
  expect(colourOf({ ...ramp, alpha: alphaOf({ ...greyAlpha, nodata: 255 }, [0]) }, [10, Number.NaN])?.[3]).toBe(255);
});

test("an alpha band that is looked at hides nothing", () => {
  expect(alphaOf(greyAlpha, [1])).toBeNull();
  expect(alphaOf({ ...greyAlpha, bands: [band("grey")] }, [0])).toBeNull();
});
