import type { EpsgRow } from "./epsg.ts";
import { meridianOf, parseProj, projNumber, unitSize, withoutUtm } from "./proj-string.ts";

/** Metres: the sphere whose meridian is as long as the ellipsoid's. */
const radius = 6367449;
const radians = Math.PI / 180;

/** From map units to longitude and latitude in degrees. */
type RoughInverse = (x: number, y: number) => readonly [lon: number, lat: number];

const made = new Map<number, RoughInverse | null>();

/**
 * Where a row's coordinates lie, to a few kilometres and without regard to the datum: transverse Mercator and the conformal cone on a sphere,
 * which are six of seven systems of the table. Setting up the true formulas for all of these would take a second. Null for other projections.
 */
export function roughInverse(row: EpsgRow): RoughInverse | null {
  let known = made.get(row[0]);
  if (known === undefined) {
    known = inverseOf(row);
    made.set(row[0], known);
  }
  return known;
}

function inverseOf([, , proj]: EpsgRow): RoughInverse | null {
  const given = parseProj(proj);
  const method = given?.get("proj");
  if (!given || (method !== "utm" && method !== "tmerc" && method !== "lcc")) return null;
  const params = withoutUtm(given);
  const unit = unitSize(params);
  const [x0, y0] = [projNumber(params, "x_0"), projNumber(params, "y_0")];
  const lon0 = projNumber(params, "lon_0") + meridianOf(params);
  const axis = params.get("axis") ?? "enu";
  const k = projNumber(params, "k_0", 1) * radius;
  const lat0 = projNumber(params, "lat_0");
  const lat1 = projNumber(params, "lat_1", lat0);
  const local = method === "lcc" ? cone(k, lat0 * radians, lat1 * radians, projNumber(params, "lat_2", lat1) * radians) : cylinder(k, lat0 * radians);
  return (x, y) => {
    const east = axis.startsWith("ws") ? -x : axis.startsWith("sw") ? -y : x;
    const north = axis.startsWith("ws") ? -y : axis.startsWith("sw") ? -x : y;
    const [fromCentre, latitude] = local(east * unit - x0, north * unit - y0);
    return [lon0 + fromCentre / radians, latitude / radians];
  };
}

/** Latitudes whose distance from the equator is right on the sphere, and back. */
const rectified = (latitude: number) => latitude - 0.0025188 * Math.sin(2 * latitude);
const unrectified = (latitude: number) => latitude + 0.0025188 * Math.sin(2 * latitude);

function cylinder(k: number, lat0: number): RoughInverse {
  const start = rectified(lat0);
  return (x, y) => {
    const d = start + y / k;
    // Beyond the pole the formula would come down on the other side of the earth.
    if (Math.abs(d) > Math.PI / 2) return [Number.NaN, Number.NaN];
    return [Math.atan2(Math.sinh(x / k), Math.cos(d)), unrectified(Math.asin(Math.sin(d) / Math.cosh(x / k)))];
  };
}

function cone(k: number, lat0: number, lat1: number, lat2: number): RoughInverse {
  const half = (latitude: number) => Math.tan(Math.PI / 4 + (latitude - 0.0033565 * Math.sin(2 * latitude)) / 2);
  const n = Math.abs(lat1 - lat2) < 1e-9 ? Math.sin(lat1) : Math.log(Math.cos(lat1) / Math.cos(lat2)) / Math.log(half(lat2) / half(lat1));
  const reach = (k * Math.cos(lat1) * half(lat1) ** n) / n;
  const start = Math.abs(Math.abs(lat0) - Math.PI / 2) < 1e-9 ? 0 : reach / half(lat0) ** n;
  return (x, y) => {
    const distance = Math.sign(n) * Math.hypot(x, start - y);
    const conformal = 2 * Math.atan((reach / distance) ** (1 / n)) - Math.PI / 2;
    return [Math.atan2(Math.sign(n) * x, Math.sign(n) * (start - y)) / n, conformal + 0.0033565 * Math.sin(2 * conformal)];
  };
}
