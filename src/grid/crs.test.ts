import { readFileSync } from "node:fs";
import fc from "fast-check";
import proj4 from "proj4";
import { beforeAll, describe, expect, test } from "vitest";
import { FaultError } from "../fault.ts";
import {
  accuracyNote,
  type Crs,
  crsFromProj,
  isComputable,
  isGeographic,
  parseCrs,
  projectExtent,
  projector,
  sameCrs,
  unitOf,
  WEB_MERCATOR,
  WGS84,
} from "./crs.ts";
import { crsFromCode, crsFromRow, epsgRows, loadEpsg } from "./epsg.ts";

interface Known {
  readonly code: number;
  readonly points: readonly (readonly [lon: number, lat: number, x: number, y: number])[];
}
const known: readonly Known[] = JSON.parse(readFileSync(new URL("./fixtures/points.json", import.meta.url), "utf8"));

beforeAll(loadEpsg);

const own = (proj: string): Crs => crsFromProj(proj) ?? expect.fail(`not computable: ${proj}`);

function move(from: Crs, to: Crs, ...points: number[]): number[] {
  const out = Float64Array.from(points);
  projector(from, to)(out);
  return [...out];
}

describe("against PROJ", () => {
  test.each(known)("EPSG:$code agrees within the accuracy its row tells, there and back", ({ code, points }) => {
    const crs = parseCrs(code);
    const limit = Math.max(0.002, 1.5 * (crs.accuracyMetres ?? 0));
    const perUnit = isGeographic(crs) ? 111320 : 1;
    for (const [lon, lat, x, y] of points) {
      const [ourX = 0, ourY = 0] = move(WGS84, crs, lon, lat);
      expect(Math.hypot(ourX - x, ourY - y) * perUnit).toBeLessThan(limit);
      const [ourLon = 0, ourLat = 0] = move(crs, WGS84, x, y);
      expect(Math.hypot((ourLon - lon) * Math.cos((lat * Math.PI) / 180), ourLat - lat) * 111320).toBeLessThan(limit);
    }
  });

  test.each([
    // echo "12 35" | proj -f %.4f … (PROJ 9.1.1)
    ["+proj=tmerc +lat_0=40 +lon_0=10 +R=6371000", 12, 35, 182183.7523, -554150.3948],
    ["+proj=somerc +lat_0=46 +lon_0=7 +R=6371000", 8, 47, 75844.3493, 111676.7529],
  ] as const)("%s, where proj4 alone goes astray, agrees there and back", (proj, lon, lat, x, y) => {
    const sphere = own("+proj=longlat +R=6371000");
    const there = move(sphere, own(proj), lon, lat);
    expect(Math.hypot((there[0] ?? 0) - x, (there[1] ?? 0) - y)).toBeLessThan(0.001);
    const back = move(own(proj), sphere, ...there);
    expect(Math.hypot((back[0] ?? 0) - lon, (back[1] ?? 0) - lat)).toBeLessThan(1e-9);
  });

  test("every system of the table can be computed", () => {
    expect(epsgRows().filter((row) => !isComputable(crsFromRow(row)))).toEqual([]);
  });

  test("what goes there comes back, in the middle of every area of use", () => {
    const lost: string[] = [];
    for (const row of epsgRows()) {
      const crs = crsFromRow(row);
      if (!crs.area) continue;
      const { west, south, east, north } = crs.area;
      const lon = ((((west + (east - west + (east < west ? 360 : 0)) * 0.45 + 540) % 360) + 360) % 360) - 180;
      const lat = south + (north - south) * 0.45;
      const [x = 0, y = 0] = move(WGS84, crs, lon, lat);
      const [backLon = 0, backLat = 0] = move(crs, WGS84, x, y);
      if (!(Math.abs(Math.sin(((backLon - lon) * Math.PI) / 360)) < 1e-8 && Math.abs(backLat - lat) < 1e-6))
        lost.push(`${row[0]}: ${lon} ${lat} → ${x} ${y} → ${backLon} ${backLat}`);
    }
    expect(lost).toEqual([]);
  });
});

describe("against proj4 itself", () => {
  test.each([
    ["+proj=utm +zone=33 +datum=WGS84", 15, 50],
    ["+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +nadgrids=@null", 10, 50],
    ["+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489", -2, 53],
    ["+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0", 3, 47],
  ])("%s gives proj4's numbers to its own rounding of the ellipsoid", (proj, lon, lat) => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), (dx, dy) => {
        const theirs = proj4("WGS84", proj, [lon + dx, lat + dy]);
        const [x = 0, y = 0] = move(WGS84, own(proj), lon + dx, lat + dy);
        expect(Math.hypot(x - (theirs[0] ?? 0), y - (theirs[1] ?? 0))).toBeLessThan(0.002);
      }),
      { numRuns: 50 },
    );
  });
});

describe("against PROJ: Web Mercator's null grid takes shifted coordinates, and gives them back", () => {
  test.each([
    ["+proj=utm +zone=11 +ellps=clrk66 +towgs84=4.636,169.666,166.072", [440720, 3751320], [-13095844.783, 4015701.372]],
    [
      "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
      [530000, 180000],
      [-14288.295, 6710932.763],
    ],
  ] as const)("%s", (proj, [x, y], there) => {
    const found = move(own(proj), WEB_MERCATOR, x, y);
    expect(found.map((at, i) => Math.abs(at - there[i]!) < 0.01)).toEqual([true, true]);
    expect(move(WEB_MERCATOR, own(proj), ...there).map((at, i) => Math.abs(at - [x, y][i]!) < 0.01)).toEqual([true, true]);
  });
});

describe("out of reach", () => {
  test.each([
    ["a pole in Mercator", WEB_MERCATOR, 0, 90],
    ["the far side of a UTM zone", own("+proj=utm +zone=33 +datum=WGS84"), -165, 10],
    ["a quarter turn from a UTM zone", own("+proj=utm +zone=33 +datum=WGS84"), 104, 5],
    ["the back of an orthographic globe", own("+proj=ortho +lat_0=40 +lon_0=-100 +R=6371000"), 80, -40],
    ["beyond a satellite's horizon", own("+proj=geos +h=35785831 +lon_0=0 +datum=WGS84"), 100, 0],
    ["the far pole of a cone", own("+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +datum=WGS84"), 3, -89],
    ["the far pole of a stereographic plane", own("+proj=stere +lat_0=90 +lon_0=0 +datum=WGS84"), 3, -89.9],
    ["behind a gnomonic plane", own("+proj=gnom +lat_0=40 +lon_0=-100 +R=6371000"), 80, -40],
    ["far from Switzerland", own("+proj=somerc +lat_0=46.95 +lon_0=7.44 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel"), -170, -40],
    ["a latitude that does not exist", own("+proj=utm +zone=33 +datum=WGS84"), 15, 91],
    ["no number", own("+proj=utm +zone=33 +datum=WGS84"), Number.NaN, 10],
    ["infinity", own("+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +datum=NAD83"), Number.POSITIVE_INFINITY, 10],
  ])("%s becomes NaN and leaves its neighbours alone", (_, crs, lon, lat) => {
    const near = crs.proj.includes("lon_0=-9") || crs.proj.includes("lon_0=-1") ? [-96, 45] : [10, 45];
    const [beforeX, beforeY, x, y, afterX, afterY] = move(WGS84, crs, ...near, lon, lat, ...near);
    expect([x, y]).toEqual([Number.NaN, Number.NaN]);
    expect([afterX, afterY]).toEqual([beforeX, beforeY]);
    expect(Number.isFinite(beforeX ?? Number.NaN)).toBe(true);
  });

  test("map coordinates that no place has become NaN", () => {
    const nowhere: readonly (readonly [proj: string, x: number, y: number])[] = [
      ["+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +datum=WGS84", 700000, 15e6],
      ["+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +datum=NAD83", 0, 12e6],
      ["+proj=moll +lon_0=0 +datum=WGS84", 1.7e7, 8e6],
      ["+proj=sinu +lon_0=0 +R=6371007.181", 1.79e7, 8e6],
      ["+proj=ortho +lat_0=40 +lon_0=-100 +R=6371000", 6e6, 6e6],
      ["+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80", 1.2e7, 1.2e7],
      ["+proj=geos +h=35785831 +lon_0=0 +datum=WGS84", 6e6, 6e6],
      ["+proj=utm +zone=33 +datum=WGS84", 2e7, 0],
      ["+proj=eqc +lat_ts=0 +lon_0=0 +datum=WGS84", 0, 1.2e7],
      ["+proj=longlat +datum=NAD27", 0, 100],
    ];
    for (const [proj, x, y] of nowhere) expect(move(own(proj), WGS84, x, y), proj).toEqual([Number.NaN, Number.NaN]);
  });

  test("never a throw, whatever the numbers", () => {
    const all = epsgRows()
      .filter((_, i) => i % 97 === 0)
      .map(crsFromRow);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.float(), fc.float(), (crs, x, y) => {
        for (const [from, to] of [
          [crs, WGS84],
          [WGS84, crs],
        ] as const) {
          const [outX = 0, outY = 0] = move(from, to, x, y);
          expect(Number.isNaN(outX)).toBe(Number.isNaN(outY));
          expect(Math.abs(outX)).not.toBe(Infinity);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("longitudes", () => {
  test("EPSG:4326 has the longitude in x", () => {
    expect(move(parseCrs(4326), WEB_MERCATOR, 180, 0)[0]).toBeCloseTo(20037508.342789244, 6);
    expect(move(WGS84, parseCrs("EPSG:4326"), 10, 50)).toEqual([10, 50]);
  });

  test("a file in 0 to 360° lands in the west", () => {
    const [x = 0] = move(WGS84, WEB_MERCATOR, 200, 10);
    expect(x).toBeCloseTo(move(WGS84, WEB_MERCATOR, -160, 10)[0] ?? 0, 6);
  });

  test("a datum shift keeps a strip across the antimeridian in one piece", () => {
    const fiji = own("+proj=longlat +ellps=intl +towgs84=-50,20,90");
    const [west = 0, , east = 0] = move(fiji, WGS84, 179.9, -17, 180.1, -17);
    expect(east - west).toBeCloseTo(0.2, 4);
  });

  test("a Mercator beyond the antimeridian comes back to the other side", () => {
    expect(move(WEB_MERCATOR, WGS84, 21037508.342789244, 0)[0]).toBeCloseTo(-171.017, 3);
  });

  test("+lon_wrap says which turn to give", () => {
    expect(move(WGS84, own("+proj=longlat +datum=WGS84 +lon_wrap=180"), -90, 10)).toEqual([270, 10]);
  });

  test("a false origin holds for the projections in which proj4 forgets it", () => {
    for (const proj of [
      "+proj=sinu +lon_0=10 +R=6371000",
      "+proj=geos +h=35785831 +lon_0=10 +datum=WGS84",
      "+proj=stere +lat_0=0 +lon_0=10 +datum=WGS84",
      "+proj=krovak +ellps=bessel",
    ]) {
      const [x = 0, y = 0] = move(WGS84, own(proj), 14, 49);
      const [movedX = 0, movedY = 0] = move(WGS84, own(`${proj} +x_0=1000 +y_0=2000`), 14, 49);
      expect(
        [movedX - x, movedY - y].map((n) => Math.round(n * 1e6) / 1e6),
        proj,
      ).toEqual([1000, 2000]);
    }
  });
});

describe("extents", () => {
  test("a plain one", () => {
    const extent = projectExtent({ west: 10, south: 46, east: 11, north: 47 }, WGS84, WEB_MERCATOR);
    expect(extent?.west).toBeCloseTo(1113194.9, 0);
    expect(extent?.north).toBeCloseTo(5942074.07, 1);
  });

  test("edges are followed: the middle of a parallel is farther north than its ends in a cone", () => {
    const crs = parseCrs(2154);
    const extent = projectExtent({ west: -5, south: 42, east: 11, north: 51 }, WGS84, crs);
    const [, middle = 0] = move(WGS84, crs, 3, 42);
    expect(extent?.south).toBeCloseTo(middle, 0);
  });

  test("a pole inside gives all longitudes up to the pole", () => {
    const cap = projectExtent({ west: -3e6, south: -3e6, east: 3e6, north: 3e6 }, parseCrs(3031), WGS84);
    expect(cap).toMatchObject({ west: -180, south: -90, east: 180 });
    expect(projectExtent({ west: 1e5, south: 1e5, east: 3e6, north: 3e6 }, parseCrs(3031), WGS84)?.south).toBeGreaterThan(-90);
  });

  test("across the antimeridian west exceeds east", () => {
    const extent = projectExtent({ west: 300000, south: 7800000, east: 1300000, north: 8200000 }, parseCrs(32760), WGS84);
    expect(extent?.west).toBeGreaterThan(170);
    expect(extent?.east).toBeLessThan(-170);
  });

  test("an extent that crosses it can be given so too", () => {
    const extent = projectExtent({ west: 176, south: -20, east: -178, north: -16 }, WGS84, parseCrs(32760));
    expect((extent?.east ?? 0) - (extent?.west ?? 0)).toBeLessThan(700000);
  });

  test("the world stays the world", () => {
    expect(projectExtent({ west: -20037508.342789244, south: -2e7, east: 20037508.342789244, north: 2e7 }, WEB_MERCATOR, WGS84)).toMatchObject({
      west: -180,
      east: 180,
    });
  });

  test("what has no image gives null", () => {
    expect(projectExtent({ west: 80, south: -45, east: 82, north: -40 }, WGS84, own("+proj=ortho +lat_0=40 +lon_0=-100 +R=6371000"))).toBeNull();
  });
});

describe("names and units", () => {
  test("a code, its spellings, a proj string and WKT are understood", () => {
    for (const input of [3857, "3857", "EPSG:3857", "epsg:3857", "urn:ogc:def:crs:EPSG::3857", "ESRI:102100", " http://www.opengis.net/def/crs/EPSG/0/3857 "])
      expect(parseCrs(input)).toBe(WEB_MERCATOR);
    expect(parseCrs("urn:ogc:def:crs:OGC:1.3:CRS84")).toBe(WGS84);
    expect(parseCrs("+proj=longlat +datum=WGS84 +no_defs")).toBe(WGS84);
    expect(parseCrs("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs").code).toBeNull();
  });

  test.each(["EPSG:999999", "moon", "+proj=wintri", "+proj=", "", "GEOGCS["])("%j fails as an unknown system", (input) => {
    expect(() => parseCrs(input)).toThrow(FaultError);
  });

  test("systems with one meaning are the same, others are not", () => {
    expect(sameCrs(parseCrs(32633), own("+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84"))).toBe(true);
    expect(sameCrs(parseCrs(32633), parseCrs(25833))).toBe(false);
    expect(sameCrs(parseCrs(32633), parseCrs(32634))).toBe(false);
    expect(sameCrs(parseCrs(2263), own(parseCrs(2263).proj.replace("us-ft", "ft")))).toBe(false);
    expect(sameCrs(WGS84, parseCrs(4326))).toBe(true);
  });

  test("units are named and measured", () => {
    expect(unitOf(WGS84)).toEqual({ label: "°", metres: null });
    expect(unitOf(parseCrs(4807))).toEqual({ label: "gon", metres: null });
    expect(unitOf(WEB_MERCATOR)).toEqual({ label: "m", metres: 1 });
    expect(unitOf(parseCrs(2263))).toEqual({ label: "US ft", metres: 1200 / 3937 });
    expect(unitOf(own("+proj=tmerc +lon_0=10 +ellps=intl +units=ft")).label).toBe("ft");
  });

  test("only an accuracy worse than a metre is told", () => {
    expect(accuracyNote(WGS84)).toBeNull();
    expect(accuracyNote(parseCrs(5514))).toBeGreaterThan(1);
    expect(accuracyNote(own("+proj=moll"))).toBeNull();
  });

  test("superseded systems with the whole world for an area have none", () => {
    expect(crsFromCode(31461)?.area).toBeNull();
    expect(crsFromCode(8857)?.area).toEqual({ west: -180, south: -90, east: 180, north: 90 });
  });
});
