import type { Footprint } from "./footprint.ts";
import { intersectBox, type TileId, tileBox, type UnitBox } from "./mercator.ts";

/** The bits of a NaN that stands for "outside the data", where even a colour for NoData is not drawn. NoData itself is any other NaN. */
export const outsideBits = 0x7fc0_0001;

const views = new WeakMap<Float32Array, Uint32Array>();

/** The bits of cells, without a copy. */
export function bitsOf(values: Float32Array): Uint32Array {
  const known = views.get(values) ?? new Uint32Array(values.buffer, values.byteOffset, values.length);
  views.set(values, known);
  return known;
}

/** True when the cell at `i` lies outside the data, as `markOutside` left it. */
export const isOutside = (values: Float32Array, i: number): boolean => Number.isNaN(values[i]!) && bitsOf(values)[i] === outsideBits;

/** Gives the NaN cells of a tile's bands whose centre lies outside the footprint the bits of `outsideBits`; numbers are left as they are. */
export function markOutside(bands: readonly Float32Array[], size: number, tile: TileId, footprint: Footprint): void {
  const square = tileBox(tile);
  const cell = (square.right - square.left) / size;
  const rings = footprint.parts.filter(({ box }) => intersectBox(box, square)).map(({ ring }) => edgesWithin(ring, square));
  const inside = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    inside.fill(0);
    for (const edges of rings) markRow(edges, square.top + (row + 0.5) * cell, inside, square.left, cell);
    if (!inside.includes(0)) continue;
    for (const values of bands) {
      const bits = bitsOf(values);
      for (let col = 0, i = row * size; col < size; col++, i++) if (inside[col] === 0 && Number.isNaN(values[i]!)) bits[i] = outsideBits;
    }
  }
}

/** The edges that reach into the rows of the square, each as x, y, x, y. */
function edgesWithin(ring: Float64Array, { top, bottom }: UnitBox): number[] {
  const edges: number[] = [];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [y0, y1] = [ring[i + 1]!, ring[i + 3]!];
    if (Math.max(y0, y1) >= top && Math.min(y0, y1) <= bottom) edges.push(ring[i]!, y0, ring[i + 2]!, y1);
  }
  return edges;
}

/** Marks the cells of one row whose centres are inside the ring, by the even-odd rule. */
function markRow(edges: readonly number[], y: number, inside: Uint8Array, left: number, width: number): void {
  const cuts: number[] = [];
  for (let i = 0; i < edges.length; i += 4) {
    const y0 = edges[i + 1]!;
    const y1 = edges[i + 3]!;
    if (y0 <= y !== y1 <= y) cuts.push(edges[i]! + ((y - y0) / (y1 - y0)) * (edges[i + 2]! - edges[i]!));
  }
  cuts.sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const first = Math.max(0, Math.ceil((cuts[i]! - left) / width - 0.5));
    const end = Math.min(inside.length, Math.ceil((cuts[i + 1]! - left) / width - 0.5));
    inside.fill(1, first, Math.max(first, end));
  }
}
