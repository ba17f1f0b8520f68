import { expect, test } from "vitest";
import { FaultError } from "../fault.ts";
import { parseCrs, WGS84 } from "../grid/crs.ts";
import { joinShapes, noShapes } from "../grid/shapes.ts";
import { numberProperties, readShapes, shapesFromGeoJson } from "./shapes.ts";

const point = { type: "Feature", properties: { height: 12, name: "hut" }, geometry: { type: "Point", coordinates: [13.7, 46.3] } };
const parts = {
  type: "Feature",
  properties: { height: null, width: 3 },
  geometry: {
    type: "MultiLineString",
    coordinates: [
      [
        [13, 46],
        [14, 47],
      ],
      [
        [13, 47],
        [14, 46],
      ],
    ],
  },
};
const area = {
  type: "Polygon",
  coordinates: [
    [
      [13, 46],
      [14, 46],
      [14, 47],
      [13, 46],
    ],
  ],
};
const file = (value: unknown) => new File([JSON.stringify(value)], "shapes.geojson");

test("parts of a multi-geometry are shapes of their own, with the number that a property holds", () => {
  const collection = { type: "FeatureCollection", features: [point, parts, { type: "Feature", properties: {}, geometry: area }] };
  const burnt = ({ height }: Readonly<Record<string, unknown>>) => ({ value: typeof height === "number" ? height : null, zindex: 1 });
  const { crs, shapes } = shapesFromGeoJson(collection, "f", { burnt });
  expect(crs).toBe(WGS84);
  expect(shapes.map(({ kind, value }) => [kind, value])).toEqual([
    ["point", 12],
    ["line", null],
    ["line", null],
    ["polygon", null],
  ]);
  // The ring comes without the point that closes it.
  expect(shapes[3]?.rings[0]).toHaveLength(3);
  expect(numberProperties(collection)).toEqual(["height", "width"]);
});

test.each([
  [{ type: "Circle" }, "Circle is not a GeoJSON type"],
  [{ type: "Point", coordinates: [1] }, "a position is not two numbers"],
  [{ type: "FeatureCollection", features: [] }, "it holds no geometry"],
  [{ type: "Point", coordinates: [500_000, 5_100_000] }, "its coordinates are not longitude and latitude, and it names no other CRS"],
])("%j is refused", (value, problem) => {
  try {
    shapesFromGeoJson(value, "f");
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(FaultError);
    expect((error as FaultError).fault).toEqual({ tag: "bad-geometry", file: "f", problem });
  }
});

test("a file is read for its points and lines; areas alone are left to the mask's reader, and so is what is no GeoJSON", async () => {
  expect((await readShapes(file(point)))?.shapes).toHaveLength(1);
  expect(await readShapes(file(area))).toBeNull();
  expect(await readShapes(new File(["<kml/>"], "a.kml"))).toBeNull();
});

test("shapes of two systems are joined in longitude and latitude", () => {
  const mercator = shapesFromGeoJson({ type: "Point", coordinates: [0, 0] }, "f", { otherwise: parseCrs(3857) });
  const degrees = shapesFromGeoJson(point, "f");
  expect(joinShapes(noShapes, mercator)).toBe(mercator);
  expect(joinShapes(mercator, degrees)).toMatchObject({ crs: WGS84, shapes: [{ rings: [[[0, 0]]] }, { rings: [[[13.7, 46.3]]] }] });
});
