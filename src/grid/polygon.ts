import type { Affine } from "./affine.ts";
import { type Areas, opened, type Position, type Ring } from "./areas.ts";
import { fillByArea, type RowBlock } from "./fill-area.ts";
import type { Window } from "./grid.ts";
import { type EmitSpan, walkEdge } from "./touched.ts";

/**
 * When a cell belongs to an area. "centre": its centre lies inside, "touched": any edge passes through it too; both as GDAL has
 * them. "point": its centre lies inside, centres on a north or south edge included (GeoTrellis' PixelIsPoint; GDAL takes those of
 * one of the two). "overlapped": any part of it lies inside, "contained": all of it does (GeoTrellis' PixelIsArea with and
 * without partial cells).
 */
export const fillRules = ["centre", "touched", "point", "overlapped", "contained"] as const;
export type FillRule = (typeof fillRules)[number];

/** Areas ready to be burnt into one raster, by whole rows; any window of it sees the same cells. */
export interface Prepared {
  readonly cols: number;
  readonly rows: number;
  readonly rule: FillRule;
  /** Four numbers an edge, x y to x y in pixels of the whole raster, polygon after polygon. */
  readonly ends: Float64Array;
  readonly polygonOf: Int32Array;
  /** Edges that reach into block b: `blockEdges` from `blockStart[b]` to `blockStart[b + 1]`. */
  readonly blockStart: Int32Array;
  readonly blockEdges: Int32Array;
  readonly blocks: Map<number, BlockSpans>;
}

/** Disjoint spans of the rows of one block, as pairs from, to (exclusive), ascending. Row r has pairs `start[r]` to `start[r + 1]`. */
interface BlockSpans {
  readonly start: Int32Array;
  readonly pairs: Int32Array;
}

const blockRows = 256;
/** Blocks kept of one raster; more than a row of workers' tiles needs, a few megabytes at worst. */
const blocksKept = 64;

/**
 * Make areas ready for a raster. They must be in the raster's CRS with straight edges (`areasInCrs`); rings may be closed or
 * open and run either way. Cells equal GDAL's RasterizeLayer, cell centres on an edge included.
 */
export function prepareArea(
  areas: Areas,
  { affine, cols, rows }: { readonly affine: Affine; readonly cols: number; readonly rows: number },
  rule: FillRule,
): Prepared {
  const edges = collectEdges(areas, affine);
  if (rule === "point") for (let i = 0; i < edges.ends.length; i++) edges.ends[i] = onHalf(edges.ends[i]!);
  const blockCount = Math.ceil(rows / blockRows);
  const blockStart = new Int32Array(blockCount + 1);
  const each = (visit: (block: number, edge: number) => void) => {
    for (let edge = 0; edge < edges.polygonOf.length; edge++) {
      const y1 = edges.ends[edge * 4 + 1]!;
      const y2 = edges.ends[edge * 4 + 3]!;
      // One row of slack: a walk that adds up small steps may end just past the edge.
      const first = Math.max(0, Math.floor((Math.min(y1, y2) - 1) / blockRows));
      const last = Math.min(blockCount - 1, Math.floor((Math.max(y1, y2) + 1) / blockRows));
      for (let block = first; block <= last; block++) visit(block, edge);
    }
  };
  each((block) => blockStart[block + 1]!++);
  for (let block = 0; block < blockCount; block++) blockStart[block + 1]! += blockStart[block]!;
  const blockEdges = new Int32Array(blockStart[blockCount]!);
  const next = blockStart.slice();
  each((block, edge) => {
    blockEdges[next[block]!++] = edge;
  });
  return { cols, rows, rule, ...edges, blockStart, blockEdges, blocks: new Map() };
}

/** The cells of one row inside the areas: pairs from, to (exclusive), disjoint and ascending. The array is shared: do not write. */
export function spans(prepared: Prepared, row: number): Int32Array {
  if (row < 0 || row >= prepared.rows) return none;
  const { start, pairs } = keptBlock(prepared, Math.floor(row / blockRows));
  const r = row % blockRows;
  return pairs.subarray(start[r]! * 2, start[r + 1]! * 2);
}
const none = new Int32Array(0);

/** 1 for each cell of the window that is inside the areas, 0 for every other, and for cells outside the raster. */
export function coverage(prepared: Prepared, { col, row, cols, rows }: Window, out: Uint8Array): void {
  out.fill(0);
  for (let r = 0; r < rows; r++) {
    const inside = spans(prepared, row + r);
    for (let i = 0; i < inside.length; i += 2) {
      const from = Math.max(0, inside[i]! - col);
      const to = Math.min(cols, inside[i + 1]! - col);
      if (from < to) out.fill(1, r * cols + from, r * cols + to);
    }
  }
}

/** How many cells of the window are inside the areas; of the whole raster without one. No array of cells is made. */
export function countInside(prepared: Prepared, window: Window = { col: 0, row: 0, cols: prepared.cols, rows: prepared.rows }): number {
  const firstCol = Math.max(0, window.col);
  const endCol = Math.min(prepared.cols, window.col + window.cols);
  const endRow = Math.min(prepared.rows, window.row + window.rows);
  let count = 0;
  for (let row = Math.max(0, window.row); row < endRow; row++) {
    const inside = spans(prepared, row);
    for (let i = 0; i < inside.length; i += 2) count += Math.max(0, Math.min(endCol, inside[i + 1]!) - Math.max(firstCol, inside[i]!));
  }
  return count;
}

function collectEdges({ polygons }: Areas, affine: Affine): { readonly ends: Float64Array; readonly polygonOf: Int32Array } {
  const toPixel = pixelTransform(affine);
  const vertices = polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0);
  const ends = new Float64Array(vertices * 4);
  const polygonOf = new Int32Array(vertices);
  let edge = 0;
  polygons.forEach((rings, polygon) => {
    for (const closed of rings) {
      const ring = opened(closed);
      const corners = toPixel(isClockwise(ring) ? ring : ring.toReversed());
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        ends.set([corners[j * 2]!, corners[j * 2 + 1]!, corners[i * 2]!, corners[i * 2 + 1]!], edge * 4);
        polygonOf[edge++] = polygon;
      }
    }
  });
  return { ends: ends.subarray(0, edge * 4), polygonOf: polygonOf.subarray(0, edge) };
}

/** Map to pixel by GDAL's order of operations (GDALInvGeoTransform): it decides where a vertex lies exactly on a cell centre. */
function pixelTransform(affine: Affine): (ring: Ring) => Float64Array {
  const [a, b, c, d, e, f] = inverse(affine);
  return (ring) => {
    const out = new Float64Array(ring.length * 2);
    ring.forEach(([x, y], i) => {
      out[i * 2] = c + x * a + y * b;
      out[i * 2 + 1] = f + x * d + y * e;
    });
    return out;
  };
}

function inverse([a, b, c, d, e, f]: Affine): Affine {
  if (b === 0 && d === 0) return [1 / a, 0, -c / a, 0, 1 / e, -f / e];
  const scale = 1 / (a * e - b * d);
  return [e * scale, -b * scale, (b * f - c * e) * scale, -d * scale, a * scale, (-a * f + c * d) * scale];
}

/** By the turn at the lowest, then rightmost vertex as GDAL does; by area where that turn is flat. The north is up. */
function isClockwise(ring: Ring): boolean {
  let pivot = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = ring[i]!;
    const [px, py] = ring[pivot]!;
    if (y < py || (y === py && x > px)) pivot = i;
  }
  const p = ring[pivot];
  const before = ring.at(pivot - 1);
  const after = ring[(pivot + 1) % ring.length];
  if (!p || !before || !after) return true;
  const turn = cross(p, after, before);
  if (turn !== 0) return turn < 0;
  let area = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) area += cross(p, ring[j]!, ring[i]!);
  return area < 0;
}

/** Twice the area to the left of the way from `origin` by `left` to `right`. */
const cross = (origin: Position, left: Position, right: Position): number =>
  (left[0] - origin[0]) * (right[1] - origin[1]) - (right[0] - origin[0]) * (left[1] - origin[1]);

function keptBlock(prepared: Prepared, block: number): BlockSpans {
  const { blocks } = prepared;
  const kept = blocks.get(block);
  if (kept) return kept;
  const made = makeBlock(prepared, block);
  const oldest = blocks.keys().next();
  if (blocks.size >= blocksKept && !oldest.done) blocks.delete(oldest.value);
  blocks.set(block, made);
  return made;
}

function makeBlock({ cols, rows, rule, ends, polygonOf, blockStart, blockEdges }: Prepared, block: number): BlockSpans {
  const top = block * blockRows;
  const height = Math.min(blockRows, rows - top);
  const found: number[] = [];
  const emit: EmitSpan = (row, from, to) => {
    const start = Math.max(0, from);
    const end = Math.min(cols, to);
    if (row >= top && row < top + height && start < end) found.push(row - top, start, end);
  };
  const last = blockStart[block + 1]!;
  for (let first = blockStart[block]!, end = first; first < last; first = end) {
    while (end < last && polygonOf[blockEdges[end]!] === polygonOf[blockEdges[first]!]) end++;
    const own = blockEdges.subarray(first, end);
    if (rule === "overlapped" || rule === "contained") {
      fillByArea(ends, own, { top, height, cols }, rule, emit);
      continue;
    }
    fillPolygon(ends, own, { top, height, cols }, rule === "point", emit);
    if (rule === "touched")
      for (const edge of own) walkEdge([ends[edge * 4]!, ends[edge * 4 + 1]!, ends[edge * 4 + 2]!, ends[edge * 4 + 3]!], cols, rows, emit);
  }
  return uniteSpans(found, height);
}

/** Even-odd by row centres: a crossing at x is the border before the first cell whose centre is past x. */
function fillPolygon(ends: Float64Array, edges: Int32Array, { top, height, cols }: RowBlock, bothSides: boolean, emit: EmitSpan): void {
  const start = new Int32Array(height + 1);
  const each = (visit: (row: number, col: number) => void) => {
    for (const edge of edges) {
      const down = ends[edge * 4 + 1]! < ends[edge * 4 + 3]!;
      const x1 = ends[edge * 4 + (down ? 0 : 2)]!;
      const y1 = ends[edge * 4 + (down ? 1 : 3)]!;
      const x2 = ends[edge * 4 + (down ? 2 : 0)]!;
      const y2 = ends[edge * 4 + (down ? 3 : 1)]!;
      const lastRow = Math.min(top + height - 1, Math.ceil(y2 - 0.5) - 1);
      for (let row = Math.max(top, Math.ceil(y1 - 0.5)); row <= lastRow; row++) {
        const x = ((row + 0.5 - y1) * (x2 - x1)) / (y2 - y1) + x1;
        visit(row - top, Math.min(cols, Math.max(0, Math.floor((bothSides ? onHalf(x) : x) + 0.5))));
      }
    }
  };
  each((row) => start[row + 1]!++);
  for (let row = 0; row < height; row++) start[row + 1]! += start[row]!;
  const crossings = new Int32Array(start[height]!);
  const next = start.slice();
  each((row, col) => {
    crossings[next[row]!++] = col;
  });
  for (let row = 0; row < height; row++) {
    const own = crossings.subarray(start[row]!, start[row + 1]!).sort();
    for (let i = 0; i + 1 < own.length; i += 2) emit(top + row, own[i]!, own[i + 1]!);
  }
  // A horizontal edge on a row of centres: the direction of the ring tells whether the area lies above it, and then it is inside
  // for GDAL; for GeoTrellis it always is.
  for (const edge of edges) {
    const y = ends[edge * 4 + 1]!;
    const from = ends[edge * 4 + 2]!;
    const to = ends[edge * 4]!;
    if (y === ends[edge * 4 + 3]! && y % 1 === 0.5 && (from < to || bothSides))
      emit(y - 0.5, Math.floor(Math.min(from, to) + 0.5), Math.floor(Math.max(from, to) + 0.5));
  }
}

/** A place this near a border or a centre of cells, in cells, lies on it: GDAL decides by the last digit, GeoTrellis' rule must not. */
function onHalf(value: number): number {
  const half = Math.round(value * 2) / 2;
  return Math.abs(value - half) < 1e-9 ? half : value;
}

/** Spans (row, from, to) of any order, possibly overlapping, as disjoint spans row by row. */
function uniteSpans(found: readonly number[], height: number): BlockSpans {
  const count = new Int32Array(height + 1);
  for (let i = 0; i < found.length; i += 3) count[found[i]! + 1]!++;
  for (let row = 0; row < height; row++) count[row + 1]! += count[row]!;
  const next = count.slice();
  const froms = new Int32Array(found.length / 3);
  const tos = new Int32Array(found.length / 3);
  for (let i = 0; i < found.length; i += 3) {
    const at = next[found[i]!]!++;
    froms[at] = found[i + 1]!;
    tos[at] = found[i + 2]!;
  }
  const start = new Int32Array(height + 1);
  const pairs: number[] = [];
  for (let row = 0; row < height; row++) {
    // Starts and ends sorted apart: a union ends where as many spans have ended as have begun.
    const from = froms.subarray(count[row]!, count[row + 1]!).sort();
    const to = tos.subarray(count[row]!, count[row + 1]!).sort();
    for (let i = 0; i < from.length; i++) {
      pairs.push(from[i]!);
      while (i + 1 < from.length && from[i + 1]! <= to[i]!) i++;
      pairs.push(to[i]!);
    }
    start[row + 1] = pairs.length / 2;
  }
  return { start, pairs: Int32Array.from(pairs) };
}
