import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Crs, crsFromProj, projector, sameCrs, WGS84 } from "./crs.ts";
import { crsFromRow, epsgRows, loadEpsg } from "./epsg.ts";
import { crsFromGeoKeys, type GeoKeys } from "./geokeys.ts";
import { geoKeysOf } from "./geokeys-of.ts";

interface Case {
  readonly title: string;
  readonly given: string | number;
  readonly points: readonly (readonly [lon: number, lat: number])[];
}
const cases: readonly Case[] = JSON.parse(readFileSync(new URL("./fixtures/geokeys.json", import.meta.url), "utf8"));

/** Standard names as the TIFF reader gives them. */
const names: Readonly<Record<number, string>> = JSON.parse(readFileSync(new URL("./fixtures/geokey-names.json", import.meta.url), "utf8"));
const asRead = (crs: Crs): GeoKeys => Object.fromEntries(geoKeysOf(crs).map(({ key, value }) => [names[key] ?? String(key), value]));

beforeAll(loadEpsg);

test("keys are in the order of their numbers, each once", () => {
  for (const { given } of cases) {
    const crs = typeof given === "string" ? crsFromProj(given) : null;
    const keys = crs ? geoKeysOf(crs).map(({ key }) => key) : [];
    expect(keys).toEqual([...new Set(keys)].sort((l, r) => l - r));
  }
});

test("every EPSG system is written by its code and read again", () => {
  for (const row of epsgRows()) expect(crsFromGeoKeys(asRead(crsFromRow(row)))?.code).toBe(row[0]);
});

test("every seventh EPSG system, robbed of its code, is read again as the same system", () => {
  const lost: string[] = [];
  for (const row of epsgRows().filter((_, i) => i % 7 === 0)) {
    const crs = { ...crsFromRow(row), code: null, name: "nameless" };
    const read = crsFromGeoKeys(asRead(crs));
    if (!read || !sameCrs(read, crs)) lost.push(`${row[0]} ${crs.proj} → ${read?.proj}`);
  }
  expect(lost).toEqual([]);
});

test("a projection without GeoTIFF numbers is kept in a citation", () => {
  for (const proj of ["+proj=moll +lon_0=20 +datum=WGS84", "+proj=geos +h=35785831 +lon_0=140 +ellps=WGS84", "+proj=eqearth +lon_0=0 +datum=WGS84"]) {
    const crs = crsFromProj(proj);
    const read = crs && crsFromGeoKeys(asRead(crs));
    expect(crs && read && sameCrs(crs, read)).toBe(true);
  }
});

const hasGdal = spawnSync("/usr/bin/python3", ["-c", "from osgeo import gdal"]).status === 0;

describe.skipIf(!hasGdal)("GDAL (skipped where /usr/bin/python3 has no osgeo)", () => {
  test("GDAL puts points where we put them, for user-defined systems of every method", () => {
    const own = cases.flatMap(({ given, points, title }) => {
      const crs = typeof given === "string" ? crsFromProj(given) : null;
      return crs ? [{ title, crs, points: points.map(([lon, lat]) => [lon, lat] as const) }] : [];
    });
    const input = own.map(({ crs, points }) => JSON.stringify({ keys: geoKeysOf(crs), points })).join("\n");
    const script = fileURLToPath(new URL("./fixtures/read-geokeys.py", import.meta.url));
    const { stdout } = spawnSync("/usr/bin/python3", [script], { input, encoding: "utf8" });
    const lines = stdout.trim().split("\n");
    expect(lines.length).toBe(own.length);
    own.forEach(({ title, crs, points }, i) => {
      const theirs: readonly (readonly [number, number])[] | null = JSON.parse(lines[i] ?? "null");
      const ours = Float64Array.from(points.flat());
      projector(WGS84, crs)(ours);
      const off = theirs ? Math.max(...theirs.map(([x, y], k) => Math.hypot(ours[2 * k]! - x, ours[2 * k + 1]! - y))) : Number.NaN;
      // Robinson's table is interpolated otherwise by PROJ, Cassini's series cut otherwise.
      const limit = title === "robin" ? 0.5 : 0.01;
      expect(off, `${title} ${crs.proj} ${JSON.stringify(geoKeysOf(crs))}`).toBeLessThan(limit);
    });
  });
});
