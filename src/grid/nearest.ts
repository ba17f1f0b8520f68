import { type Affine, invert } from "./affine.ts";
import type { Window } from "./grid.ts";
import { edgesOf, type Shapes } from "./shapes.ts";

/** Shapes made ready for distances from the cells of one grid. */
export interface Targets {
  readonly affine: Affine;
  /** All edges, x y to x y, in map units. */
  readonly edges: Float64Array;
  /** The edges of polygons in pixels, with the polygon each belongs to: what lies inside one is at no distance. */
  readonly rings: Float64Array;
  readonly polygonOf: Int32Array;
}

/** Shapes must be in the CRS of the grid whose affine it is. */
export function targetsOf({ shapes }: Shapes, affine: Affine): Targets {
  const all = shapes.map(edgesOf);
  const polygons = all.filter((_, i) => shapes[i]?.kind === "polygon");
  const polygonOf = Int32Array.from(polygons.flatMap((edges, polygon) => Array.from({ length: edges.length / 4 }, () => polygon)));
  const rings = joined(polygons);
  const [a, b, c, d, e, f] = invert(affine);
  for (let i = 0; i < rings.length; i += 2) {
    const x = rings[i]!;
    const y = rings[i + 1]!;
    rings[i] = a * x + b * y + c;
    rings[i + 1] = d * x + e * y + f;
  }
  return { affine, edges: joined(all), rings, polygonOf };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Blocks of this many places and fewer are measured against every edge that may be the nearest to one of them. */
const smallBlock = 64;
/** Room for rounding when an edge is ruled out, as a share of the distance. */
const slack = 1e-9;

/** The distance from the centre of every cell of a window to the nearest edge, 0 inside a polygon; infinite without edges. */
export function distances(targets: Targets, window: Window): Float64Array {
  const out = new Float64Array(window.cols * window.rows).fill(Number.POSITIVE_INFINITY);
  const all = Int32Array.from({ length: targets.edges.length / 4 }, (_, i) => 4 * i);
  if (all.length > 0) measure(targets, all, window, window, out);
  for (let row = 0; row < window.rows; row++) clearInside(targets, window, row, out);
  return out;
}

/** Quarters a block again and again, each with the edges that may be the nearest to some cell in it. */
function measure(targets: Targets, candidates: Int32Array, block: Window, window: Window, out: Float64Array): void {
  const { col, row, cols, rows } = block;
  if (cols === 0 || rows === 0) return;
  const { edges, affine } = targets;
  const kept = nearTo(targets, candidates, block);
  if (kept.length === 1 || cols * rows <= smallBlock) {
    for (let r = row; r < row + rows; r++)
      for (let c = col; c < col + cols; c++) {
        const x = centreX(affine, c, r);
        const y = centreY(affine, c, r);
        let least = Number.POSITIVE_INFINITY;
        for (let i = 0; i < kept.length; i++) least = Math.min(least, squaredDistance(edges, kept[i]!, x, y));
        out[(r - window.row) * window.cols + c - window.col] = Math.sqrt(least);
      }
    return;
  }
  const left = cols >> 1;
  const top = rows >> 1;
  measure(targets, kept, { col, row, cols: left, rows: top }, window, out);
  measure(targets, kept, { col: col + left, row, cols: cols - left, rows: top }, window, out);
  measure(targets, kept, { col, row: row + top, cols: left, rows: rows - top }, window, out);
  measure(targets, kept, { col: col + left, row: row + top, cols: cols - left, rows: rows - top }, window, out);
}

const centreX = ([a, b, c]: Affine, col: number, row: number) => a * (col + 0.5) + b * (row + 0.5) + c;
const centreY = ([, , , d, e, f]: Affine, col: number, row: number) => d * (col + 0.5) + e * (row + 0.5) + f;

/** Edges no farther from the block's middle than the nearest one and the block's size allow. */
function nearTo({ edges, affine }: Targets, candidates: Int32Array, { col, row, cols, rows }: Window): Int32Array {
  const x = centreX(affine, col + (cols - 1) / 2, row + (rows - 1) / 2);
  const y = centreY(affine, col + (cols - 1) / 2, row + (rows - 1) / 2);
  const radius = Math.max(
    Math.hypot(centreX(affine, col, row) - x, centreY(affine, col, row) - y),
    Math.hypot(centreX(affine, col + cols - 1, row) - x, centreY(affine, col + cols - 1, row) - y),
  );
  const away = new Float64Array(candidates.length);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < candidates.length; i++) {
    away[i] = Math.sqrt(squaredDistance(edges, candidates[i]!, x, y));
    if (away[i]! < least) least = away[i]!;
  }
  const limit = (least + 2 * radius) * (1 + slack);
  return candidates.filter((_, i) => away[i]! <= limit);
}

/** From a place to the nearest point of an edge, squared. */
function squaredDistance(edges: Float64Array, i: number, x: number, y: number): number {
  const x1 = edges[i]!;
  const y1 = edges[i + 1]!;
  const dx = edges[i + 2]! - x1;
  const dy = edges[i + 3]! - y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  const offX = x - x1 - along * dx;
  const offY = y - y1 - along * dy;
  return offX * offX + offY * offY;
}

/** Zero where a cell's centre lies inside a polygon or on its edge, even-odd per polygon. */
function clearInside({ rings, polygonOf }: Targets, window: Window, row: number, out: Float64Array): void {
  const y = window.row + row + 0.5;
  let crossings: number[] = [];
  const flush = () => {
    crossings.sort((l, r) => l - r);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i]! - 0.5) - window.col);
      const to = Math.min(window.cols, Math.floor(crossings[i + 1]! - 0.5) + 1 - window.col);
      if (from < to) out.fill(0, row * window.cols + from, row * window.cols + to);
    }
    crossings = [];
  };
  for (let edge = 0; edge < polygonOf.length; edge++) {
    if (edge > 0 && polygonOf[edge] !== polygonOf[edge - 1]) flush();
    const i = 4 * edge;
    const y1 = rings[i + 1]!;
    const y2 = rings[i + 3]!;
    if (y1 <= y !== y2 <= y) crossings.push(rings[i]! + ((y - y1) * (rings[i + 2]! - rings[i]!)) / (y2 - y1));
  }
  flush();
}
