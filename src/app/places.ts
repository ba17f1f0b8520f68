import { type Crs, projector, WGS84 } from "../grid/crs.ts";

/** A place in a system's own coordinates; null where it has no image. */
export function placeIn(crs: Crs, lon: number, lat: number): { readonly x: number; readonly y: number } | null {
  const point = new Float64Array([lon, lat]);
  projector(WGS84, crs)(point);
  const [x = Number.NaN, y = Number.NaN] = point;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}
