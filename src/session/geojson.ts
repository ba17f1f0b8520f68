import { FaultError } from "../fault.ts";
import { type Areas, type Edges, opened, type Polygon, type Position } from "../grid/areas.ts";
import { type Crs, isGeographic, parseCrs, sameCrs, WGS84 } from "../grid/crs.ts";

/** Where a feature keeps the vertices that the user drew, while its geometry has the further ones that keep its edges in place. */
export const drawnMember = "rasterloom:drawn";

/** How many points and lines a file holds beside its areas. */
export interface Skipped {
  points: number;
  lines: number;
}

/**
 * The polygons of a parsed GeoJSON geometry, feature or collection, in the CRS its `crs` member names, else in `otherwise`; edges
 * are straight in the layer's CRS. Points and lines are left out and added to `skipped`; a file with nothing else, or with broken
 * rings, is a fault that names `file`. Codes other than 4326 and 3857 need `loadEpsg` before.
 */
export function areasFromGeoJson(value: unknown, file: string, otherwise: Crs = WGS84, skipped: Skipped = { points: 0, lines: 0 }): Areas {
  const refuse = (problem: string): never => {
    throw new FaultError({ tag: "bad-geometry", file, problem });
  };
  if (!isObject(value)) return refuse("it is not a GeoJSON object");
  const crs = crsOf(value, otherwise, refuse);
  const found: Found = { polygons: [], edges: [], others: { points: 0, lines: 0 } };
  for (const leaf of leaves(value, refuse)) collect(leaf, found, refuse);
  skipped.points += found.others.points;
  skipped.lines += found.others.lines;
  if (found.polygons.length === 0) return refuse(listed(found.others) === "" ? "it holds no geometry" : `it holds ${listed(found.others)}, but no polygon`);
  const drawn = found.edges.includes("mercator");
  if ((isGeographic(crs) || drawn) && found.polygons.some(isBeyondTheWorld))
    return refuse("its coordinates are not longitude and latitude, and it names no other CRS");
  return { crs, polygons: found.polygons, edges: found.edges };
}

export type Refuse = (problem: string) => never;
interface Found {
  readonly polygons: Polygon[];
  readonly edges: Edges[];
  readonly others: Skipped;
}
export type GeoJsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is GeoJsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

export function crsOf({ crs }: GeoJsonObject, otherwise: Crs, refuse: Refuse): Crs {
  if (crs === undefined || crs === null) return otherwise;
  const properties = isObject(crs) && isObject(crs.properties) ? crs.properties : {};
  const kind = isObject(crs) ? crs.type : undefined;
  if (kind === "link") return refuse("its CRS is behind a link, which is not followed");
  const name = kind === "EPSG" ? `EPSG:${properties.code}` : properties.name;
  if (typeof name !== "string") return refuse("its crs member names no CRS");
  const ogc = /\bCRS(84|83|27)h?$/i.exec(name)?.[1];
  const crsFound = ogc ? parseCrs({ "84": 4326, "83": 4269, "27": 4267 }[ogc] ?? 4326) : parseCrs(name);
  return sameCrs(crsFound, WGS84) ? WGS84 : crsFound;
}

/** The geometries inside features and collections, and features that hold a drawn area, one by one. */
function* leaves(value: unknown, refuse: Refuse): Generator<GeoJsonObject> {
  if (!isObject(value)) return;
  if (value.type === "Feature") {
    if (drawnMember in value) yield value;
    else yield* leaves(value.geometry, refuse);
  } else if (value.type === "FeatureCollection" || value.type === "GeometryCollection") {
    for (const member of listOf(value.type === "FeatureCollection" ? value.features : value.geometries, refuse)) yield* leaves(member, refuse);
  } else yield value;
}

function collect(leaf: GeoJsonObject, found: Found, refuse: Refuse): void {
  switch (leaf.type) {
    case "Feature":
      addPolygon(leaf[drawnMember], "mercator", found, refuse);
      break;
    case "Polygon":
      addPolygon(leaf.coordinates, "crs", found, refuse);
      break;
    case "MultiPolygon":
      for (const rings of listOf(leaf.coordinates, refuse)) addPolygon(rings, "crs", found, refuse);
      break;
    case "Point":
    case "MultiPoint":
      found.others.points++;
      break;
    case "LineString":
    case "MultiLineString":
      found.others.lines++;
      break;
    default:
      refuse(typeof leaf.type === "string" ? `${leaf.type} is not a GeoJSON type` : "it is not GeoJSON");
  }
}

function addPolygon(value: unknown, edges: Edges, found: Found, refuse: Refuse): void {
  const number = found.polygons.length + 1;
  const position = (one: unknown) => positionOf(one) ?? refuse(`polygon ${number} has a position that is not two numbers`);
  const [outer, ...holes] = listOf(value, refuse).map((ring) => opened(listOf(ring, refuse).map(position)));
  if (!outer || outer.length === 0) return;
  if (outer.length < 3) refuse(`polygon ${number} has fewer than three points`);
  found.polygons.push([outer, ...holes.filter((hole) => hole.length >= 3)]);
  found.edges.push(edges);
}

export const listOf = (value: unknown, refuse: Refuse): readonly unknown[] =>
  Array.isArray(value) ? value : refuse("a list of coordinates, features or geometries is missing");

export const positionOf = (value: unknown): Position | null => {
  const [x, y]: readonly unknown[] = Array.isArray(value) ? value : [];
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
};

const listed = ({ points, lines }: Skipped): string =>
  (
    [
      [points, "point"],
      [lines, "line"],
    ] as const
  )
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`)
    .join(" and ");

/** Twice around the world is more than anyone draws; projected metres are far beyond. */
const isBeyondTheWorld = (rings: Polygon): boolean => rings.some((ring) => ring.some(([lon, lat]) => Math.abs(lon) > 720 || Math.abs(lat) > 90.000001));
