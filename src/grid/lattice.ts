import type { Transform } from "./crs.ts";
import type { Window } from "./grid.ts";

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

/** Lattice points stand every `half` cells: a block of `block` by `block` cells has three by three of them. */
const half = 16;
const block = 2 * half;
/** Points inside a block, in halves, where its interpolation is held against the truth. */
const checks = [0.5, 0.5, 1.5, 0.5, 0.5, 1.5, 1.5, 1.5] as const;
/** Largest miss at those points, in source pixels; well below the eighth that is promised, since each costs bilinear cells their last unit. */
const tolerance = 0.01;

/** A block where one quadratic is not good enough: a place for each of its cells. */
interface FineBlock {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** The places of a window across CRS; `shift` is where in a cell they are taken. The lattice belongs to the grid, not to the window. */
export function latticePlaces(exact: Transform, window: Window, shift: number): Places {
  const { col, row: top, cols, rows } = window;
  const firstBlock = Math.floor(col / block);
  const firstBand = Math.floor(top / block);
  const blocks = Math.floor((col + cols - 1) / block) - firstBlock + 1;
  const bands = Math.floor((top + rows - 1) / block) - firstBand + 1;
  const across = 2 * blocks + 1;
  const origin = { left: firstBlock * block + shift, top: firstBand * block + shift };
  const nodes = lattice(exact, { ...origin, step: half, across, down: 2 * bands + 1 });
  const truth = checkPoints(exact, origin, blocks, bands);
  const errors = new Float64Array(blocks * bands);
  const fine: (FineBlock | null)[] = new Array(blocks * bands).fill(null);
  const bulge = { x: 0, y: 0 };
  for (let j = 0; j < bands; j++)
    for (let i = 0; i < blocks; i++) {
      const index = j * blocks + i;
      const node = 2 * (2 * j * across + 2 * i);
      const miss = missAt(nodes, node, 2 * across, truth, checks.length * index);
      if (miss <= tolerance) {
        errors[index] = errorFrom(miss);
        for (let k = 0; k < 6; k++) {
          const bend = Math.abs(nodes[node + k]! - 2 * nodes[node + 2 * across + k]! + nodes[node + 4 * across + k]!) / 8;
          if (k % 2 === 0) bulge.x = Math.max(bulge.x, bend);
          else bulge.y = Math.max(bulge.y, bend);
        }
        continue;
      }
      const { cells, error } = refined(exact, origin.left + i * block, origin.top + j * block, miss === Number.POSITIVE_INFINITY);
      fine[index] = cells;
      errors[index] = error;
    }
  const allPlain = fine.every((cells) => cells === null);
  const doubtful = new Int32Array(cols);

  const row = (row: number, xs: Float64Array, ys: Float64Array): void => {
    const band = Math.floor(row / block);
    const inBand = row - band * block;
    let doubts = 0;
    for (let from = col; from < col + cols; ) {
      const blockIndex = Math.floor(from / block);
      const start = blockIndex * block;
      const end = Math.min(start + block, col + cols);
      const index = (band - firstBand) * blocks + blockIndex - firstBlock;
      const cells = fine[index];
      if (cells) {
        for (let c = from; c < end; c++) {
          xs[c - col] = cells.xs[inBand * block + c - start]!;
          ys[c - col] = cells.ys[inBand * block + c - start]!;
        }
      } else {
        const node = 2 * (2 * (band - firstBand) * across + 2 * (blockIndex - firstBlock));
        quadraticRow(nodes, node, 2 * across, inBand / half, 1 / half, from - start, end - start, xs, ys, from - col);
      }
      const error = errors[index]!;
      for (let i = from - col; i < end - col; i++) {
        const x = xs[i]!;
        const y = ys[i]!;
        if (Math.abs(x - Math.floor(x + 0.5)) <= error || Math.abs(y - Math.floor(y + 0.5)) <= error) doubtful[doubts++] = i;
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
      // Between these rows a plain block leaves the straight line by its bulge at most.
      if (allPlain && r !== top && r !== top + rows - 1 && r % half !== 0) continue;
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
    return left <= right ? { left: left - bulge.x, top: north - bulge.y, right: right + bulge.x, bottom: south + bulge.y } : null;
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

/** The true places of every block's check points, block by block. */
function checkPoints(
  exact: Transform,
  { left, top }: { readonly left: number; readonly top: number },
  blocks: number,
  bands: number,
  step = half,
): Float64Array {
  const points = new Float64Array(checks.length * blocks * bands);
  for (let j = 0, n = 0; j < bands; j++)
    for (let i = 0; i < blocks; i++)
      for (const [k, share] of checks.entries()) points[n++] = k % 2 === 0 ? left + (2 * i + share) * step : top + (2 * j + share) * step;
  exact(points);
  return points;
}

/**
 * One row of cells from three by three lattice points at `node` (interleaved, `stride` numbers from row to row): the
 * quadratic through them at height `v`, in lattice steps, for cells from..to of width `width`.
 */
function quadraticRow(
  nodes: Float64Array,
  node: number,
  stride: number,
  v: number,
  width: number,
  from: number,
  to: number,
  xs: Float64Array,
  ys: Float64Array,
  at: number,
): void {
  const a = ((v - 1) * (v - 2)) / 2;
  const b = v * (2 - v);
  const c = (v * (v - 1)) / 2;
  const x0 = a * nodes[node]! + b * nodes[node + stride]! + c * nodes[node + 2 * stride]!;
  const y0 = a * nodes[node + 1]! + b * nodes[node + stride + 1]! + c * nodes[node + 2 * stride + 1]!;
  const x1 = a * nodes[node + 2]! + b * nodes[node + stride + 2]! + c * nodes[node + 2 * stride + 2]!;
  const y1 = a * nodes[node + 3]! + b * nodes[node + stride + 3]! + c * nodes[node + 2 * stride + 3]!;
  const x2 = a * nodes[node + 4]! + b * nodes[node + stride + 4]! + c * nodes[node + 2 * stride + 4]!;
  const y2 = a * nodes[node + 5]! + b * nodes[node + stride + 5]! + c * nodes[node + 2 * stride + 5]!;
  const dx = ((4 * x1 - 3 * x0 - x2) / 2) * width;
  const dy = ((4 * y1 - 3 * y0 - y2) / 2) * width;
  const ddx = ((x0 - 2 * x1 + x2) / 2) * width * width;
  const ddy = ((y0 - 2 * y1 + y2) / 2) * width * width;
  for (let i = from; i < to; i++) {
    xs[at + i - from] = x0 + i * (dx + i * ddx);
    ys[at + i - from] = y0 + i * (dy + i * ddy);
  }
}

const probeX = new Float64Array(1);
const probeY = new Float64Array(1);

/** How far the quadratic misses the check points, in source pixels. NaN when some points have no image, infinite when none has. */
function missAt(nodes: Float64Array, node: number, stride: number, truth: Float64Array, check: number): number {
  let absent = 0;
  for (let j = 0; j < 3; j++) for (let k = 0; k < 6; k++) if (!Number.isFinite(nodes[node + j * stride + k]!)) absent++;
  for (let k = 0; k < checks.length; k++) if (!Number.isFinite(truth[check + k]!)) absent++;
  if (absent === 18 + checks.length) return Number.POSITIVE_INFINITY;
  if (absent > 0) return Number.NaN;
  let miss = 0;
  for (let k = 0; k < checks.length; k += 2) {
    quadraticRow(nodes, node, stride, checks[k + 1]!, checks[k]!, 1, 2, probeX, probeY, 0);
    miss = Math.max(miss, Math.abs(probeX[0]! - truth[check + k]!), Math.abs(probeY[0]! - truth[check + k + 1]!));
  }
  return miss;
}

/** A bound on the error anywhere in a block: the check points are near its worst, and the projection itself rounds. */
const errorFrom = (miss: number) => 4 * miss + 1e-7;

/** A block's cells one by one: by quadratics over smaller parts where they suffice, exact elsewhere. */
function refined(exact: Transform, left: number, top: number, isEmpty: boolean): { readonly cells: FineBlock; readonly error: number } {
  const xs = new Float64Array(block * block).fill(Number.NaN);
  const ys = new Float64Array(block * block).fill(Number.NaN);
  if (isEmpty) return { cells: { xs, ys }, error: 0 };
  let error = 1e-7;
  let open: (readonly [col: number, row: number])[] = [[0, 0]];
  let size = block;
  for (let step = half / 2; step >= 2; step /= 2) {
    open = open.flatMap(([c, r]) => [0, size / 2].flatMap((dr) => [0, size / 2].map((dc) => [c + dc, r + dr] as const)));
    size /= 2;
    open = open.filter(([c, r]) => {
      const origin = { left: left + c, top: top + r };
      const nodes = lattice(exact, { ...origin, step, across: 3, down: 3 });
      const miss = missAt(nodes, 0, 6, checkPoints(exact, origin, 1, 1, step), 0);
      if (miss === Number.POSITIVE_INFINITY) return false;
      if (!(miss <= tolerance)) return true;
      error = Math.max(error, errorFrom(miss));
      for (let j = 0; j < size; j++) quadraticRow(nodes, 0, 6, j / step, 1 / step, 0, size, xs, ys, (r + j) * block + c);
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
