import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { type Fault, FaultError } from "../fault.ts";
import type { Areas, Polygon } from "../grid/areas.ts";
import { parseCrs, sameCrs, WGS84 } from "../grid/crs.ts";
import { unzip } from "./unzip.ts";
import { areasToGeoJson, joinAreas, readAreas } from "./vectors.ts";

const fileOf = (content: string | Uint8Array, name = "areas.geojson") => new File([typeof content === "string" ? content : content.slice()], name);
const read = (content: unknown, name?: string) =>
  readAreas(fileOf(typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content), name));
const problemOf = async (content: unknown): Promise<string> => {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  const fault: Fault | null = error instanceof FaultError ? error.fault : null;
  return fault?.tag === "bad-geometry" ? fault.problem : `not refused as geometry: ${JSON.stringify(fault)}`;
};

const square: Polygon = [
  [
    [10, 45],
    [11, 45],
    [11, 46],
    [10, 46],
  ],
];
const hole = [
  [10.2, 45.2],
  [10.2, 45.4],
  [10.4, 45.4],
  [10.2, 45.2],
] as const;
const polygon = { type: "Polygon", coordinates: [[...square[0]!, [10, 45]]] };

describe("GeoJSON", () => {
  test("comes as geometry, feature or collection, rings without their closing point", async () => {
    const expected: Areas = { crs: WGS84, polygons: [square], edges: ["crs"] };
    const feature = { type: "Feature", properties: null, geometry: polygon };
    expect(await read(polygon)).toEqual(expected);
    expect(await read(feature)).toEqual(expected);
    expect(await read({ type: "FeatureCollection", features: [feature] })).toEqual(expected);
    expect(await read({ type: "GeometryCollection", geometries: [polygon, { type: "Point", coordinates: [1, 2] }] })).toEqual(expected);
    expect(await read(`\uFEFF \n${JSON.stringify(polygon)}`)).toEqual(expected);
  });

  test("keeps holes and every part of a multipolygon, and drops heights", async () => {
    const multi = { type: "MultiPolygon", coordinates: [[[...square[0]!.map(([x, y]) => [x, y, 700]), [10, 45, 700]], hole], polygon.coordinates] };
    expect((await read(multi)).polygons).toEqual([[square[0], hole.slice(0, 3)], square]);
  });

  test.each([
    ["urn:ogc:def:crs:OGC:1.3:CRS84", 4326],
    ["urn:ogc:def:crs:OGC::CRS84", 4326],
    ["OGC:CRS84", 4326],
    ["urn:ogc:def:crs:EPSG::4326", 4326],
    ["EPSG:3857", 3857],
    ["urn:ogc:def:crs:EPSG::25832", 25832],
    ["urn:ogc:def:crs:EPSG:6.3:25832", 25832],
    ["http://www.opengis.net/def/crs/EPSG/0/25832", 25832],
  ])("takes its CRS from the name %s", async (name, code) => {
    const areas = await read({ ...polygon, crs: { type: "name", properties: { name } } });
    expect(areas.crs).toEqual(parseCrs(code));
    expect(areas.polygons).toEqual([square]);
  });

  test("says in words what is wrong with it", async () => {
    expect(await problemOf("")).toBe("it is empty");
    expect(await problemOf("hello")).toBe("it is neither GeoJSON, KML nor a zipped Shapefile");
    const cut: unknown = await read('{"type":\n "Polygon"').catch((thrown: unknown) => thrown);
    expect(cut).toEqual(new FaultError({ tag: "bad-text", file: "areas.geojson", format: "JSON", line: 2, column: 11, found: "" }));
    expect(await problemOf([])).toBe("it is not a GeoJSON object");
    expect(await problemOf({ type: "Topology" })).toBe("Topology is not a GeoJSON type");
    expect(await problemOf({ type: "FeatureCollection", features: [] })).toBe("it holds no geometry");
    expect(await problemOf({ type: "FeatureCollection" })).toBe("a list of coordinates, features or geometries is missing");
    const point = { type: "Point", coordinates: [1, 2] };
    expect(await problemOf({ type: "GeometryCollection", geometries: [point, point, { type: "LineString", coordinates: [] }] })).toBe(
      "it holds 2 points and 1 line, but no polygon",
    );
    expect(
      await problemOf({
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [1, "1"],
            [1, 0],
          ],
        ],
      }),
    ).toBe("polygon 1 has a position that is not two numbers");
    expect(
      await problemOf({
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      }),
    ).toBe("polygon 1 has fewer than three points");
    expect(
      await problemOf({
        type: "Polygon",
        coordinates: [
          [
            [500_000, 5_000_000],
            [500_001, 5_000_000],
            [500_000, 5_000_001],
          ],
        ],
      }),
    ).toBe("its coordinates are not longitude and latitude, and it names no other CRS");
    expect(await problemOf({ ...polygon, crs: { type: "link", properties: { href: "https://example.org/crs" } } })).toBe(
      "its CRS is behind a link, which is not followed",
    );
  });

  test("with a CRS nobody knows is refused with its name", async () => {
    await expect(read({ ...polygon, crs: { type: "name", properties: { name: "EPSG:999999" } } })).rejects.toMatchObject({ fault: { tag: "unknown-crs" } });
  });

  const lon = fc.double({ min: -170, max: 170, noNaN: true });
  const lat = fc.double({ min: -80, max: 80, noNaN: true });
  const ring = fc.uniqueArray(fc.tuple(lon, lat), { minLength: 3, maxLength: 6, selector: ([x, y]) => `${x} ${y}` });

  test("written and read again gives the same areas, drawn ones with the points that were drawn", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ring, { minLength: 1, maxLength: 3 }), fc.constantFrom("crs" as const, "mercator" as const), async (rings, edges) => {
        const again = await read(areasToGeoJson({ crs: WGS84, polygons: [rings], edges: [edges] }));
        expect(again.edges).toEqual([edges]);
        const sorted = (all: Polygon) => all.map((one) => one.map(([x, y]) => `${x + 0} ${y + 0}`).sort());
        expect(again.polygons.map(sorted)).toEqual([rings].map(sorted));
      }),
      { numRuns: 50 },
    );
  });

  test("is written as RFC 7946 has it", () => {
    const { features } = JSON.parse(
      areasToGeoJson({
        crs: parseCrs(3857),
        polygons: [
          [
            [
              [0, 0],
              [0, 9e5],
              [9e5, 9e5],
            ],
            [
              [1e5, 3e5],
              [2e5, 3e5],
              [2e5, 4e5],
            ],
          ],
        ],
        edges: [],
      }),
    ) as {
      features: { geometry: { coordinates: [number, number][][] } }[];
    };
    const [outer, inner] = features[0]!.geometry.coordinates;
    const area = (points: [number, number][]) =>
      points.reduce((sum, [x, y], i) => sum + (points.at(i - 1)?.[0] ?? 0) * y - x * (points.at(i - 1)?.[1] ?? 0), 0);
    expect(area(outer!)).toBeGreaterThan(0);
    expect(area(inner!)).toBeLessThan(0);
    expect(outer!.at(-1)).toEqual(outer![0]);
    expect(Math.max(...outer!.map(([x]) => x))).toBeCloseTo(8.0848, 3);
  });
});

/** One polygon record as a Shapefile has it (ESRI Shapefile Technical Description, 1998). */
function shapefile(ring: readonly (readonly [number, number])[]): Uint8Array {
  const content = 44 + 4 + ring.length * 16;
  const view = new DataView(new ArrayBuffer(100 + 8 + content));
  view.setInt32(0, 9994);
  view.setInt32(24, view.byteLength / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, 5, true);
  view.setInt32(100, 1);
  view.setInt32(104, content / 2);
  view.setInt32(108, 5, true);
  view.setInt32(108 + 36, 1, true);
  view.setInt32(108 + 40, ring.length, true);
  view.setInt32(108 + 44, 0, true);
  ring.forEach(([x, y], i) => {
    view.setFloat64(108 + 48 + i * 16, x, true);
    view.setFloat64(108 + 56 + i * 16, y, true);
  });
  return new Uint8Array(view.buffer);
}

describe("a zip", () => {
  const clockwise = [...square[0]!, square[0]![0]!].toReversed();
  const metres = clockwise.map(([x, y]) => [x * 50_000, y * 100_000] as const);
  const utm =
    'PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

  test("with a Shapefile gives its polygons in the CRS of its .prj", async () => {
    const areas = await read(zipSync({ "parcels/Parcels.SHP": shapefile(metres), "parcels/Parcels.prj": strToU8(utm) }), "parcels.zip");
    expect(sameCrs(areas.crs, parseCrs(25832))).toBe(true);
    expect(areas.polygons).toEqual([[metres.slice(0, 4)]]);
  });

  test("without a .prj is taken for longitude and latitude when the numbers can be that", async () => {
    expect((await read(zipSync({ "a.shp": shapefile(clockwise) }), "a.zip")).crs).toBe(WGS84);
    expect(await problemOf(zipSync({ "a.shp": shapefile(metres) }))).toBe("its coordinates are not longitude and latitude, and it names no other CRS");
  });

  test("with several files gives the areas of all, and broken ones say which", async () => {
    const json = strToU8(JSON.stringify(polygon));
    expect((await read(zipSync({ "a.shp": shapefile(clockwise), "b.geojson": json, "__MACOSX/c.geojson": json }), "a.zip")).polygons).toHaveLength(2);
    expect(await problemOf(zipSync({ "a.shp": strToU8("no shapes here") }))).toBe("a.shp in it is damaged");
    expect(await problemOf(zipSync({ "read.me": strToU8("hello") }))).toBe("the zip holds no .shp, .kml or .geojson");
    expect(await problemOf(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe("the zip is damaged");
    const good = zipSync({ "a.geojson": strToU8(JSON.stringify(polygon)) });
    expect(await problemOf(good.slice(0, 60))).toBe("the zip is damaged");
    expect(await problemOf(good.map((byte, i) => (i > 45 && i < 60 ? 0xff : byte)))).toBe("the zip is damaged");
  });
});

describe("joining", () => {
  const drawn: Areas = { crs: WGS84, polygons: [square], edges: ["mercator"] };
  test("keeps how edges run, and the CRS both have", () => {
    expect(joinAreas(drawn, { crs: WGS84, polygons: [square], edges: [] })).toEqual({ crs: WGS84, polygons: [square, square], edges: ["mercator", "crs"] });
  });
  test("brings different CRS to longitude and latitude", () => {
    const mercator: Areas = {
      crs: parseCrs(3857),
      polygons: [
        [
          [
            [0, 0],
            [111_319.490_793, 0],
            [0, 111_325.142_866],
          ],
        ],
      ],
      edges: ["crs"],
    };
    const joined = joinAreas(drawn, mercator);
    expect(joined.crs).toBe(WGS84);
    expect(joined.polygons[1]![0]![1]![0]).toBeCloseTo(1, 9);
    expect(joined.polygons[1]![0]![2]![1]).toBeCloseTo(1, 9);
  });
});

const masks = new URL("../../../shared/corpus/masks/", import.meta.url);
test.skipIf(!existsSync(masks))("every real mask opens (skipped where ../shared/corpus is absent)", async () => {
  const list = JSON.parse(readFileSync(new URL("manifest.json", masks), "utf8")) as { name: string }[];
  for (const { name } of list) expect((await readAreas(fileOf(readFileSync(new URL(name, masks)), name))).polygons.length, name).toBeGreaterThan(0);
});

test("points and lines beside areas are left out and counted, over all files of a zip", async () => {
  const others = [{ type: "Point", coordinates: [0, 0] }, { type: "LineString", coordinates: [[0, 0], [1, 1]] }]; // biome-ignore format: one line
  const text = strToU8(JSON.stringify({ type: "GeometryCollection", geometries: [polygon, ...others] }));
  const skipped = { points: 0, lines: 0 };
  expect((await readAreas(fileOf(zipSync({ "a.geojson": text, "b.json": text }), "two.zip"), skipped)).polygons).toHaveLength(2);
  expect(skipped).toEqual({ points: 2, lines: 2 });
});

test("a large zip leaves the page its turns", async () => {
  const ring = Array.from({ length: 200_000 }, (_, i) => [10 + Math.cos(i) / 7, 45 + Math.sin(i) / 7]);
  const bytes = zipSync({ "large.geojson": strToU8(JSON.stringify({ type: "Polygon", coordinates: [ring] })) });
  let turns = 0;
  const counting = setInterval(() => turns++);
  await unzip(bytes, "large.zip", () => true);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(2);
});
