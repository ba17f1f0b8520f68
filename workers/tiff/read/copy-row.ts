import type { CellArray } from "../../../src/cells/cell-type.ts";

/** dst[to + i] = src[from + i · step] for i below `count`. One loop an array class: a shared one would be many times slower. */
export function copyRow(src: CellArray, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  if (src instanceof Uint8Array) copyUint8(src, from, step, dst, to, count);
  else if (src instanceof Uint16Array) copyUint16(src, from, step, dst, to, count);
  else if (src instanceof Int16Array) copyInt16(src, from, step, dst, to, count);
  else if (src instanceof Float32Array) copyFloat32(src, from, step, dst, to, count);
  else if (src instanceof Float64Array) copyFloat64(src, from, step, dst, to, count);
  else if (src instanceof Int8Array) copyInt8(src, from, step, dst, to, count);
  else if (src instanceof Uint32Array) copyUint32(src, from, step, dst, to, count);
  else copyInt32(src, from, step, dst, to, count);
}

function copyUint8(src: Uint8Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyInt8(src: Int8Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyUint16(src: Uint16Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyInt16(src: Int16Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyUint32(src: Uint32Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyInt32(src: Int32Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyFloat32(src: Float32Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}

function copyFloat64(src: Float64Array, from: number, step: number, dst: Float64Array, to: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += step) dst[to + i] = src[at]!;
}
