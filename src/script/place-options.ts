import { type PointMethod, pointReach } from "../cells/resample/at-point.ts";
import { fail } from "../fault.ts";
import type { Areas, Position } from "../grid/areas.ts";
import type { FillRule } from "../grid/polygon.ts";
import { areasFrom } from "./mask-options.ts";
import { type CrsLike, given, type ResampleMethod } from "./options.ts";

/** A place as [x, y], a GeoJSON point, or a feature with one. */
export type PointLike = readonly [x: number, y: number] | { readonly type: "Point"; readonly coordinates: readonly number[] } | object;

/** How the geometries of a call are to be read. */
export interface AreaOptions {
  /** CRS of the coordinates, when it is not longitude and latitude. */
  readonly crs?: CrsLike;
  /** When a cell counts as inside; by its centre unless told. */
  readonly rule?: FillRule;
}

/** The position meant; anything else than a point faults `bad-type`. */
export function pointFrom(op: string, like: PointLike): Position {
  const value = asPoint(like);
  if (value) return value;
  return fail({ tag: "bad-type", op, param: "points", given: kindOf(like), expected: "a point: [x, y] or a GeoJSON Point" });
}

function asPoint(like: unknown): Position | null {
  if (Array.isArray(like)) {
    const [x, y]: readonly unknown[] = like;
    return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
  }
  if (typeof like !== "object" || like === null) return null;
  if ("type" in like && like.type === "Feature" && "geometry" in like) return asPoint(like.geometry);
  return "type" in like && like.type === "Point" && "coordinates" in like ? asPoint(like.coordinates) : null;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list without two numbers";
  if (typeof value === "object" && "type" in value && typeof value.type === "string") return `a ${value.type}`;
  return `a ${typeof value}`;
}

const methods: Readonly<Record<string, PointMethod>> = {
  nearest: "nearest",
  nearestneighbor: "nearest",
  bilinear: "bilinear",
  cubic: "cubicConvolution",
  cubicconvolution: "cubicConvolution",
  cubicspline: "cubicSpline",
};

/** How a value between cell centres is found, by GeoPySpark's names; others fault `bad-param`. */
export const pointMethod = (op: string, method: ResampleMethod): PointMethod =>
  methods[
    String(given(op, "resampleMethod", method, "a method"))
      .toLowerCase()
      .replace(/_/g, "")
  ] ?? fail({ tag: "bad-param", op, param: "resampleMethod", problem: `no method "${method}" for points; there are ${Object.keys(pointReach).join(", ")}` });

/** The areas of a list or collection one by one: a feature or a MultiPolygon is one area, a lone geometry is one. */
export function areasEach(op: string, geometries: unknown, crs: CrsLike | undefined): readonly Areas[] {
  const value: unknown = given(op, "geometries", geometries, "a GeoJSON polygon, or a list of them");
  return membersOf(value).map((one) => areasFrom(one, crs));
}

function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return [value];
  if ("features" in value && Array.isArray(value.features)) return value.features.map((feature: unknown) => withCrs(feature, value));
  if ("geometries" in value && Array.isArray(value.geometries)) return value.geometries.map((geometry: unknown) => withCrs(geometry, value));
  return [value];
}

/** A member of a collection that names its CRS is in that CRS. */
const withCrs = (member: unknown, collection: object): unknown =>
  "crs" in collection && typeof member === "object" && member !== null ? { ...member, crs: collection.crs } : member;

/** The number type that values are read as; others than "int" and "float" fault `bad-type`. */
export function isWhole(op: string, dataType: "int" | "float"): boolean {
  if (dataType !== "int" && dataType !== "float")
    fail({ tag: "bad-type", op, param: "dataType", given: `"${String(dataType)}"`, expected: '"int" or "float"' });
  return dataType === "int";
}
