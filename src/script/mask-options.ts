import type { Areas } from "../grid/areas.ts";
import type { FillRule } from "../grid/polygon.ts";
import { areasFromGeoJson } from "../session/geojson.ts";
import { type CrsLike, given, toCrs } from "./options.ts";

export interface MaskOptions {
  /** A GeoJSON geometry, feature or collection, or a list of them. */
  readonly geometries: unknown;
  /** Keep the outside instead. */
  readonly invert?: boolean;
  /** When a cell counts as inside; by its centre unless told. */
  readonly rule?: FillRule;
  /** CRS of the coordinates, when it is not longitude and latitude. */
  readonly crs?: CrsLike;
}

/** The areas of the options, edges straight in the layer's CRS. */
export function areasFrom(geometries: unknown, crs: CrsLike | undefined): Areas {
  given("mask", "geometries", geometries, "a GeoJSON geometry, feature or collection, or a list of them,");
  const list = Array.isArray(geometries) ? { type: "GeometryCollection", geometries } : geometries;
  if (crs === undefined) return areasFromGeoJson(list, "geometries");
  const told = toCrs(crs, "mask");
  return { ...areasFromGeoJson(list, "geometries", told), crs: told };
}
