import type { Transform } from "../../grid/crs.ts";
import type { Window } from "../../grid/grid.ts";

/** Out cells per source cell along the source's axes. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

const perSide = 10;
/** A square counts as turned when a side leaves its axis by about 20 degrees. */
const modestSlope = 0.35;
const likeness = 0.1;

/**
 * How much a warp enlarges, measured on squares spread over a window of out pixels and averaged, as GDAL does for a
 * warp in one piece: one number per raster, so that all its windows agree. 1 where no square has an image.
 */
export function scaleOver(exact: Transform, { col, row, cols, rows }: Window): Scale {
  const across = Math.min(perSide, cols);
  const down = Math.min(perSide, rows);
  const points = new Float64Array(8 * across * down);
  let n = 0;
  for (let j = 0; j < down; j++)
    for (let i = 0; i < across; i++)
      for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) {
        points[n++] = col + sample(i, across, cols) + dx;
        points[n++] = row + sample(j, down, rows) + dy;
      }
  exact(points);
  const scales: Scale[] = [];
  for (let k = 0; k < points.length; k += 8) {
    const scale = squareScale(points.subarray(k, k + 8));
    if (scale) scales.push(scale);
  }
  const mostX = Math.max(...scales.map((s) => s.x));
  const mostY = Math.max(...scales.map((s) => s.y));
  // A tenth of the largest is what a discontinuity leaves behind, not ground.
  const usual = scales.filter((s) => s.x > 0.1 * mostX && s.y > 0.1 * mostY);
  const mean = (of: (s: Scale) => number) => (usual.length > 0 ? usual.reduce((total, s) => total + of(s), 0) / usual.length : 1);
  return { x: wholeReciprocal(mean((s) => s.x)), y: wholeReciprocal(mean((s) => s.y)) };
}

const sample = (index: number, count: number, size: number) => (count === 1 ? 0 : (index * size) / (count - 1) - (index === count - 1 ? 1 : 0));

/** The scale of one unit square whose corners' images are nw, ne, sw, se; null when it has none. */
function squareScale(p: Float64Array): Scale | null {
  for (const value of p) if (!Number.isFinite(value)) return null;
  const side = (from: number, to: number) => ({ x: p[2 * to]! - p[2 * from]!, y: p[2 * to + 1]! - p[2 * from + 1]! });
  const [north, south, west, east] = [side(0, 1), side(2, 3), side(0, 2), side(1, 3)];
  const square = (v: { x: number; y: number }) => v.x * v.x + v.y * v.y;
  const isUpright =
    Math.abs(north.y) < modestSlope * north.x &&
    Math.abs(south.y) < modestSlope * south.x &&
    Math.abs(square(north) - square(south)) < likeness * square(north) &&
    Math.abs(square(west) - square(east)) < likeness * square(west);
  if (isUpright) {
    const width = Math.sqrt(Math.sqrt(square(north) * square(south)));
    const height = Math.sqrt(Math.sqrt(square(west) * square(east)));
    return width > 1e-10 && height > 1e-10 ? { x: 1 / width, y: 1 / height } : null;
  }
  const ring = [0, 1, 3, 2].map((k) => [p[2 * k]!, p[2 * k + 1]!] as const);
  const twice = ring.reduce((total, [x, y], k) => total + x * ring[(k + 1) % 4]![1] - ring[(k + 1) % 4]![0] * y, 0);
  const edge = Math.sqrt(Math.abs(twice) / 2);
  return edge > 1e-10 ? { x: 1 / edge, y: 1 / edge } : null;
}

/** A scale very near 1/n is taken as 1/n: shrinking by two shrinks by two. */
function wholeReciprocal(scale: number): number {
  if (scale >= 1) return scale;
  const factor = Math.floor(1 / scale + 0.5);
  return Math.abs(1 / scale - factor) < 0.05 ? 1 / factor : scale;
}
