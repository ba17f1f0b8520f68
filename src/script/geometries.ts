import { WGS84 } from "../grid/crs.ts";
import type { Shapes } from "../grid/shapes.ts";
import { shapesFromGeoJson } from "../session/shapes.ts";
import { type CrsLike, toCrs } from "./options.ts";

/** The shapes of a GeoJSON geometry, feature or collection, or of a list of them; longitude and latitude unless `crs` or they say otherwise. */
export function shapesFrom(geometries: unknown, crs: CrsLike | undefined): Shapes {
  const list = Array.isArray(geometries) ? { type: "GeometryCollection", geometries } : geometries;
  return shapesFromGeoJson(list, "geometries", { otherwise: crs === undefined ? WGS84 : toCrs(crs) });
}
