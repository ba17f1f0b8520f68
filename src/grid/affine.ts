import { invariant } from "../fault.ts";
import { type MapPoint, map, type PixelPoint, pixel } from "./point.ts";

/** x = a·col + b·row + c and y = d·col + e·row + f, from pixel edges: (0, 0) is the outer corner of the first pixel. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const toMap = ([a, b, c, d, e, f]: Affine, p: PixelPoint): MapPoint => map(a * p.x + b * p.y + c, d * p.x + e * p.y + f);

/** The inverse map; an affine without area is a mistake of the caller. */
export function invert([a, b, c, d, e, f]: Affine): Affine {
  const det = a * e - b * d;
  invariant(det !== 0, `an affine with an area, got determinant ${det}`);
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}

export const toPixel = (affine: Affine, p: MapPoint): PixelPoint => {
  const [a, b, c, d, e, f] = invert(affine);
  return pixel(a * p.x + b * p.y + c, d * p.x + e * p.y + f);
};

/** The affine of the part that starts at pixel (col, row). */
export const shifted = ([a, b, c, d, e, f]: Affine, col: number, row: number): Affine => [a, b, a * col + b * row + c, d, e, d * col + e * row + f];

/** The affine whose cells are `x` by `y` cells of this one. */
export const scaled = ([a, b, c, d, e, f]: Affine, x: number, y: number = x): Affine => [a * x, b * y, c, d * x, e * y, f];

/** True when rows run straight south and columns straight east. */
export const isNorthUp = ([a, b, , d, e]: Affine): boolean => b === 0 && d === 0 && a > 0 && e < 0;
