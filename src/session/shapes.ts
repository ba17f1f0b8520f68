import { FaultError } from "../fault.ts";
import { opened } from "../grid/areas.ts";
import { type Crs, isGeographic, WGS84 } from "../grid/crs.ts";
import { loadEpsg } from "../grid/epsg.ts";
import type { Shape, Shapes } from "../grid/shapes.ts";
import { crsOf, type GeoJsonObject, isObject, listOf, positionOf, type Refuse } from "./geojson.ts";

/** What a feature burns and how high it lies, from its properties. */
export type Burnt = (properties: GeoJsonObject) => Pick<Shape, "value" | "zindex">;

const plain: Burnt = () => ({ value: null, zindex: 0 });

/**
 * The points, lines and polygons of a parsed GeoJSON geometry, feature or collection, multi-geometries in parts, in the CRS its
 * `crs` member names, else in `otherwise`. Without any, or with broken coordinates, a fault that names `file`.
 */
export function shapesFromGeoJson(
  value: unknown,
  file: string,
  { otherwise = WGS84, burnt = plain }: { readonly otherwise?: Crs; readonly burnt?: Burnt } = {},
): Shapes {
  const refuse = (problem: string): never => {
    throw new FaultError({ tag: "bad-geometry", file, problem });
  };
  if (!isObject(value)) return refuse("it is not a GeoJSON object");
  const crs = crsOf(value, otherwise, refuse);
  const shapes = [...shapesIn(value, burnt({}), burnt, refuse)];
  if (shapes.length === 0) return refuse("it holds no geometry");
  if (isGeographic(crs) && shapes.some(({ rings }) => rings.some((ring) => ring.some(([, lat]) => Math.abs(lat) > 90.000001))))
    return refuse("its coordinates are not longitude and latitude, and it names no other CRS");
  return { crs, shapes };
}

/** The shapes of a GeoJSON that holds points or lines; null for areas alone and for every other file, which `readAreas` reads or refuses. */
export async function readShapes(file: File): Promise<Shapes | null> {
  await loadEpsg();
  try {
    const shapes = shapesFromGeoJson(JSON.parse(await file.text()), file.name);
    return shapes.shapes.some(({ kind }) => kind !== "polygon") ? shapes : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof FaultError && error.fault.tag === "bad-geometry")) return null;
    throw error;
  }
}

/** The names of properties that hold a number in some feature. */
export function numberProperties(value: unknown): readonly string[] {
  const names = new Set<string>();
  const look = (one: unknown): void => {
    if (!isObject(one)) return;
    if (isObject(one.properties)) for (const [name, held] of Object.entries(one.properties)) if (typeof held === "number") names.add(name);
    if (Array.isArray(one.features)) one.features.forEach(look);
  };
  look(value);
  return [...names];
}

function* shapesIn(value: unknown, burns: ReturnType<Burnt>, burnt: Burnt, refuse: Refuse): Generator<Shape> {
  if (!isObject(value)) return;
  const line = (coordinates: unknown) => listOf(coordinates, refuse).map((one) => positionOf(one) ?? refuse("a position is not two numbers"));
  const parts = () => listOf(value.coordinates, refuse);
  const shape = (kind: Shape["kind"], rings: Shape["rings"]): Shape[] => (rings[0] && rings[0].length > 0 ? [{ kind, rings, ...burns }] : []);
  const polygon = (coordinates: unknown) => {
    const [outer = [], ...holes] = listOf(coordinates, refuse).map((ring) => opened(line(ring)));
    if (outer.length > 0 && outer.length < 3) refuse("a polygon has fewer than three points");
    return shape("polygon", [outer, ...holes.filter((hole) => hole.length >= 3)]);
  };
  switch (value.type) {
    case "Feature":
      yield* shapesIn(value.geometry, burnt(isObject(value.properties) ? value.properties : {}), burnt, refuse);
      break;
    case "FeatureCollection":
      for (const feature of listOf(value.features, refuse)) yield* shapesIn(feature, burns, burnt, refuse);
      break;
    case "GeometryCollection":
      for (const geometry of listOf(value.geometries, refuse)) yield* shapesIn(geometry, burns, burnt, refuse);
      break;
    case "Point":
      yield* shape("point", [line([value.coordinates])]);
      break;
    case "MultiPoint":
      for (const point of parts()) yield* shape("point", [line([point])]);
      break;
    case "LineString":
      yield* shape("line", [line(value.coordinates)]);
      break;
    case "MultiLineString":
      for (const each of parts()) yield* shape("line", [line(each)]);
      break;
    case "Polygon":
      yield* polygon(value.coordinates);
      break;
    case "MultiPolygon":
      for (const each of parts()) yield* polygon(each);
      break;
    default:
      refuse(typeof value.type === "string" ? `${value.type} is not a GeoJSON type` : "it is not GeoJSON");
  }
}
