import type { Affine } from "./affine.ts";

/** A place in the image, from its outer corner, and where it lies in the map. */
export interface ControlPoint {
  readonly col: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export interface FittedAffine {
  readonly affine: Affine;
  /** Root of the mean square distance between the points and where the affine puts them, in map units. */
  readonly rms: number;
}

/**
 * The affine that comes nearest to the points by least squares, as `gdalwarp -order 1` finds it; from two points one that is
 * not turned. Null when the points lie on a line and tell no area.
 */
export function fitAffine(points: readonly ControlPoint[]): FittedAffine | null {
  const affine = points.length === 2 ? throughTwo(points[0]!, points[1]!) : nearest(points);
  if (!affine?.every(Number.isFinite) || affine[0] * affine[4] === affine[1] * affine[3]) return null;
  const [a, b, c, d, e, f] = affine;
  const square = mean(points, ({ col, row, x, y }) => (a * col + b * row + c - x) ** 2 + (d * col + e * row + f - y) ** 2);
  return { affine, rms: Math.sqrt(square) };
}

function throughTwo(p: ControlPoint, q: ControlPoint): Affine {
  const a = (q.x - p.x) / (q.col - p.col);
  const e = (q.y - p.y) / (q.row - p.row);
  return [a, 0, p.x - a * p.col, 0, e, p.y - e * p.row];
}

/** Normal equations around the points' centre, where they are two by two and well conditioned. */
function nearest(points: readonly ControlPoint[]): Affine | null {
  if (points.length < 3) return null;
  const [col, row, x, y] = (["col", "row", "x", "y"] as const).map((name) => mean(points, (point) => point[name])) as [number, number, number, number];
  const sum = (term: (u: number, v: number, dx: number, dy: number) => number) =>
    points.reduce((total, point) => total + term(point.col - col, point.row - row, point.x - x, point.y - y), 0);
  const [uu, uv, vv] = [sum((u) => u * u), sum((u, v) => u * v), sum((_, v) => v * v)];
  const area = uu * vv - uv * uv;
  // Nothing but rounding keeps points on a line from having none.
  if (!(area > 1e-12 * uu * vv)) return null;
  const solve = (ux: number, vx: number): readonly [number, number] => [(vv * ux - uv * vx) / area, (uu * vx - uv * ux) / area];
  const [a, b] = solve(
    sum((u, _v, dx) => u * dx),
    sum((_u, v, dx) => v * dx),
  );
  const [d, e] = solve(
    sum((u, _v, _dx, dy) => u * dy),
    sum((_u, v, _dx, dy) => v * dy),
  );
  return [a, b, x - a * col - b * row, d, e, y - d * col - e * row];
}

const mean = (points: readonly ControlPoint[], value: (point: ControlPoint) => number): number =>
  points.reduce((sum, point) => sum + value(point), 0) / points.length;
