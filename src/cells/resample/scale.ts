import type { Transform } from "../../grid/crs.ts";
import type { Window } from "../../grid/grid.ts";

/** Out cells per source cell along each axis. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

/** Points along each side of a window at which its place in the source is measured. */
const steps = 20;

/**
 * How much a warp enlarges: the cells that a source takes up in the output over the source cells they show. One number per
 * raster, so that all its windows agree: what GDAL 3.6 answers for a warp of the source onto `out` in one piece. It counts
 * shares of cells, and counts from a whole one where `out` reaches past the source's last. 1 where there is nothing to measure.
 */
export function scaleOver(exact: Transform, out: Window | null, source: { readonly cols: number; readonly rows: number }): Scale {
  if (!out) return { x: 1, y: 1 };
  const points = new Float64Array(2 * (steps + 1) ** 2);
  for (let j = 0, n = 0; j <= steps; j++)
    for (let i = 0; i <= steps; i++) {
      points[n++] = out.col + (i / steps) * out.cols;
      points[n++] = out.row + (j / steps) * out.rows;
    }
  exact(points);
  const shown = (axis: 0 | 1, size: number) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let k = axis; k < points.length; k += 2) {
      if (points[k]! < low) low = points[k]!;
      if (points[k]! > high) high = points[k]!;
    }
    const first = wholeNearby(low);
    return Math.min(size - Math.max(0, Math.floor(first)), wholeNearby(high) - first);
  };
  const cols = shown(0, source.cols);
  const rows = shown(1, source.rows);
  return cols > 0 && rows > 0 ? { x: wholeReciprocal(out.cols / cols), y: wholeReciprocal(out.rows / rows) } : { x: 1, y: 1 };
}

/** A place within a millionth of a cell of an edge is on it. */
const wholeNearby = (place: number) => (Math.abs(place - Math.round(place)) < 1e-6 ? Math.round(place) : place);

/** A scale very near 1/n is taken as 1/n: shrinking by two shrinks by two. */
function wholeReciprocal(scale: number): number {
  if (scale >= 1) return scale;
  const factor = Math.floor(1 / scale + 0.5);
  return Math.abs(1 / scale - factor) < 0.05 ? 1 / factor : scale;
}
