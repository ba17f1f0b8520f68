import { blockTokens, countOne, distanceCounts, distanceExtraBits, distanceSymbol, lengthSymbol, literalCounts, maxLength, minLength } from "./tokens";

/** Tokens of 32 bits: two bytes that stand for themselves and bit 31; one byte; or a match as in tokens.ts. */
export const repeatTokens: usize = memory.data(blockTokens << 2, 16);
export let repeatSteps: i32 = 0;

const maxBack: i32 = 16_384;
const hashBits: i32 = 14;
const maxTries: i32 = 4;
const goodCells: i32 = 16;
const maxKnown: i32 = 8;
/** Where each hash of two cells was last seen; and, by place, where its hash was seen before that. Places modulo 65536. */
const heads: usize = memory.data(2 << 14, 16);
const before: usize = memory.data(2 << 14, 16);
/** Counts of the upper bytes, apart from those of the lower ones. */
const upperCounts: usize = memory.data(1024, 16);

export function forgetRepeats(): void {
  memory.fill(heads, 0, 2 << 14);
  memory.fill(before, 0, 2 << 14);
}

function slotOf(pair: u32): usize {
  return (<usize>((pair * 0x9e3779b1) >> (32 - hashBits))) << 1;
}

/** Pairs of bytes, and repeats of two or more of them, from `start` (even) until the input or the room for tokens ends; returns where. */
export function findRepeats(bytes: usize, start: i32, end: i32): i32 {
  memory.fill(upperCounts, 0, 1024);
  const cells = end >> 1;
  const last = cells - 2;
  const room = blockTokens - 4;
  // Tokens as the twin counts them, two for two bytes; and steps, one for these.
  let count: i32 = 0;
  let steps: usize = repeatTokens;
  let at = start >> 1;
  while (at <= last && count < room) {
    const here = bytes + (at << 1);
    const pair = load<u32>(here);
    const slot = slotOf(pair);
    let back: i32 = (at - <i32>load<u16>(heads + slot)) & 0xffff;
    store<u16>(before + ((at & (maxBack - 1)) << 1), load<u16>(heads + slot));
    store<u16>(heads + slot, at);
    const most = min(maxLength >> 1, cells - at);
    const limit = min(at, maxBack);
    let best: i32 = 0;
    let bestBack: i32 = 0;
    let nearer: i32 = 0;
    for (let tries = 0; tries < maxTries && back > nearer && back <= limit && best < goodCells; tries++) {
      const there = here - (back << 1);
      if (load<u32>(there) === pair && (best === 0 || load<u16>(there + (best << 1)) === load<u16>(here + (best << 1)))) {
        const length = matchLength(here, there, most);
        if (length > best) {
          best = length;
          bestBack = back;
        }
      }
      nearer = back;
      back = (at - <i32>load<u16>(before + (((at - back) & (maxBack - 1)) << 1))) & 0xffff;
    }
    if (best > 0) {
      const length = best << 1;
      const distance = bestBack << 1;
      countOne(literalCounts, lengthSymbol(length));
      countOne(distanceCounts, distanceSymbol(distance, distanceExtraBits(distance)));
      store<u32>(steps, (distance << 9) | 256 | (length - minLength));
      steps += 4;
      count++;
      const known = min(at + best - 1, min(last, at + maxKnown));
      for (let inner = at + 1; inner <= known; inner++) {
        const innerSlot = slotOf(load<u32>(bytes + (inner << 1)));
        store<u16>(before + ((inner & (maxBack - 1)) << 1), load<u16>(heads + innerSlot));
        store<u16>(heads + innerSlot, inner);
      }
      at += best;
    } else {
      countOne(literalCounts, pair & 255);
      countOne(upperCounts, (pair >> 8) & 255);
      store<u32>(steps, 0x80000000 | (pair & 0xffff));
      steps += 4;
      count += 2;
      at++;
    }
  }
  const to = at > last ? end : at << 1;
  for (let rest = at << 1; rest < to; rest++) {
    const byte = load<u8>(bytes + rest);
    countOne(literalCounts, byte);
    store<u32>(steps, byte);
    steps += 4;
  }
  for (let byte = 0; byte < 1024; byte += 4) store<u32>(literalCounts + byte, load<u32>(literalCounts + byte) + load<u32>(upperCounts + byte));
  repeatSteps = <i32>((steps - repeatTokens) >> 2);
  return to;
}

/** Cells that are equal in both places, of which two are known to be; no more than `most`. May look at up to eight bytes more. */
function matchLength(here: usize, there: usize, most: i32): i32 {
  let length: i32 = 2;
  while (length < most) {
    const difference = load<u64>(here + (length << 1)) ^ load<u64>(there + (length << 1));
    if (difference !== 0) return min(most, length + <i32>(ctz(difference) >> 4));
    length += 4;
  }
  return most;
}
