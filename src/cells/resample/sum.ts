import type { Resampler, RowKernel } from "./sampling.ts";

/**
 * The sum of the source cells under the out cell, each times the share of it that the out cell's quadrilateral covers, so
 * that the sum over the raster is kept. NoData drops out; a cell over nothing but NoData gets no value.
 */
const row: RowKernel = ({ cols, rows, window, bands }, band, { count, xs, ys, belowXs, belowYs }, target, at) => {
  const cells = bands[band]!;
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(target[at + i])) continue;
    const quad = [xs[i]!, ys[i]!, xs[i + 1]!, ys[i + 1]!, belowXs[i + 1]!, belowYs[i + 1]!, belowXs[i]!, belowYs[i]!];
    const left = Math.max(0, Math.floor(Math.min(quad[0]!, quad[2]!, quad[4]!, quad[6]!)));
    const right = Math.min(cols, Math.ceil(Math.max(quad[0]!, quad[2]!, quad[4]!, quad[6]!)));
    const top = Math.max(0, Math.floor(Math.min(quad[1]!, quad[3]!, quad[5]!, quad[7]!)));
    const bottom = Math.min(rows, Math.ceil(Math.max(quad[1]!, quad[3]!, quad[5]!, quad[7]!)));
    let sum = 0;
    let area = 0;
    for (let r = top; r < bottom; r++) {
      const start = (r - window.row) * window.cols - window.col;
      for (let c = left; c < right; c++) {
        const value = cells[start + c]!;
        if (Number.isNaN(value)) continue;
        const share = overlap(quad, c, r);
        sum += value * share;
        area += share;
      }
    }
    if (area > 0) target[at + i] = sum;
  }
};

/** Area that a convex quadrilateral shares with the unit square at (col, row): the square's four edges cut it one after the other. */
function overlap(quad: readonly number[], col: number, row: number): number {
  let ring: readonly number[] = quad;
  for (const [axis, limit, sign] of [
    [0, col, 1],
    [0, col + 1, -1],
    [1, row, 1],
    [1, row + 1, -1],
  ] as const) {
    const kept: number[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const here = (ring[i + axis]! - limit) * sign;
      const there = (ring[j + axis]! - limit) * sign;
      if (here >= 0) kept.push(ring[i]!, ring[i + 1]!);
      if (here >= 0 !== there >= 0) {
        const t = here / (here - there);
        kept.push(ring[i]! + (ring[j]! - ring[i]!) * t, ring[i + 1]! + (ring[j + 1]! - ring[i + 1]!) * t);
      }
    }
    ring = kept;
  }
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return Math.abs(twice) / 2;
}

export const sum: Resampler = { at: "corner", reach: () => 1, row };
