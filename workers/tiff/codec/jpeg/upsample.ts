/** Samples of one component, `pitch` apart from row to row. */
export interface Plane {
  readonly data: Uint8Array;
  readonly pitch: number;
  readonly width: number;
  readonly height: number;
}

/**
 * One row of a component at the picture's full width, by libjpeg's "fancy" triangle filter for halved components
 * (jdsample.c) and by repetition for other ratios. `out` needs room for `ratioX` times the plane's width.
 */
export function upsampleRow({ data, pitch, width, height }: Plane, ratioX: number, ratioY: number, y: number, out: Uint8Array): void {
  const row = Math.min(height - 1, Math.floor(y / ratioY));
  const at = row * pitch;
  if (ratioX === 1 && ratioY === 1) out.set(data.subarray(at, at + width));
  else if (ratioX === 2 && ratioY === 1 && width > 2) across(data, at, width, out);
  else if (ratioY === 2 && (ratioX === 1 || (ratioX === 2 && width > 2))) {
    const upper = y % 2 === 0;
    const near = Math.min(height - 1, Math.max(0, upper ? row - 1 : row + 1)) * pitch;
    if (ratioX === 2) both(data, at, near, width, out);
    else for (let i = 0; i < width; i++) out[i] = (data[at + i]! * 3 + data[near + i]! + (upper ? 1 : 2)) >> 2;
  } else for (let i = 0, to = 0; i < width; i++) for (let k = 0; k < ratioX; k++) out[to++] = data[at + i]!;
}

function across(data: Uint8Array, at: number, width: number, out: Uint8Array): void {
  const end = at + width - 1;
  out[0] = data[at]!;
  out[1] = (data[at]! * 3 + data[at + 1]! + 2) >> 2;
  let to = 2;
  for (let i = at + 1; i < end; i++) {
    const value = data[i]! * 3;
    out[to++] = (value + data[i - 1]! + 1) >> 2;
    out[to++] = (value + data[i + 1]! + 2) >> 2;
  }
  out[to++] = (data[end]! * 3 + data[end - 1]! + 1) >> 2;
  out[to] = data[end]!;
}

function both(data: Uint8Array, at: number, near: number, width: number, out: Uint8Array): void {
  let last = 0;
  let here = data[at]! * 3 + data[near]!;
  let next = data[at + 1]! * 3 + data[near + 1]!;
  out[0] = (here * 4 + 8) >> 4;
  out[1] = (here * 3 + next + 7) >> 4;
  let to = 2;
  for (let i = 2; i < width; i++) {
    last = here;
    here = next;
    next = data[at + i]! * 3 + data[near + i]!;
    out[to++] = (here * 3 + last + 8) >> 4;
    out[to++] = (here * 3 + next + 7) >> 4;
  }
  out[to++] = (next * 3 + here + 8) >> 4;
  out[to] = (next * 4 + 7) >> 4;
}
