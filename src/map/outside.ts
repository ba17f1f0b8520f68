import type { Footprint } from "./footprint.ts";
import { intersectBox, type TileId, tileBox } from "./mercator.ts";

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

/** Gives the NaN cells of a tile whose centre lies outside the footprint the bits of `outsideBits`; numbers are left as they are. */
export function markOutside(values: Float32Array, size: number, tile: TileId, footprint: Footprint): void {
  const bits = bitsOf(values);
  const square = tileBox(tile);
  const rings = footprint.parts.filter(({ box }) => intersectBox(box, square)).map(({ ring }) => ring);
  const inside = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    const y = square.top + ((row + 0.5) / size) * (square.bottom - square.top);
    inside.fill(0);
    for (const ring of rings) markRow(ring, y, inside, square.left, (square.right - square.left) / size);
    for (let col = 0, i = row * size; col < size; col++, i++) if (inside[col] === 0 && Number.isNaN(values[i]!)) bits[i] = outsideBits;
  }
}

/** Marks the cells of one row whose centres are inside the ring, by the even-odd rule. */
function markRow(ring: Float64Array, y: number, inside: Uint8Array, left: number, width: number): void {
  const cuts: number[] = [];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x0, y0, x1, y1] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
    if (y0 <= y !== y1 <= y) cuts.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  cuts.sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const first = Math.max(0, Math.ceil((cuts[i]! - left) / width - 0.5));
    const end = Math.min(inside.length, Math.ceil((cuts[i + 1]! - left) / width - 0.5));
    inside.fill(1, first, Math.max(first, end));
  }
}
