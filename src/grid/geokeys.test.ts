import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { projector, WGS84 } from "./crs.ts";
import { loadEpsg } from "./epsg.ts";
import { crsFromGeoKeys, type GeoKeys } from "./geokeys.ts";

interface Case {
  readonly title: string;
  readonly keys: GeoKeys;
  readonly points: readonly (readonly [lon: number, lat: number, x: number, y: number])[];
}
const cases: readonly Case[] = JSON.parse(readFileSync(new URL("./fixtures/geokeys.json", import.meta.url), "utf8"));

beforeAll(loadEpsg);

/** Robinson's table is interpolated otherwise by PROJ, Cassini's series cut otherwise (links, two degrees off). */
const limits: Readonly<Record<string, number>> = { robin: 0.5, cass: 0.02 };

test.each(cases.map((one) => [one.title, one] as const))("%s lands where GDAL puts it", (title, { keys, points }) => {
  const crs = crsFromGeoKeys(keys);
  expect(crs).not.toBeNull();
  if (!crs) return;
  const there = Float64Array.from(points.flatMap((point) => point.slice(0, 2)));
  projector(WGS84, crs)(there);
  const off = points.map(([, , x, y], i) => Math.hypot(there[2 * i]! - x, there[2 * i + 1]! - y));
  const limit = crs.proj.includes("longlat") ? 1e-8 : Math.max(limits[title] ?? 0.001, 2 * (crs.accuracyMetres ?? 0));
  expect(Math.max(...off), `${crs.code} ${crs.proj} ${JSON.stringify(keys)}`).toBeLessThan(limit);
});

test("keys that do not say are not guessed at", () => {
  expect(crsFromGeoKeys({})).toBeNull();
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, GTRasterTypeGeoKey: 1 })).toBeNull();
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32767, GTCitationGeoKey: "local grid" })).toBeNull();
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 29999 })).toBeNull();
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, GeographicTypeGeoKey: 4326 })).toBeNull();
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 3, GeographicTypeGeoKey: 4978 })).toBeNull();
});

test("a height system beside the code changes nothing about x and y", () => {
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 25832, VerticalCSTypeGeoKey: 5941 })?.code).toBe(25832);
});

test("a unit beside the code replaces the code's own, the false origin stays in metres", () => {
  const crs = crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32633, ProjLinearUnitsGeoKey: 9003 });
  expect(crs?.code).toBeNull();
  const point = Float64Array.of(15, 0);
  if (crs) projector(WGS84, crs)(point);
  expect(point[0]).toBeCloseTo((500000 * 3937) / 1200, 3);
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 2263, ProjLinearUnitsGeoKey: 9003 })?.code).toBe(2263);
});

test("a state plane given by its conversion and datum alone is found, by GDAL's numbers", () => {
  // GDAL 3.6.2 reads these keys as +lat_0=30.5 +lon_0=-85.8333333333333 +k=0.99996 +x_0=152400.30480061 +datum=NAD27 +units=us-ft.
  const crs = crsFromGeoKeys({
    GTModelTypeGeoKey: 1,
    ProjectedCSTypeGeoKey: 32767,
    ProjectionGeoKey: 10101,
    GeographicTypeGeoKey: 4267,
    ProjLinearUnitsGeoKey: 9003,
  });
  const numbers = /\+lat_0=30.5 \+lon_0=-85.8333333333333 \+k_0=0.99996 \+x_0=152400.30480061/;
  expect(crs?.proj).toMatch(numbers);
  expect(crs?.code).toBe(26729);
});

test("ESRI's system in a citation is read", () => {
  const text =
    'ESRI PE String = PROJCS["WGS_1984_UTM_Zone_15N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-93.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32767, PCSCitationGeoKey: text })?.code).toBe(32615);
});

test("the exact name of an EPSG system in a citation is enough", () => {
  expect(crsFromGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32767, PCSCitationGeoKey: "NAD83 / UTM zone 11N" })?.code).toBe(26911);
});
