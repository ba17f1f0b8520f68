import type { Point } from "./datum-shift.ts";
import type { Projection } from "./projector.ts";

/**
 * The orthographic projection of an ellipsoid or a sphere (eccentricity² 0): every point moves along the normal of the origin onto the plane
 * that touches there. proj4 has the sphere's alone, up to 20 km off on the earth. EPSG method 9840, solved as a ray that meets an ellipsoid.
 */
export function orthographic(semiMajor: number, eccentricity2: number, lat0: number, lon0: number): Projection {
  const [sin, cos] = [Math.sin(lat0), Math.cos(lat0)];
  const normalAt = (sinLatitude: number) => semiMajor / Math.sqrt(1 - eccentricity2 * sinLatitude * sinLatitude);
  const flat2 = 1 - eccentricity2;
  /** The origin, in metres from the centre of the earth: out through the equator below it, and up. */
  const originX = normalAt(sin) * cos;
  const originZ = normalAt(sin) * flat2 * sin;
  return {
    forward(point: Point): Point | null {
      const [sinPoint, cosPoint, fromCentre] = [Math.sin(point.y), Math.cos(point.y), point.x - lon0];
      // The far side of the earth is hidden.
      if (sin * sinPoint + cos * cosPoint * Math.cos(fromCentre) < -1e-12) return null;
      const normal = normalAt(sinPoint);
      point.x = normal * cosPoint * Math.sin(fromCentre);
      point.y = (normal * flat2 * sinPoint - originZ) * cos - (normal * cosPoint * Math.cos(fromCentre) - originX) * sin;
      return point;
    },
    inverse(point: Point): Point | null {
      // The point of the plane, then `height` along the normal until it meets the ellipsoid on the near side.
      const [x, y, z] = [originX - point.y * sin, point.x, originZ + point.y * cos];
      const a = cos * cos + (sin * sin) / flat2;
      const half = x * cos + (z * sin) / flat2;
      const root = half * half - a * (x * x + y * y + (z * z) / flat2 - semiMajor * semiMajor);
      if (root < 0) return null;
      const height = (Math.sqrt(root) - half) / a;
      const [outX, outZ] = [x + height * cos, z + height * sin];
      point.x = lon0 + Math.atan2(y, outX);
      point.y = Math.atan2(outZ, flat2 * Math.hypot(outX, y));
      return point;
    },
  };
}
