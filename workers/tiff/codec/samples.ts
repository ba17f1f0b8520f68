import { type CellArray, type CellType, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { undoDifference, undoFloatingPoint } from "./predictor.ts";

export type SampleFormat = "unsigned" | "signed" | "float";

/** How the samples of one block lie in its decompressed bytes. Every row starts on a byte. */
export interface SampleLayout {
  readonly littleEndian: boolean;
  readonly format: SampleFormat;
  /** Bits a sample. */
  readonly bits: number;
  /** Samples a row, of all bands together when they are interleaved. */
  readonly perRow: number;
  readonly rows: number;
  /** Distance of a sample to its left neighbour's of the same band. */
  readonly stride: number;
  /** 1 none, 2 horizontal differencing, 3 floating point. */
  readonly predictor: number;
}

/** The array in which samples of this kind rest; null when there is none. 64-bit integers rest in doubles, whole up to 2^53. */
export function restingType(format: SampleFormat, bits: number): CellType | null {
  if (format === "float") return bits === 16 || bits === 24 || bits === 32 ? "float32" : bits === 64 ? "float64" : null;
  if (bits === 64) return "float64";
  if (bits < 1 || bits > 32) return null;
  const signed = format === "signed" && (bits === 8 || bits === 16 || bits === 32);
  const width = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
  return `${signed ? "int" : "uint"}${width}`;
}

export const rowBytes = ({ perRow, bits }: { readonly perRow: number; readonly bits: number }): number => Math.ceil((perRow * bits) / 8);

/** Decompressed bytes to samples. Owns `bytes`, which must start their own buffer, and may return a view of it. */
export function toSamples(bytes: Uint8Array<ArrayBuffer>, layout: SampleLayout): CellArray {
  const { littleEndian, format, bits, perRow, stride, predictor } = layout;
  const swap = !littleEndian && predictor !== 3;
  if (predictor === 3) undoFloatingPoint(bytes, perRow, stride, bits / 8);
  if (bits === 16 || bits === 32 || bits === 64) {
    if (swap) swapBytes(bytes, bits / 8);
  } else if (bits !== 8) return unpack(bytes, { ...layout, littleEndian: predictor === 3 || littleEndian });
  const { buffer } = bytes;
  if (bits === 8) {
    if (predictor === 2) undoDifference(bytes, perRow, stride);
    return format === "signed" ? new Int8Array(buffer) : bytes;
  }
  if (bits === 16) {
    const words = new Uint16Array(buffer);
    if (predictor === 2) undoDifference(words, perRow, stride);
    return format === "float" ? widenHalf(words) : format === "signed" ? new Int16Array(buffer) : words;
  }
  if (bits === 32) {
    const words = new Uint32Array(buffer);
    if (predictor === 2) undoDifference(words, perRow, stride);
    return format === "float" ? new Float32Array(buffer) : format === "signed" ? new Int32Array(buffer) : words;
  }
  if (predictor === 2) undoDifference(new BigUint64Array(buffer), perRow, stride);
  if (format === "float") return new Float64Array(buffer);
  return Float64Array.from(format === "signed" ? new BigInt64Array(buffer) : new BigUint64Array(buffer), Number);
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let i = 0; i + width <= bytes.length; i += width)
    for (let l = i, r = i + width - 1; l < r; l++, r--) {
      const byte = bytes[l]!;
      bytes[l] = bytes[r]!;
      bytes[r] = byte;
    }
}

/** Samples whose width is no machine word: integers most significant bit first whatever the file's order, as GDAL reads them. */
function unpack(bytes: Uint8Array, layout: SampleLayout): CellArray {
  const { littleEndian, format, bits, perRow, rows } = layout;
  const out = cellTypeInfo(restingType(format, bits)!).make(perRow * rows);
  const each = rowBytes(layout);
  for (let row = 0, to = 0; row < rows; row++) {
    let at = row * each;
    let hold = 0;
    let held = 0;
    for (let i = 0; i < perRow; i++, to++) {
      if (format === "float") {
        out[to] = float24(
          littleEndian ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) : (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!,
        );
        at += 3;
        continue;
      }
      // Multiplication, not shifts: up to 39 bits are held at a time.
      while (held < bits) {
        hold = hold * 256 + bytes[at++]!;
        held += 8;
      }
      const rest = 2 ** (held - bits);
      out[to] = Math.floor(hold / rest);
      hold %= rest;
      held -= bits;
    }
  }
  return out;
}

function widenHalf(words: Uint16Array): Float32Array {
  const out = new Float32Array(words.length);
  for (let i = 0; i < words.length; i++) out[i] = halves()[words[i]!]!;
  return out;
}

/** 1 sign, 7 exponent (bias 63), 16 fraction bits. */
function float24(value: number): number {
  return small(value >>> 23, (value >>> 16) & 127, (value & 65535) / 65536, 127, 63);
}

function small(sign: number, exponent: number, fraction: number, top: number, bias: number): number {
  const size =
    exponent === top ? (fraction ? Number.NaN : Number.POSITIVE_INFINITY) : exponent ? (1 + fraction) * 2 ** (exponent - bias) : fraction * 2 ** (1 - bias);
  return sign ? -size : size;
}

let table: Float32Array | null = null;
/** Every IEEE 754 half, by its bits. */
function halves(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, h) => small(h >>> 15, (h >>> 10) & 31, (h & 1023) / 1024, 31, 15));
  return table;
}
