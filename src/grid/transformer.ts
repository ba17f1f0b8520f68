import { invert } from "./affine.ts";
import { projector, sameCrs, type Transform } from "./crs.ts";
import type { Grid, Window } from "./grid.ts";
import { periodOf, unwrapped } from "./period.ts";

/** Where in its source each cell of a grid lies. A cell's place never depends on the window it is asked in. */
export interface Transformer {
  /** The places of a window's cells; the window may reach past the grid. */
  over(window: Window): Places;
  /** Pixels of the out grid (interleaved, from its outer corner) to pixels of the source, in place and exact; NaN without image. */
  readonly exact: Transform;
}

export interface Places {
  /** Source column and row, from the source's outer corner, of every cell of one row of the window; NaN without image. */
  row(row: number, xs: Float64Array, ys: Float64Array): void;
  /** Edges around all places in the window, in source pixels, at most an eighth of a pixel short; null when none has an image. */
  bounds(): Bounds | null;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Lattice points stand every `half` cells; a block of `block` cells is checked at the points between its corners. */
const half = 16;
const block = 2 * half;
/** Largest distance, in source pixels, that interpolation may be off where it is used. */
const tolerance = 0.125;

/**
 * Places of the cells of `out` in the pixel space of `source`, taken at cell centres or at the north-west corners.
 *
 * Within one CRS the map is affine and exact. Across CRS it is interpolated on a lattice of points that are fixed to the
 * out grid's own cells, so that every window computes the same bits. A block whose inner points miss by more than an
 * eighth of a source pixel is cut smaller, at last to single cells. A cell so near a source pixel's edge that the
 * error could choose the wrong pixel is transformed by itself: which pixel a cell falls in is always exact.
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
  if (sameCrs(out.crs, source.crs) && !isWrapped(out, source)) {
    const [a, b, c, d, e, f] = composed(out, source);
    return (points) => applyAffine(points, a, b, c, d, e, f);
  }
  const [oa, ob, oc, od, oe, of] = out.affine;
  const [ia, ib, ic, id, ie, jf] = invert(source.affine);
  const project = sameCrs(out.crs, source.crs) ? () => {} : projector(out.crs, source.crs);
  const period = periodOf(source.crs);
  const [sa, sb, sc] = source.affine;
  const middle = sa * (source.cols / 2) + sb * (source.rows / 2) + sc;
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

/** A block where interpolation between lattice points is not good enough: a place for each of its cells. */
interface FineBlock {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

function latticePlaces(exact: Transform, window: Window, shift: number): Places {
  const { col, row: top, cols, rows } = window;
  const firstBlock = Math.floor(col / block);
  const firstBand = Math.floor(top / block);
  const blocks = Math.floor((col + cols - 1) / block) - firstBlock + 1;
  const bands = Math.floor((top + rows - 1) / block) - firstBand + 1;
  const across = 2 * blocks + 1;
  const down = 2 * bands + 1;
  const nodes = lattice(exact, { left: firstBlock * block + shift, top: firstBand * block + shift, step: half, across, down });
  const errors = new Float64Array(blocks * bands);
  const fine: (FineBlock | null)[] = new Array(blocks * bands).fill(null);
  let allPlain = true;
  for (let j = 0; j < bands; j++)
    for (let i = 0; i < blocks; i++) {
      const miss = missAt(nodes, across, 2 * i, 2 * j);
      errors[j * blocks + i] = miss;
      if (miss <= tolerance) continue;
      allPlain = false;
      const left = (firstBlock + i) * block + shift;
      const north = (firstBand + j) * block + shift;
      const { cells, error } = refined(exact, left, north, miss === Number.POSITIVE_INFINITY);
      fine[j * blocks + i] = cells;
      errors[j * blocks + i] = error;
    }
  const doubtful = new Int32Array(cols);

  /** Interpolated places of one row; those too near a pixel's edge are then transformed one by one. */
  const row = (row: number, xs: Float64Array, ys: Float64Array): void => {
    const band = Math.floor(row / block);
    const inBand = row - band * block;
    const nodeRow = 2 * (band - firstBand) + (inBand >= half ? 1 : 0);
    const v = (inBand % half) / half;
    let doubts = 0;
    for (let from = col; from < col + cols; ) {
      const segment = Math.floor(from / half);
      const end = Math.min((segment + 1) * half, col + cols);
      const blockIndex = Math.floor(from / block);
      const index = (band - firstBand) * blocks + blockIndex - firstBlock;
      const error = errors[index]!;
      const cells = fine[index];
      if (cells) {
        const start = inBand * block - blockIndex * block;
        for (let c = from; c < end; c++) {
          const x = cells.xs[start + c]!;
          const y = cells.ys[start + c]!;
          xs[c - col] = x;
          ys[c - col] = y;
          if (error > 0 && (Math.abs(x - Math.floor(x + 0.5)) <= error || Math.abs(y - Math.floor(y + 0.5)) <= error)) doubtful[doubts++] = c - col;
        }
      } else {
        const node = 2 * (nodeRow * across + segment - 2 * firstBlock);
        const below = node + 2 * across;
        const x0 = nodes[node]! + (nodes[below]! - nodes[node]!) * v;
        const y0 = nodes[node + 1]! + (nodes[below + 1]! - nodes[node + 1]!) * v;
        const dx = (nodes[node + 2]! + (nodes[below + 2]! - nodes[node + 2]!) * v - x0) / half;
        const dy = (nodes[node + 3]! + (nodes[below + 3]! - nodes[node + 3]!) * v - y0) / half;
        const start = segment * half;
        for (let c = from; c < end; c++) {
          const x = x0 + dx * (c - start);
          const y = y0 + dy * (c - start);
          xs[c - col] = x;
          ys[c - col] = y;
          if (Math.abs(x - Math.floor(x + 0.5)) <= error || Math.abs(y - Math.floor(y + 0.5)) <= error) doubtful[doubts++] = c - col;
        }
      }
      from = end;
    }
    if (doubts > 0) settle(exact, doubtful, doubts, col + shift, row + shift, xs, ys);
  };

  const bounds = (): Bounds | null => {
    let left = Number.POSITIVE_INFINITY;
    let north = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let south = Number.NEGATIVE_INFINITY;
    const xs = new Float64Array(cols);
    const ys = new Float64Array(cols);
    for (let r = top; r < top + rows; r++) {
      // Between lattice rows a plain block is linear down each column, so its extremes lie on those rows.
      if (allPlain && r !== top && r !== top + rows - 1 && r % half !== 0 && (r + 1) % half !== 0) continue;
      row(r, xs, ys);
      for (let i = 0; i < cols; i++) {
        const x = xs[i]!;
        const y = ys[i]!;
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
    }
    return left <= right ? { left, top: north, right, bottom: south } : null;
  };
  return { row, bounds };
}

interface LatticeSpec {
  readonly left: number;
  readonly top: number;
  readonly step: number;
  readonly across: number;
  readonly down: number;
}

function lattice(exact: Transform, { left, top, step, across, down }: LatticeSpec): Float64Array {
  const nodes = new Float64Array(2 * across * down);
  for (let j = 0, n = 0; j < down; j++)
    for (let i = 0; i < across; i++) {
      nodes[n++] = left + i * step;
      nodes[n++] = top + j * step;
    }
  exact(nodes);
  return nodes;
}

/**
 * How far the points between four corners lie from where interpolation puts them: an upper bound, by about four, of the
 * error after the corners are taken half as far apart. NaN when only some have an image, infinite when none has.
 */
function missAt(nodes: Float64Array, across: number, i: number, j: number): number {
  let miss = 0;
  let absent = 0;
  for (let axis = 0; axis < 2; axis++) {
    const at = (di: number, dj: number) => nodes[2 * ((j + dj) * across + i + di) + axis]!;
    const [nw, ne, sw, se] = [at(0, 0), at(2, 0), at(0, 2), at(2, 2)];
    const [n, w, e, s, c] = [at(1, 0), at(0, 1), at(2, 1), at(1, 2), at(1, 1)];
    for (const value of [nw, n, ne, w, c, e, sw, s, se]) if (!Number.isFinite(value)) absent++;
    miss = Math.max(
      miss,
      Math.abs(n - (nw + ne) / 2),
      Math.abs(w - (nw + sw) / 2),
      Math.abs(e - (ne + se) / 2),
      Math.abs(s - (sw + se) / 2),
      Math.abs(c - (nw + ne + sw + se) / 4),
    );
  }
  if (absent === 18) return Number.POSITIVE_INFINITY;
  // Rounding in the projection itself also keeps a cell on an edge in doubt.
  return absent > 0 ? Number.NaN : miss + 1e-7;
}

/** A block's cells one by one: interpolated on finer lattices where they suffice, exact elsewhere. */
function refined(exact: Transform, left: number, top: number, isEmpty: boolean): { readonly cells: FineBlock; readonly error: number } {
  const xs = new Float64Array(block * block).fill(Number.NaN);
  const ys = new Float64Array(block * block).fill(Number.NaN);
  if (isEmpty) return { cells: { xs, ys }, error: 0 };
  let error = 0;
  let open: (readonly [col: number, row: number])[] = [[0, 0]];
  let size = block;
  for (let step = half / 2; step >= 2; step /= 2) {
    open = open.flatMap(([c, r]) => [0, size / 2].flatMap((dr) => [0, size / 2].map((dc) => [c + dc, r + dr] as const)));
    size /= 2;
    open = open.filter(([c, r]) => {
      const nodes = lattice(exact, { left: left + c, top: top + r, step, across: 3, down: 3 });
      const miss = missAt(nodes, 3, 0, 0);
      if (miss === Number.POSITIVE_INFINITY) return false;
      if (!(miss <= tolerance)) return true;
      error = Math.max(error, miss);
      interpolate(nodes, step, xs, ys, c, r);
      return false;
    });
  }
  for (const [c, r] of open) {
    const points = lattice(exact, { left: left + c, top: top + r, step: 1, across: size, down: size });
    for (let j = 0, n = 0; j < size; j++)
      for (let i = 0; i < size; i++) {
        xs[(r + j) * block + c + i] = points[n++]!;
        ys[(r + j) * block + c + i] = points[n++]!;
      }
  }
  return { cells: { xs, ys }, error };
}

/** Fill 2·step by 2·step cells from three by three lattice points. */
function interpolate(nodes: Float64Array, step: number, xs: Float64Array, ys: Float64Array, col: number, row: number): void {
  for (let j = 0; j < 2 * step; j++) {
    const v = (j % step) / step;
    for (let i = 0; i < 2 * step; i++) {
      const u = (i % step) / step;
      const n = 2 * (Math.floor(j / step) * 3 + Math.floor(i / step));
      const at = (row + j) * block + col + i;
      xs[at] = mix(mix(nodes[n]!, nodes[n + 2]!, u), mix(nodes[n + 6]!, nodes[n + 8]!, u), v);
      ys[at] = mix(mix(nodes[n + 1]!, nodes[n + 3]!, u), mix(nodes[n + 7]!, nodes[n + 9]!, u), v);
    }
  }
}

const mix = (from: number, to: number, share: number) => from + (to - from) * share;

/** Replace the places in doubt by exact ones. */
function settle(exact: Transform, doubtful: Int32Array, count: number, left: number, y: number, xs: Float64Array, ys: Float64Array): void {
  const points = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    points[2 * k] = left + doubtful[k]!;
    points[2 * k + 1] = y;
  }
  exact(points);
  for (let k = 0; k < count; k++) {
    xs[doubtful[k]!] = points[2 * k]!;
    ys[doubtful[k]!] = points[2 * k + 1]!;
  }
}
