import { blockTokens, countOne, distanceCounts, lengthSymbol, literalCounts, maxLength, minLength } from "./tokens";

/** Tokens of 16 bits: a byte, or 256 and the length of a run less 3. */
export const runTokens: usize = memory.data((blockTokens + 16) << 1, 16);
export let runCount: i32 = 0;

/** Four further histograms: the same byte often follows itself, and a count that was just stored is slow to load. */
const lanes: usize = memory.data(4 << 10, 16);

/** Bytes, and runs of the byte before them, from `from` until the input or the room for tokens ends; returns where. */
export function findRuns(bytes: usize, from: i32, end: i32): i32 {
  memory.fill(lanes, 0, 4 << 10);
  let at = bytes + from;
  const stop = bytes + end;
  let count: i32 = 0;
  let runs: i32 = 0;
  let isFirst = from === 0;
  while (at < stop && count < blockTokens) {
    let literals: i32 = 1;
    if (!isFirst && at + 18 <= stop && count + 16 <= blockTokens) {
      const here = v128.load(at);
      const same = v128.and(v128.and(i8x16.eq(here, v128.load(at - 1)), i8x16.eq(here, v128.load(at + 1))), i8x16.eq(here, v128.load(at + 2)));
      const mask = i8x16.bitmask(same);
      literals = mask === 0 ? 16 : ctz(mask);
      if (literals > 0) {
        const tokens = runTokens + (count << 1);
        v128.store(tokens, i16x8.extend_low_i8x16_u(here));
        v128.store(tokens, i16x8.extend_high_i8x16_u(here), 16);
        let i: i32 = 0;
        for (; i + 4 <= literals; i += 4) {
          const four = load<u32>(at + i);
          countOne(lanes, four & 255);
          countOne(lanes + 1024, (four >> 8) & 255);
          countOne(lanes + 2048, (four >> 16) & 255);
          countOne(lanes + 3072, four >> 24);
        }
        for (; i < literals; i++) countOne(lanes, load<u8>(at + i));
        at += literals;
        count += literals;
        continue;
      }
    } else {
      const byte: i32 = load<u8>(at);
      const isRun = !isFirst && at + 2 < stop && load<u8>(at - 1) === byte && load<u8>(at + 1) === byte && load<u8>(at + 2) === byte;
      if (!isRun) {
        store<u16>(runTokens + (count << 1), byte);
        countOne(lanes, byte);
        isFirst = false;
        at++;
        count++;
        continue;
      }
    }
    const length = runLength(at, min(at + maxLength, stop));
    countOne(literalCounts, lengthSymbol(length));
    store<u16>(runTokens + (count << 1), 256 | (length - minLength));
    runs++;
    count++;
    at += length;
  }
  for (let byte = 0; byte < 1024; byte += 4)
    store<u32>(literalCounts + byte, load<u32>(lanes + byte) + load<u32>(lanes + byte, 1024) + load<u32>(lanes + byte, 2048) + load<u32>(lanes + byte, 3072));
  store<u32>(distanceCounts, runs);
  runCount = count;
  return <i32>(at - bytes);
}

/** Bytes from `at` on that equal the one before, of which three are known to. */
function runLength(at: usize, stop: usize): i32 {
  const all = i8x16.splat(load<u8>(at));
  let to = at + minLength;
  while (to + 16 <= stop) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(to), all));
    if (mask !== 0xffff) return <i32>(to - at) + ctz(~mask);
    to += 16;
  }
  const byte = load<u8>(at);
  while (to < stop && load<u8>(to) === byte) to++;
  return <i32>(to - at);
}
