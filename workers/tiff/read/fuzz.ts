import { faultOf } from "../../../src/fault.ts";
import { bytesSource } from "../source.ts";
import { openTiff } from "./open.ts";

/** One damaged file: which one, how it was damaged, and what came of reading it. */
export interface FuzzCase {
  readonly seed: number;
  readonly file: string;
  readonly damage: string;
  /** Null when the file was read or refused as it should be. */
  readonly problem: string | null;
}

export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const edge = 64;
const mostBands = 16;
const longestMs = 10_000;
const mostBytes = 300 * 2 ** 20;

/** Damages a fixture as the seed says and reads it as the workbench does: equal seeds give equal cases. `allocated` counts bytes of buffers. */
export async function fuzzCase(seed: number, fixtures: readonly Fixture[], allocated: () => number): Promise<FuzzCase> {
  const random = randomOf(seed);
  const { name, bytes } = fixtures[Math.floor(random() * fixtures.length)]!;
  const { damaged, damage } = damageOf(bytes, random);
  const begun = performance.now();
  const before = allocated();
  const wrong = await read(name, damaged);
  const took = performance.now() - begun;
  const grew = allocated() - before;
  const slow = took > longestMs ? `took ${Math.round(took)} ms` : null;
  const large = grew > mostBytes ? `allocated ${Math.round(grew / 2 ** 20)} MB` : null;
  return { seed, file: name, damage, problem: wrong ?? slow ?? large };
}

/** What is wrong with the way a file is read: a thrown error that is no fault, or cells of the wrong shape. */
async function read(name: string, bytes: Uint8Array): Promise<string | null> {
  try {
    const { meta, readCells } = await openTiff(name, bytesSource(bytes), {});
    const some = meta.bands.slice(0, mostBands).map((_, band) => band);
    for (const level of [0, 1]) {
      const bands = await readCells({ level, col: 0, row: 0, cols: edge, rows: edge }, some, () => false);
      if (bands.length !== some.length || bands.some((band) => band.length !== edge * edge)) return "cells of another shape than asked for";
    }
    return null;
  } catch (error) {
    const fault = faultOf(error);
    return fault.tag === "bug" ? `${fault.message}\n${fault.stack}` : null;
  }
}

/** Numbers that lengths, counts and offsets go wrong at. */
const oddNumbers = [0, 1, 2, 3, 7, 8, 255, 256, 32767, 65535, 65536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

function damageOf(bytes: Uint8Array, random: () => number): { readonly damaged: Uint8Array; readonly damage: string } {
  const damaged = bytes.slice();
  const view = new DataView(damaged.buffer);
  const below = (limit: number) => Math.floor(random() * limit);
  const entries = entriesOf(view);
  const kind = below(6);
  if (kind === 0) {
    const at = below(16);
    damaged[at] = below(256);
    return { damaged, damage: `header byte ${at} is ${damaged[at]}` };
  }
  if (kind === 1 && entries.length > 0) {
    const at = entries[below(entries.length)]!;
    const part = [0, 2, 4, 8][below(4)]!;
    const value = random() < 0.7 ? oddNumbers[below(oddNumbers.length)]! : below(2 ** 32);
    const littleEndian = damaged[0] === 0x49;
    if (part < 4) view.setUint16(at + part, value % 65536, littleEndian);
    else view.setUint32(at + part, value, littleEndian);
    return { damaged, damage: `entry at ${at}, byte ${part}: ${value}` };
  }
  if (kind === 2) {
    const length = below(bytes.length);
    return { damaged: damaged.subarray(0, length), damage: `cut off at ${length}` };
  }
  if (kind === 3) {
    const [from, to, length] = [below(bytes.length), below(bytes.length), below(256)];
    damaged.copyWithin(to, from, from + length);
    return { damaged, damage: `${length} bytes copied from ${from} to ${to}` };
  }
  const flips = 1 + below(kind === 4 ? 1 : 24);
  const places = Array.from({ length: flips }, () => below(bytes.length));
  for (const at of places) damaged[at] = damaged[at]! ^ (1 << below(8));
  return { damaged, damage: `bits flipped at ${places}` };
}

/** Where the entries of the first directory of a classic TIFF are; none for others. */
function entriesOf(view: DataView): number[] {
  const littleEndian = view.getUint8(0) === 0x49;
  if (view.getUint16(2, littleEndian) !== 42) return [];
  const start = view.getUint32(4, littleEndian);
  const count = view.getUint16(start, littleEndian);
  return Array.from({ length: count }, (_, i) => start + 2 + 12 * i).filter((at) => at + 12 <= view.byteLength);
}

/** Uniform in [0, 1) from a seed. (mulberry32 by Tommy Ettinger, public domain.) */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
