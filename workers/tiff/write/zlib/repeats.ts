import { distanceExtraBits, distanceSymbol, lengthSymbol, matchToken, maxLength, minLength, type Tokens } from "./tokens.ts";

/** Cells that a repeat may lie back: deflate looks back 32768 bytes. */
const maxBack = 16_384;
const hashBits = 13;
/** Earlier places looked at; each further one makes little smaller and all slower. */
const tries = 4;
/**
 * For each hash of two cells the last places where it was seen, the latest first, modulo 65536: an entry of long ago may be
 * taken for a later place, which does no harm as candidates are compared cell by cell.
 */
const seen = new Uint16Array(tries << hashBits);
/** Cells of a repeat that later ones may refer to: of a long one, its beginning is enough. */
const maxKnown = 8;

/** To be called once before the repeats of another input are looked for. */
export function forgetRepeats(): void {
  seen.fill(0);
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
    const slot = slotOf(cell, next);
    const stop = Math.min(at + maxLength / 2, cells.length);
    const limit = Math.min(at, maxBack);
    let best = at;
    let bestBack = 0;
    for (let candidate = slot; candidate < slot + tries; candidate++) {
      const back = (at - seen[candidate]!) & 0xffff;
      if (back === 0 || back > limit || cells[at - back] !== cell || cells[at - back + 1] !== next) continue;
      let to = at + 2;
      while (to < stop && cells[to] === cells[to - back]) to++;
      if (to > best) {
        best = to;
        bestBack = back;
      }
    }
    note(slot, at);
    if (best > at) {
      const length = 2 * (best - at);
      const distance = 2 * bestBack;
      literalCounts[lengthSymbol[length - minLength]!]!++;
      distanceCounts[distanceSymbol(distance, distanceExtraBits(distance))]!++;
      items[count++] = matchToken(length, distance);
      for (const known = Math.min(best - 1, last, at + maxKnown); at < known; ) {
        at++;
        note(slotOf(cells[at]!, cells[at + 1]!), at);
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

const slotOf = (cell: number, next: number): number => (Math.imul(cell | (next << 16), 0x9e3779b1) >>> (32 - hashBits)) * tries;

function note(slot: number, at: number): void {
  seen[slot + 3] = seen[slot + 2]!;
  seen[slot + 2] = seen[slot + 1]!;
  seen[slot + 1] = seen[slot]!;
  seen[slot] = at;
}
