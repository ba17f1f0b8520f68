import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { projector, WGS84 } from "./crs.ts";
import { loadEpsg } from "./epsg.ts";
import { crsFromWkt } from "./wkt.ts";

interface Case {
  readonly title: string;
  readonly code: number | null;
  readonly points: readonly (readonly [lon: number, lat: number, x: number, y: number])[];
  readonly wkt: Readonly<Record<string, string>>;
}
const cases: readonly Case[] = JSON.parse(readFileSync(new URL("./fixtures/wkt.json", import.meta.url), "utf8"));
const texts = cases.flatMap((one) => Object.entries(one.wkt).map(([dialect, text]) => [one.title, dialect, text, one] as const));
/** Robinson's table is interpolated otherwise by PROJ, Cassini's series cut otherwise. */
const limits: Readonly<Record<string, number>> = { robin: 3, "30200": 0.02 };

beforeAll(loadEpsg);

test.each(texts)("%s in the words of %s lands where PROJ puts it", (title, dialect, text, { points, code }) => {
  const crs = crsFromWkt(text);
  expect(crs, text).not.toBeNull();
  if (!crs) return;
  if (dialect !== "esri") expect(crs.code).toBe(code);
  const there = Float64Array.from(points.flatMap((point) => point.slice(0, 2)));
  projector(WGS84, crs)(there);
  const off = points.map(([, , x, y], i) => Math.hypot(there[2 * i]! - x, there[2 * i + 1]! - y));
  expect(Math.max(...off), `${crs.code} ${crs.proj} ${text}`).toBeLessThan(Math.max(limits[title] ?? 0.001, 2 * (crs.accuracyMetres ?? 0)));
});

test("ESRI's words are named by EPSG where numbers and datum are exactly a row's", () => {
  const coded = cases.filter(({ code, wkt }) => code !== null && wkt.esri !== undefined);
  const named = coded.map(({ wkt }) => crsFromWkt(wkt.esri ?? "")?.code ?? null);
  // Rows with the same numbers: another order of axes, which rasters do not have, and a superseded name that ESRI keeps.
  const twins = new Map<number | null, number>([
    [5041, 32661],
    [31463, 31467],
  ]);
  expect(named.map((code) => twins.get(code) ?? code)).toEqual(coded.map(({ code }) => code));
});

test("what is no WKT, or of a projection that cannot be computed, is null", () => {
  for (const text of ["", "hello", "PROJCS[", 'PROJCS["x",GEOGCS["y",DATUM["d"]]]', 'LOCAL_CS["grid",UNIT["metre",1]]']) expect(crsFromWkt(text)).toBeNull();
  const winkel = `PROJCS["w",${cases[0]?.wkt.esri},PROJECTION["Winkel_Tripel"],UNIT["Meter",1.0]]`;
  expect(crsFromWkt(winkel)).toBeNull();
});

test("a compound system gives its horizontal part", () => {
  const flat = cases.find(({ code }) => code === 25832)?.wkt.gdal ?? "";
  const text = `COMPD_CS["ETRS89 / UTM zone 32N + NN2000 height",${flat},VERT_CS["NN2000 height",VERT_DATUM["NN2000",2005],UNIT["metre",1]],AUTHORITY["EPSG","5972"]]`;
  expect(crsFromWkt(text)?.code).toBe(25832);
});

test("a code the table does not have falls back to the numbers", () => {
  const text = (cases.find(({ code }) => code === 32633)?.wkt.gdal ?? "").replaceAll(/AUTHORITY\["EPSG","32633"\]/g, 'AUTHORITY["EPSG","99999"]');
  expect(crsFromWkt(text)?.code).toBe(32633);
});
