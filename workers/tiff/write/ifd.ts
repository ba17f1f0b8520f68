import { invariant } from "../../../src/fault.ts";

/** One field of an image file directory; numbers are little-endian in the file. */
export type Field =
  | { readonly tag: number; readonly type: "ascii"; readonly text: string }
  | { readonly tag: number; readonly type: "short" | "long" | "double"; readonly values: ArrayLike<number> }
  /** Positions in the file, counted from the end of the header: LONG in a classic file, LONG8 in a BigTIFF. NaN: no data, stored as 0. */
  | { readonly tag: number; readonly type: "offset"; readonly values: ArrayLike<number> };

const typeCodes = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const typeBytes = { ascii: 1, short: 2, long: 4, double: 8 } as const;
const long8 = 16;

/**
 * Everything in front of the cells: the signature and the directories one after the other, each followed by its
 * values. Offsets are made absolute; the length is a multiple of 16.
 */
export function composeHeader(directories: readonly (readonly Field[])[], big: boolean): Uint8Array<ArrayBuffer> {
  const first = big ? 16 : 8;
  const sizes = directories.map((fields) => directoryBytes(fields, big));
  const length = Math.ceil(sizes.reduce((sum, size) => sum + size, first) / 16) * 16;
  const view = new DataView(new ArrayBuffer(length));

  view.setUint16(0, 0x4949);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, BigInt(first), true);
  } else view.setUint32(4, first, true);

  let at = first;
  directories.forEach((fields, d) => {
    const next = d + 1 < directories.length ? at + sizes[d]! : 0;
    writeDirectory(view, { fields, at, next, dataStart: length, big });
    at += sizes[d]!;
  });
  return new Uint8Array(view.buffer);
}

const even = (n: number) => n + (n % 2);
const entryBytes = (big: boolean) => (big ? 20 : 12);
/** Bytes before the entries (their count) and behind them (the next directory's place). */
const countBytes = (big: boolean) => (big ? 8 : 2);
const pointerBytes = (big: boolean) => (big ? 8 : 4);

function valueBytes(field: Field, big: boolean): number {
  if (field.type === "ascii") return new TextEncoder().encode(field.text).length + 1;
  return field.values.length * (field.type === "offset" ? pointerBytes(big) : typeBytes[field.type]);
}

function directoryBytes(fields: readonly Field[], big: boolean): number {
  const outside = fields.map((field) => valueBytes(field, big)).filter((size) => size > pointerBytes(big));
  return even(countBytes(big) + fields.length * entryBytes(big) + pointerBytes(big)) + outside.reduce((sum, size) => sum + even(size), 0);
}

interface Place {
  readonly fields: readonly Field[];
  readonly at: number;
  readonly next: number;
  readonly dataStart: number;
  readonly big: boolean;
}

function writeDirectory(view: DataView, { fields, at, next, dataStart, big }: Place): void {
  const setPointer = (position: number, value: number) => (big ? view.setBigUint64(position, BigInt(value), true) : view.setUint32(position, value, true));
  const sorted = fields.toSorted((left, right) => left.tag - right.tag);
  invariant(new Set(sorted.map(({ tag }) => tag)).size === sorted.length, "each tag once in a directory");

  if (big) view.setBigUint64(at, BigInt(sorted.length), true);
  else view.setUint16(at, sorted.length, true);
  let entry = at + countBytes(big);
  let outside = at + even(countBytes(big) + sorted.length * entryBytes(big) + pointerBytes(big));
  for (const field of sorted) {
    const size = valueBytes(field, big);
    const count = field.type === "ascii" ? size : field.values.length;
    view.setUint16(entry, field.tag, true);
    view.setUint16(entry + 2, field.type === "offset" ? (big ? long8 : typeCodes.long) : typeCodes[field.type], true);
    setPointer(entry + 4, count);
    const inline = entry + 4 + pointerBytes(big);
    if (size <= pointerBytes(big)) writeValues(view, field, { at: inline, dataStart, setPointer, step: pointerBytes(big) });
    else {
      setPointer(inline, outside);
      writeValues(view, field, { at: outside, dataStart, setPointer, step: pointerBytes(big) });
      outside += even(size);
    }
    entry += entryBytes(big);
  }
  setPointer(entry, next);
}

interface Target {
  readonly at: number;
  readonly dataStart: number;
  readonly setPointer: (position: number, value: number) => void;
  readonly step: number;
}

function writeValues(view: DataView, field: Field, { at, dataStart, setPointer, step }: Target): void {
  switch (field.type) {
    case "ascii":
      new Uint8Array(view.buffer).set(new TextEncoder().encode(field.text), at);
      return;
    case "short":
      for (let i = 0; i < field.values.length; i++) view.setUint16(at + i * 2, field.values[i]!, true);
      return;
    case "long":
      for (let i = 0; i < field.values.length; i++) view.setUint32(at + i * 4, field.values[i]!, true);
      return;
    case "double":
      for (let i = 0; i < field.values.length; i++) view.setFloat64(at + i * 8, field.values[i]!, true);
      return;
    case "offset":
      for (let i = 0; i < field.values.length; i++) {
        const value = field.values[i]!;
        setPointer(at + i * step, Number.isNaN(value) ? 0 : dataStart + value);
      }
      return;
    default:
      field satisfies never;
  }
}
