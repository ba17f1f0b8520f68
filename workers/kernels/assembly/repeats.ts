import {
  blockTokens,
  countOne,
  distanceCounts,
  distanceExtraBits,
  distanceSymbol,
  distanceSymbols,
  lengthTable,
  literalCounts,
  maxLength,
  minLength,
} from "./tokens";

/**
 * Steps of 32 bits, which the packer reads without a branch: in 9 bits a byte, or 256 and the length of a match less 3; in
 * 9 bits the byte behind it, or 256 and the symbol of the match's distance, or `nothing`; in 13 bits the distance's extra bits.
 */
export const repeatSteps: usize = memory.data(blockTokens << 2, 16);
export let repeatCount: i32 = 0;

const maxBack: i32 = 16_384;
const hashBits: i32 = 13;
const maxKnown: i32 = 8;
/** For each hash of two cells the last four places where it was seen, modulo 65536, the latest in the lowest bits. */
const seen: usize = memory.data(8 << hashBits, 16);
/** The second part of a step without one. */
export const nothing: i32 = 511;
/** How often each first and second part occurs. */
const firstCounts: usize = memory.data(512 << 2, 16);
const secondCounts: usize = memory.data(512 << 2, 16);

export function forgetRepeats(): void {
  memory.fill(seen, 0, 8 << hashBits);
}

function slotOf(pair: u32): usize {
  return seen + ((<usize>((pair * 0x9e3779b1) >> (32 - hashBits))) << 3);
}

/** Pairs of bytes, and repeats of two or more of them, from `start` (even) until the input or the room for tokens ends; returns where. */
export function findRepeats(bytes: usize, start: i32, end: i32): i32 {
  memory.fill(firstCounts, 0, 512 << 2);
  memory.fill(secondCounts, 0, 512 << 2);
  const cells = end >> 1;
  const last = cells - 2;
  const room = blockTokens - 4;
  // Tokens as the twin counts them: two for two bytes.
  let count: i32 = 0;
  let steps: usize = repeatSteps;
  let at = start >> 1;
  while (at <= last && count < room) {
    const here = bytes + (at << 1);
    const next = load<u64>(here);
    const slot = slotOf(<u32>next);
    const places = load<u64>(slot);
    store<u64>(slot, (places << 16) | (at & 0xffff));
    const limit = min(at, maxBack);
    const near = max(firstCells(here, next, at - <i32>places, limit), firstCells(here, next, at - <i32>(places >> 16), limit));
    const far = max(firstCells(here, next, at - <i32>(places >> 32), limit), firstCells(here, next, at - <i32>(places >> 48), limit));
    let best = max(near, far);
    if (best >= 2 << 16) {
      const most = min(maxLength >> 1, cells - at);
      if (best >= 4 << 16 || most < 4) best = longest(here, places, at, limit, most);
      const matched = best >> 16;
      const length = (matched << 1) - minLength + 256;
      const distance = (0xffff - (best & 0xffff)) << 1;
      const extraBits = distanceExtraBits(distance);
      const symbol = distanceSymbol(distance, extraBits) + 256;
      countOne(firstCounts, length);
      countOne(secondCounts, symbol);
      store<u32>(steps, length | (symbol << 9) | (((distance - 1) & ((1 << extraBits) - 1)) << 18));
      steps += 4;
      count++;
      const known = min(at + matched - 1, min(last, at + maxKnown));
      for (let inner = at + 1; inner <= known; inner++) {
        const innerSlot = slotOf(load<u32>(bytes + (inner << 1)));
        store<u64>(innerSlot, (load<u64>(innerSlot) << 16) | (inner & 0xffff));
      }
      at += matched;
    } else {
      const lower = <i32>next & 255;
      const upper = (<i32>next >> 8) & 255;
      countOne(firstCounts, lower);
      countOne(secondCounts, upper);
      store<u32>(steps, lower | (upper << 9));
      steps += 4;
      count += 2;
      at++;
    }
  }
  const to = at > last ? end : at << 1;
  for (let rest = at << 1; rest < to; rest++) {
    const byte: i32 = load<u8>(bytes + rest);
    countOne(firstCounts, byte);
    store<u32>(steps, byte | (nothing << 9));
    steps += 4;
  }
  for (let byte = 0; byte < 1024; byte += 4) store<u32>(literalCounts + byte, load<u32>(firstCounts + byte) + load<u32>(secondCounts + byte));
  for (let length = 0; length < 256; length++) {
    const at = literalCounts + ((<i32>load<u16>(lengthTable + (length << 2))) << 2);
    store<u32>(at, load<u32>(at) + load<u32>(firstCounts + ((256 + length) << 2)));
  }
  memory.copy(distanceCounts, secondCounts + (256 << 2), distanceSymbols << 2);
  repeatCount = <i32>((steps - repeatSteps) >> 2);
  return to;
}

/**
 * How many of the first four cells are the same so far back (in the upper 16 bits; 0 where that is out of reach), and below
 * that 65535 less the distance: the larger number is the better match. Without branches, as nothing here can be predicted.
 */
function firstCells(here: usize, next: u64, distance: i32, limit: i32): i32 {
  const back = distance & 0xffff;
  const isNear = <u32>(back - 1) < <u32>limit;
  const difference = load<u64>(here - (select<i32>(back, 0, isNear) << 1)) ^ next;
  return (select<i32>(<i32>(ctz(difference) >> 4), 0, isNear) << 16) | (0xffff - back);
}

/** The longest match among the four places, the nearest of these, told as by `firstCells`. */
function longest(here: usize, places: u64, at: i32, limit: i32, most: i32): i32 {
  let best: i32 = 0;
  for (let i = 0; i < 4; i++) {
    const back = (at - <i32>places) & 0xffff;
    places >>= 16;
    if (<u32>(back - 1) >= <u32>limit) continue;
    best = max(best, (matchLength(here, here - (back << 1), most) << 16) | (0xffff - back));
  }
  return best;
}

/** Cells that are equal in both places, no more than `most`. May look at up to eight bytes more. */
function matchLength(here: usize, there: usize, most: i32): i32 {
  for (let length = 0; length < most; length += 4) {
    const difference = load<u64>(here + (length << 1)) ^ load<u64>(there + (length << 1));
    if (difference !== 0) return min(most, length + <i32>(ctz(difference) >> 4));
  }
  return most;
}
