import proj4 from "proj4";
import { fail } from "../fault.ts";
import { ownCrs } from "./datum-lookup.ts";
import { type Datum, wgs84Datum } from "./datum-shift.ts";
import { domainOf } from "./domain.ts";
import { crsFromCode, sameCode } from "./epsg.ts";
import type { Extent } from "./extent.ts";
import { type ImageOptions, imageOf } from "./image-extent.ts";
import { orthographic } from "./orthographic.ts";
import {
  ellipsoidOf,
  filled,
  formatProj,
  linearUnits,
  meridianOf,
  type ProjParams,
  parseProj,
  projNumber,
  sameProjection,
  shiftOf,
  unitSize,
  withoutUtm,
} from "./proj-string.ts";
import { datumAndUnitWords } from "./proj-words.ts";
import { type Projection, type Side, transformBetween } from "./projector.ts";
import { crsFromWkt } from "./wkt.ts";

/** A coordinate reference system, complete in itself: it crosses threads and files without a table. */
export interface Crs {
  /** EPSG code; null for a user-defined system. */
  readonly code: number | null;
  readonly name: string;
  /** What proj4 computes with: a proj string with every default filled in, traditional axis order (x east). */
  readonly proj: string;
  /** Largest known distance from PROJ in metres; null when it was never measured (user-defined systems). */
  readonly accuracyMetres: number | null;
  /** Area of use in degrees; null when unknown. West may exceed east across the antimeridian. */
  readonly area: Extent | null;
}

/** Changes interleaved x, y pairs in place; what has no image becomes NaN, never a throw. */
export type Transform = (points: Float64Array) => void;

/** Longitude and latitude in degrees, x is the longitude. */
export const WGS84: Crs = {
  code: 4326,
  name: "WGS 84",
  proj: "+proj=longlat +datum=WGS84",
  accuracyMetres: 0,
  area: { west: -180, south: -90, east: 180, north: 90 },
};

/** The map's own system, EPSG:3857. */
export const WEB_MERCATOR: Crs = {
  code: 3857,
  name: "WGS 84 / Pseudo-Mercator",
  proj: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +nadgrids=@null +wktext",
  accuracyMetres: 0,
  area: { west: -180, south: -85.06, east: 180, north: 85.06 },
};

/**
 * The system a person or a program means: 3857, "EPSG:3857", "urn:ogc:def:crs:EPSG::3857", "OGC:CRS84", a proj string, WKT.
 * Codes other than 4326 and 3857 need `loadEpsg()` first. Fails with `unknown-crs`.
 */
export function parseCrs(input: number | string): Crs {
  const text = String(input).trim();
  const code = /^(?:epsg:+|esri:+|urn:ogc:def:crs:(?:epsg|esri):[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[\d.]+\/)?(\d+)$/i.exec(text)?.[1];
  if (code !== undefined) return fromCode(Number(code)) ?? fail({ tag: "unknown-crs", input: text });
  if (/(?:^|:|\/)CRS:?84$/i.test(text)) return WGS84;
  const crs = text.includes("+proj") ? crsFromProj(text) : crsFromWkt(text);
  return crs ?? fail({ tag: "unknown-crs", input: text });
}

function fromCode(code: number): Crs | null {
  const known = sameCode(code);
  return known === 4326 ? WGS84 : known === 3857 ? WEB_MERCATOR : crsFromCode(known);
}

/** A system of its own from a proj string; null when proj4 cannot compute it. */
export function crsFromProj(text: string, name?: string): Crs | null {
  const crs = ownCrs(name ?? "", text);
  if (!crs || !isComputable(crs)) return null;
  return [WGS84, WEB_MERCATOR].find((known) => sameCrs(known, crs)) ?? crs;
}

/** True when the proj string of `crs` is one that can be computed with. */
export function isComputable(crs: Crs): boolean {
  try {
    sideOf(crs.proj);
    return true;
  } catch {
    // proj4 throws on a projection it does not have and on parameters it cannot use.
    return false;
  }
}

/** True when both give every place the same coordinates, whatever they are called. */
export const sameCrs = (l: Crs, r: Crs): boolean =>
  (l.code !== null && l.code === r.code) || l.proj === r.proj || sameProjection(l.proj, r.proj, { datum: true });

/** True when coordinates are longitude and latitude. */
export const isGeographic = (crs: Crs): boolean => /\+proj=longlat\b/.test(crs.proj);

/** What one unit of x and y is called, and its size; `metres` is null for angles. */
export function unitOf(crs: Crs): { readonly label: string; readonly metres: number | null } {
  const params = parseProj(crs.proj);
  if (isGeographic(crs)) {
    const units = params?.get("units");
    return { label: units === "grad" ? "gon" : units === "rad" ? "rad" : "°", metres: null };
  }
  const metres = params ? unitSize(params) : 1;
  const name = Object.entries(linearUnits).find(([, size]) => Math.abs(size - metres) < 1e-9 * size)?.[0];
  const label = name === "us-ft" ? "US ft" : name === "ind-ft" ? "Indian ft" : name === "us-yd" ? "US yd" : name;
  return { label: label ?? `× ${Number(metres.toPrecision(10))} m`, metres };
}

/** The distance from PROJ worth telling a person, in metres: null up to one metre, and where it is unknown. */
export const accuracyNote = (crs: Crs): number | null => (crs.accuracyMetres !== null && crs.accuracyMetres > 1 ? crs.accuracyMetres : null);

const transforms = new Map<string, Transform>();

/**
 * The transform between two systems, made once per pair. Longitudes come out within ±180° (or as +lon_wrap says); longlat to longlat keeps the
 * turn it came with. What lies outside a projection's reach (a pole in Mercator, the far side of the earth) becomes NaN.
 */
export function projector(from: Crs, to: Crs): Transform {
  const key = `${from.proj}|${to.proj}`;
  let transform = transforms.get(key);
  if (!transform) {
    transform = sameCrs(from, to) ? keepFinite : transformBetween(knownSide(from), knownSide(to));
    // Recipes name a handful of systems, a search through the table thousands: old pairs may go.
    if (transforms.size > 1024) transforms.clear();
    transforms.set(key, transform);
  }
  return transform;
}

function keepFinite(points: Float64Array): void {
  for (let i = 0; i + 1 < points.length; i += 2) if (!Number.isFinite(points[i]! + points[i + 1]!)) points[i] = points[i + 1] = Number.NaN;
}

/**
 * The extent around the image of `extent`, found by points along its edges and inside; null when nothing of it has an image. In longitude
 * and latitude west exceeds east where an extent crosses the antimeridian, given or found, and a pole inside gives all longitudes.
 */
export function projectExtent(extent: Extent, from: Crs, to: Crs, options: ImageOptions = {}): Extent | null {
  const turn = isGeographic(from) && extent.west > extent.east ? 360 : 0;
  return imageOf({ ...extent, east: extent.east + turn }, projector(from, to), isGeographic(to) ? { back: projector(to, from), ...options } : options);
}

function knownSide(crs: Crs): Side {
  try {
    return sideOf(crs.proj);
  } catch {
    // proj4 does not have the projection, or not with these numbers.
    return fail({ tag: "unknown-crs", input: crs.proj });
  }
}

const sides = new Map<string, Side>();
const radians = Math.PI / 180;

/** Makes proj4 ready for a proj string; throws what proj4 throws. False origin, units, axes, meridian and datum are ours: proj4 forgets some. */
function sideOf(proj: string): Side {
  const known = sides.get(proj);
  if (known) return known;
  const params = parseProj(proj);
  if (!params) throw new Error(`not a proj string: ${proj}`);
  const { semiMajor, inverseFlattening } = ellipsoidOf(params);
  const flattening = inverseFlattening ? 1 / inverseFlattening : 0;
  const datum: Datum = { semiMajor, eccentricity2: flattening * (2 - flattening), shift: shiftOf(params) };
  const method = params.get("proj") ?? "";
  const plain = withoutUtm(params);
  const bare = bareParams(params, semiMajor, inverseFlattening);
  const side: Side = {
    projection: method === "longlat" ? null : formulas(bare, datum),
    domain: domainOf(bare),
    unit: unitSize(params) * (method === "longlat" ? radians : 1),
    meridian: meridianOf(params) * radians,
    centre: projNumber(bare, method === "omerc" && bare.has("lonc") ? "lonc" : "lon_0") * radians,
    falseEasting: projNumber(plain, "x_0"),
    falseNorthing: projNumber(plain, "y_0") - (inverseFlattening === 0 && plain.get("proj") === "tmerc" ? northingOfOrigin(plain, semiMajor) : 0),
    axes: (params.get("axis") ?? "enu").slice(0, 2),
    wrapAt: params.has("lon_wrap") ? projNumber(params, "lon_wrap") * radians : null,
    over: params.has("over"),
    semiMajor,
    // The null grid names WGS 84 as it is, whatever the figure of the formulas: Web Mercator's sphere takes shifted coordinates.
    datum: params.get("nadgrids") === "@null" ? wgs84Datum : datum,
  };
  if (sides.size > 1024) sides.clear();
  sides.set(proj, side);
  return side;
}

/** What proj4 is given: numbers for names, no false origin, no units, no datum, UTM as the transverse Mercator that it is. */
function bareParams(params: ProjParams, semiMajor: number, inverseFlattening: number): ProjParams {
  const keep = [...filled(withoutUtm(params))].filter(([key]) => !notFormula.has(key));
  const bare = new Map(keep);
  // The sphere of the same area, which proj4 does not make of +R_A.
  const authalic = bare.delete("R_A") && inverseFlattening ? semiMajor * authalicFactor(inverseFlattening) : null;
  bare
    .set("x_0", "0")
    .set("y_0", "0")
    .set("a", String(authalic ?? semiMajor));
  if (inverseFlattening && authalic === null) bare.set("rf", String(inverseFlattening));
  else bare.set("b", String(authalic ?? semiMajor));
  if (bare.has("b") && bare.get("proj") === "tmerc") bare.set("approx", "").set("lat_0", "0");
  // The Swiss formulas ask for a flattening, even of a sphere.
  if (bare.has("b") && bare.get("proj") === "somerc") bare.set("rf", "1e15");
  return bare;
}

/** proj4's transverse Mercator of a sphere goes astray unless it starts at the equator: metres from there to the true origin. */
const northingOfOrigin = (params: ProjParams, radius: number): number => projNumber(params, "k_0", 1) * radius * projNumber(params, "lat_0") * radians;

const notFormula = new Set([...datumAndUnitWords, "axis", "lon_wrap"]);

function authalicFactor(inverseFlattening: number): number {
  const es = (2 - 1 / inverseFlattening) / inverseFlattening;
  return 1 - es * (1 / 6 + es * (17 / 360 + (es * 67) / 3024));
}

function formulas(bare: ProjParams, { semiMajor, eccentricity2 }: Datum): Projection {
  if (bare.get("proj") === "ortho") return orthographic(semiMajor, eccentricity2, projNumber(bare, "lat_0") * radians, projNumber(bare, "lon_0") * radians);
  return new proj4.Proj(formatProj(bare));
}
