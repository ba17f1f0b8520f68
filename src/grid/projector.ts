import type { Transform } from "./crs.ts";
import { type Datum, fromWgs84, type Point, sameDatum, toWgs84 } from "./datum-shift.ts";
import type { Domain } from "./domain.ts";

/** Formulas between radians on an ellipsoid and metres from the origin; may change and return its argument, may throw, may find no image. */
export interface Projection {
  readonly forward: (point: Point) => Point | null | undefined;
  readonly inverse: (point: Point) => Point | null | undefined;
}

/** One coordinate reference system, ready to compute with. */
export interface Side {
  /** Null for longitude and latitude. */
  readonly projection: Projection | null;
  readonly domain: Domain;
  /** Radians in one unit of longitude and latitude, or metres in one unit of x and y. */
  readonly unit: number;
  /** Radians east of Greenwich: the prime meridian, and the central meridian counted from it. */
  readonly meridian: number;
  readonly centre: number;
  /** In metres. */
  readonly falseEasting: number;
  readonly falseNorthing: number;
  /** Which of e w n s the x and the y axis point to. */
  readonly axes: string;
  /** The middle of the longitudes to give out, in radians; null for as they come. */
  readonly wrapAt: number | null;
  /** Longitudes are not brought back into one turn (+over). */
  readonly over: boolean;
  readonly semiMajor: number;
  readonly datum: Datum;
}

const turn = 2 * Math.PI;
/** About 13 m on the earth: more than the series of any projection lose where they are meant to be used. */
const proofRadians = 2e-6;

/** Brings an angle into one turn around zero; both ends stay what they are. */
const oneTurn = (angle: number): number => (Math.abs(angle) <= Math.PI + 1e-9 ? angle : angle - turn * Math.round(angle / turn));

/** The transform from one system to another. */
export function transformBetween(from: Side, to: Side): Transform {
  const leave = toLonLat(from);
  const arrive = fromLonLat(to);
  const shifted = !sameDatum(from.datum, to.datum) && from.datum.shift !== null && to.datum.shift !== null;
  const up = shifted ? toWgs84(from.datum) : null;
  const down = shifted ? fromWgs84(to.datum) : null;
  const point: Point = { x: 0, y: 0 };
  return (points) => {
    for (let i = 0; i + 1 < points.length; i += 2) {
      point.x = points[i]!;
      point.y = points[i + 1]!;
      let found = leave(point);
      if (found) {
        up?.(point);
        down?.(point);
        found = arrive(point);
      }
      points[i] = found ? point.x : Number.NaN;
      points[i + 1] = found ? point.y : Number.NaN;
    }
  };
}

/** Longitude and latitude in radians from Greenwich on the system's own datum, in place; false when the point has none. */
function toLonLat(side: Side): (point: Point) => boolean {
  const { projection, unit, meridian, centre, domain } = side;
  if (projection === null)
    return (point) => {
      point.x = point.x * unit + meridian;
      point.y *= unit;
      return Number.isFinite(point.x) && settleLatitude(point);
    };
  const proof: Point = { x: 0, y: 0 };
  const tolerance = side.semiMajor * proofRadians;
  return (point) => {
    fromAxes(side, point);
    const x = (point.x = point.x * unit - side.falseEasting);
    const y = (point.y = point.y * unit - side.falseNorthing);
    if (!Number.isFinite(x + y) || !run(projection, "inverse", point) || !settleLatitude(point)) return false;
    const fromCentre = oneTurn(point.x - centre);
    if (!domain.covers(fromCentre, point.y)) return false;
    if (domain.proof !== "none") {
      proof.x = centre + fromCentre;
      proof.y = point.y;
      if (!run(projection, "forward", proof) || Math.abs(proof.y - y) > tolerance) return false;
      if (!domain.cyclic && Math.abs(proof.x - x) > tolerance) return false;
    }
    point.x = side.over ? point.x + meridian : oneTurn(point.x + meridian);
    return true;
  };
}

/** The way back: coordinates of the system, in place; false when there are none. */
function fromLonLat(side: Side): (point: Point) => boolean {
  const { projection, unit, meridian, centre, domain, wrapAt } = side;
  if (projection === null)
    return (point) => {
      const longitude = point.x - meridian;
      point.x = (wrapAt === null ? longitude : wrapAt + oneTurn(longitude - wrapAt)) / unit;
      point.y /= unit;
      return true;
    };
  const proof: Point = { x: 0, y: 0 };
  return (point) => {
    const fromCentre = side.over ? point.x - meridian - centre : oneTurn(point.x - meridian - centre);
    const latitude = point.y;
    if (!domain.covers(fromCentre, latitude)) return false;
    point.x = centre + fromCentre;
    if (!run(projection, "forward", point)) return false;
    if (domain.proof === "both") {
      proof.x = point.x;
      proof.y = point.y;
      if (!run(projection, "inverse", proof) || Math.abs(proof.y - latitude) > proofRadians) return false;
      if (Math.abs(oneTurn(proof.x - centre - fromCentre)) * Math.cos(latitude) > proofRadians) return false;
    }
    point.x = (point.x + side.falseEasting) / unit;
    point.y = (point.y + side.falseNorthing) / unit;
    toAxes(side, point);
    return true;
  };
}

/** Applies the formulas in place; false where they throw, find nothing or leave the numbers. */
function run(projection: Projection, way: "forward" | "inverse", point: Point): boolean {
  try {
    const out = projection[way](point);
    if (!out) return false;
    const { x, y } = out;
    point.x = x;
    point.y = y;
    return Number.isFinite(x) && Number.isFinite(y);
  } catch {
    // Some projections throw on their singular points; such a point has no image.
    return false;
  }
}

/** False when the latitude is beyond a pole by more than rounding; rounding is taken away. */
function settleLatitude(point: Point): boolean {
  if (Math.abs(point.y) <= Math.PI / 2) return true;
  if (!(Math.abs(point.y) < Math.PI / 2 + 1e-9)) return false;
  point.y = Math.sign(point.y) * (Math.PI / 2);
  return true;
}

/** From the axes of the system to east and north. */
function fromAxes({ axes }: Side, point: Point): void {
  if (axes === "en") return;
  const { x, y } = point;
  place(point, axes.charAt(0), x);
  place(point, axes.charAt(1), y);
}

function place(point: Point, axis: string, value: number): void {
  if (axis === "e" || axis === "w") point.x = axis === "e" ? value : -value;
  else point.y = axis === "n" ? value : -value;
}

function toAxes({ axes }: Side, point: Point): void {
  if (axes === "en") return;
  const { x, y } = point;
  const along = (axis: string) => (axis === "e" ? x : axis === "w" ? -x : axis === "n" ? y : -y);
  point.x = along(axes.charAt(0));
  point.y = along(axes.charAt(1));
}
