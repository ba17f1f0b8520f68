import { invert } from "./affine.ts";
import { projector, sameCrs, type Transform } from "./crs.ts";
import type { Grid, Window } from "./grid.ts";
import { latticePlaces, type Places } from "./lattice.ts";
import { periodOf, unwrapped } from "./period.ts";

/** Where in its source each cell of a grid lies. A cell's place never depends on the window it is asked in. */
export interface Transformer {
  /** The places of a window's cells; the window may reach past the grid. */
  over(window: Window): Places;
  /** Pixels of the out grid (interleaved, from its outer corner) to pixels of the source, in place and exact; NaN without image. */
  readonly exact: Transform;
}

/**
 * Places of the cells of `out` in the pixel space of `source`, taken at cell centres or at the north-west corners.
 *
 * Within one CRS the map is affine and exact. Across CRS it is a quadratic through lattice points that are fixed to the
 * out grid's own cells, so that every window computes the same bits. A block that misses points inside it is cut smaller,
 * at last to single cells. A cell so near a source pixel's edge that the error could choose the wrong pixel is transformed
 * by itself: which pixel a cell falls in is always exact.
 */
export function transformer(out: Grid, source: Grid, at: "centre" | "corner" = "centre"): Transformer {
  const shift = at === "centre" ? 0.5 : 0;
  const exact = exactTransform(out, source);
  if (sameCrs(out.crs, source.crs) && !isWrapped(out, source)) return { exact, over: (window) => affinePlaces(composed(out, source), window, shift) };
  let last: { readonly window: Window; readonly places: Places } | null = null;
  return {
    exact,
    over(window) {
      if (!last || !sameWindow(last.window, window)) last = { window, places: latticePlaces(exact, window, shift) };
      return last.places;
    },
  };
}

const sameWindow = (l: Window, r: Window) => l.col === r.col && l.row === r.row && l.cols === r.cols && l.rows === r.rows;

/** Every step of the way from out pixels to source pixels, without interpolation. */
function exactTransform(out: Grid, source: Grid): Transform {
  const [oa, ob, oc, od, oe, of] = out.affine;
  const [ia, ib, ic, id, ie, jf] = invert(source.affine);
  const [sa, sb, sc] = source.affine;
  const middle = sa * (source.cols / 2) + sb * (source.rows / 2) + sc;
  const period = periodOf(source.crs);
  if (sameCrs(out.crs, source.crs)) {
    const [a, b, c, d, e, f] = composed(out, source);
    if (period === null || !isWrapped(out, source)) return (points) => applyAffine(points, a, b, c, d, e, f);
    return (points) => {
      for (let i = 0; i < points.length; i += 2) {
        const x = points[i]!;
        const y = points[i + 1]!;
        const place = oa * x + ob * y + oc;
        const moved = unwrapped(place, middle, period) - place;
        points[i] = a * x + b * y + c + moved * ia;
        points[i + 1] = d * x + e * y + f + moved * id;
      }
    };
  }
  const project = projector(out.crs, source.crs);
  return (points) => {
    applyAffine(points, oa, ob, oc, od, oe, of);
    project(points);
    if (period !== null) for (let i = 0; i < points.length; i += 2) points[i] = unwrapped(points[i]!, middle, period);
    applyAffine(points, ia, ib, ic, id, ie, jf);
  };
}

function applyAffine(points: Float64Array, a: number, b: number, c: number, d: number, e: number, f: number): void {
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    points[i] = a * x + b * y + c;
    points[i + 1] = d * x + e * y + f;
  }
}

/** True when the two lie further than half the world apart in a CRS that repeats: then one is met on its next round. */
function isWrapped(out: Grid, source: Grid): boolean {
  const period = periodOf(source.crs);
  if (period === null) return false;
  const xs = [out, source].map(({ affine: [a, b, c], cols, rows }) => [c, c + a * cols, c + b * rows, c + a * cols + b * rows]);
  const middle = (Math.min(...xs[1]!) + Math.max(...xs[1]!)) / 2;
  return Math.max(...xs[0]!.map((x) => Math.abs(x - middle))) > period / 2 + 1e-9 * period;
}

type Coefficients = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Out pixels to source pixels within one CRS. What rounding alone keeps from whole numbers is made whole, so that aligned grids copy. */
function composed(out: Grid, source: Grid): Coefficients {
  const [a, b, c, d, e, f] = out.affine;
  const [ia, ib, ic, id, ie, jf] = invert(source.affine);
  const reach = Math.max(out.cols, out.rows, 1);
  const coefficient = (value: number) => snapped(value, 1e-7 / reach);
  const offset = (value: number) => snapped(value, 1e-6);
  return [
    coefficient(ia * a + ib * d),
    coefficient(ia * b + ib * e),
    offset(ia * c + ib * f + ic),
    coefficient(id * a + ie * d),
    coefficient(id * b + ie * e),
    offset(id * c + ie * f + jf),
  ];
}

const snapped = (value: number, by: number) => (Math.abs(value - Math.round(value)) < by ? Math.round(value) : value);

function affinePlaces([a, b, c, d, e, f]: Coefficients, { col, row: top, cols, rows }: Window, shift: number): Places {
  return {
    row(row, xs, ys) {
      const y = row + shift;
      for (let i = 0; i < cols; i++) {
        const x = col + i + shift;
        xs[i] = a * x + b * y + c;
        ys[i] = d * x + e * y + f;
      }
    },
    bounds() {
      const corners = [col + shift, col + cols - 1 + shift].flatMap((x) =>
        [top + shift, top + rows - 1 + shift].map((y) => [a * x + b * y + c, d * x + e * y + f] as const),
      );
      const xs = corners.map(([x]) => x);
      const ys = corners.map(([, y]) => y);
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    },
  };
}
