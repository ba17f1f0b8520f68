import type { EmitSpan } from "./touched.ts";

/** A border this near an edge lies on it: the rounding of coordinates. */
const nearCells = 1e-9;

/** Rows of a raster that are filled, and its columns. */
export interface RowBlock {
  readonly top: number;
  readonly height: number;
  readonly cols: number;
}

/**
 * The cells that one polygon overlaps with an area above zero, or those that it covers whole, whatever runs through a cell's
 * middle. Even-odd. `ends` are four numbers an edge in pixels, `edges` those of the polygon. A row is cut at every vertex in
 * it, so that between two cuts edges are straight and keep their order.
 */
export function fillByArea(ends: Float64Array, edges: Int32Array, { top, height, cols }: RowBlock, wanted: "overlapped" | "contained", emit: EmitSpan): void {
  for (let row = top; row < top + height; row++) {
    const own: number[] = [];
    const cuts = [row, row + 1];
    for (const edge of edges) {
      const y1 = ends[edge * 4 + 1]!;
      const y2 = ends[edge * 4 + 3]!;
      if (Math.max(y1, y2) <= row || Math.min(y1, y2) >= row + 1) continue;
      own.push(edge);
      for (const y of [y1, y2]) if (y > row && y < row + 1) cuts.push(y);
    }
    if (own.length === 0) continue;
    cuts.sort((l, r) => l - r);
    const bands = cuts.slice(1).flatMap((below, i) => (below > cuts[i]! ? [pairsBetween(ends, own, cuts[i]!, below, wanted)] : []));
    if (wanted === "overlapped") for (const pairs of bands) emitPairs(row, pairs, cols, emit);
    else emitPairs(row, bands.reduce(inBoth), cols, emit);
  }
}

/** Columns from, to (exclusive), pair after pair, that the polygon overlaps or covers between two cuts. */
function pairsBetween(ends: Float64Array, edges: readonly number[], above: number, below: number, wanted: "overlapped" | "contained"): number[] {
  const middle = (above + below) / 2;
  const crossings: { readonly at: number; readonly least: number; readonly most: number }[] = [];
  for (const edge of edges) {
    const [x1, y1, x2, y2] = [ends[edge * 4]!, ends[edge * 4 + 1]!, ends[edge * 4 + 2]!, ends[edge * 4 + 3]!];
    if (y1 < middle === y2 < middle) continue;
    const x = (y: number) => x1 + ((y - y1) * (x2 - x1)) / (y2 - y1);
    const [from, to] = [x(above), x(below)];
    crossings.push({ at: x(middle), least: Math.min(from, to), most: Math.max(from, to) });
  }
  crossings.sort((l, r) => l.at - r.at);
  const pairs: number[] = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [west, east] = [crossings[i]!, crossings[i + 1]!];
    const from = wanted === "overlapped" ? Math.floor(west.least + nearCells) : Math.ceil(west.most - nearCells);
    const to = wanted === "overlapped" ? Math.ceil(east.most - nearCells) : Math.floor(east.least + nearCells);
    if (from < to) pairs.push(from, to);
  }
  return pairs;
}

/** What two ascending lists of pairs share. */
function inBoth(left: readonly number[], right: readonly number[]): number[] {
  const both: number[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    const from = Math.max(left[l]!, right[r]!);
    const to = Math.min(left[l + 1]!, right[r + 1]!);
    if (from < to) both.push(from, to);
    if (left[l + 1]! < right[r + 1]!) l += 2;
    else r += 2;
  }
  return both;
}

function emitPairs(row: number, pairs: readonly number[], cols: number, emit: EmitSpan): void {
  for (let i = 0; i < pairs.length; i += 2) emit(row, Math.max(0, pairs[i]!), Math.min(cols, pairs[i + 1]!));
}
