import { convolution } from "./convolution.ts";

/** The cubic B-spline at a distance in cells, times six. */
export function cubicSplineWeight(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return d * d * (3 * d - 6) + 4;
  return d < 2 ? (2 - d) ** 3 : 0;
}

/**
 * Four by four neighbours under a cubic B-spline, which smooths: GDAL's `cubicspline`. GeoTrellis means another curve by
 * the same name, an Akima spline through six by six cells. Shrinking widens the kernel.
 */
export const cubicSpline = convolution({ radius: 2, weight: cubicSplineWeight, leastShare: 0 });
