import { distanceExtraBits, distanceSymbol, lengthSymbol, matchToken, maxLength, minLength, type Tokens } from "./tokens.ts";

/** Cells that a repeat may lie back: deflate looks back 32768 bytes. */
const maxBack = 16_384;
const hashBits = 14;
/** Where each hash of two cells was last seen; and, by place, where its hash was seen before that. */
const heads = new Int32Array(1 << hashBits);
const before = new Int32Array(maxBack);
/** Earlier places looked at, the latest first; each further one makes little smaller and all slower. */
const maxTries = 4;
/** Cells of a repeat that is good enough to look no further. */
const goodCells = 16;
/** Cells of a repeat that later ones may refer to: of a long one, its beginning is enough. */
const maxKnown = 8;

/** To be called once before the repeats of another input are looked for. */
export function forgetRepeats(): void {
  heads.fill(-maxBack - 1);
}

/**
 * Pairs of bytes, and repeats of two or more such cells that were met before, from `start` until the input or the room
 * for tokens ends; returns where. `start` is even, and so is the place of `bytes` in its buffer.
 *
 * The input is read as cells of 16 bits, whatever it holds. In cells of that size (predicted ones above all) a match
 * that begins between two cells costs about what it saves, so this is twice as fast as looking at every byte, and as
 * small. No second thoughts about a repeat that was found, as in zlib's levels 1 to 3.
 */
export function findRepeats(bytes: Uint8Array, start: number, tokens: Tokens): number {
  const { items, literalCounts, distanceCounts } = tokens;
  const cells = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const last = cells.length - 2;
  // Two bytes a step, and three behind the last pair of cells.
  const room = items.length - 4;
  let count = 0;
  let at = start >> 1;
  while (at <= last && count < room) {
    const cell = cells[at]!;
    const next = cells[at + 1]!;
    const slot = hash(cell, next);
    let from = heads[slot]!;
    before[at & (maxBack - 1)] = from;
    heads[slot] = at;
    const stop = Math.min(at + maxLength / 2, cells.length);
    let best = at;
    let back = 0;
    for (let tries = 0; tries < maxTries && at - from <= maxBack && best - at < goodCells; tries++) {
      // Also where the best one so far ended, which most candidates do not reach.
      if (cells[from] === cell && cells[from + 1] === next && (best === at || cells[from + best - at] === cells[best])) {
        let to = at + 2;
        for (let match = from + 2; to < stop && cells[to] === cells[match]; match++) to++;
        if (to > best) {
          best = to;
          back = at - from;
        }
      }
      const earlier = before[from & (maxBack - 1)]!;
      // Overwritten by a later place.
      if (earlier >= from) break;
      from = earlier;
    }
    if (best > at) {
      const length = 2 * (best - at);
      const distance = 2 * back;
      literalCounts[lengthSymbol[length - minLength]!]!++;
      distanceCounts[distanceSymbol(distance, distanceExtraBits(distance))]!++;
      items[count++] = matchToken(length, distance);
      for (const known = Math.min(best - 1, last, at + maxKnown); at < known; ) {
        at++;
        const inner = hash(cells[at]!, cells[at + 1]!);
        before[at & (maxBack - 1)] = heads[inner]!;
        heads[inner] = at;
      }
      at = best;
    } else {
      literalCounts[cell & 255]!++;
      literalCounts[cell >>> 8]!++;
      items[count++] = cell & 255;
      items[count++] = cell >>> 8;
      at++;
    }
  }
  const to = at > last ? bytes.length : 2 * at;
  for (let rest = 2 * at; rest < to; rest++) {
    const byte = bytes[rest]!;
    literalCounts[byte]!++;
    items[count++] = byte;
  }
  tokens.count = count;
  return to;
}

const hash = (cell: number, next: number): number => Math.imul(cell | (next << 16), 0x9e3779b1) >>> (32 - hashBits);
