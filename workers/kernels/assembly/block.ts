import { canonicalCodes, codeLengths } from "./codes";
import { nothing, repeatCount, repeatSteps } from "./repeats";
import { runCount, runTokens } from "./runs";
import { align, pending, pendingBits, put, setSink, sinkAt } from "./sink";
import { distanceCounts, distanceSymbols, endOfBlock, extraBits, lengthTable, literalCounts, literalSymbols } from "./tokens";

const lengths: usize = memory.data(literalSymbols, 16);
const distanceLengths: usize = memory.data(distanceSymbols, 16);
const literalCodes: usize = memory.data(literalSymbols << 2, 16);
const distanceCodes: usize = memory.data(distanceSymbols << 2, 16);
/**
 * By the first part of a step: the bits of a byte, or those of a length and what follows it, and their number (8 bits, the
 * highest). By the second part: the bits of a byte or distance, their number, and how many follow (8 bits each, the highest).
 */
const firstCodes: usize = memory.data(512 << 2, 16);
const lengthCodes: usize = firstCodes + (256 << 2);
const secondCodes: usize = memory.data(512 << 2, 16);

/** Lengths of both codes as they are sent: 0 to 15 are lengths, 16 to 18 repeat (RFC 1951, section 3.2.7). */
const summary: usize = memory.data(literalSymbols + distanceSymbols, 16);
const summaryExtra: usize = memory.data(literalSymbols + distanceSymbols, 16);
const summaryCounts: usize = memory.data(19 << 2, 16);
const summaryLengths: usize = memory.data(19, 16);
const summaryCodes: usize = memory.data(19 << 2, 16);
const summaryOrder: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** One block of the tokens of the last search, which stand for the bytes given; or those bytes stored, where that is shorter. */
export function writeBlock(bytes: usize, size: i32, isLast: boolean, isRepeats: boolean): void {
  codeLengths(literalCounts, literalSymbols, 15, lengths);
  codeLengths(distanceCounts, distanceSymbols, 15, distanceLengths);
  const literalsSent = sentOf(lengths, literalSymbols, 257);
  const distancesSent = sentOf(distanceLengths, distanceSymbols, 1);
  const summarySize = summarise(literalsSent, distancesSent);
  codeLengths(summaryCounts, 19, 7, summaryLengths);
  let summarySent: i32 = 19;
  while (summarySent > 4 && load<u8>(summaryLengths + load<u8>(summaryOrder + summarySent - 1)) === 0) summarySent--;

  if (bitsOf(summarySent) >= storedBits(size)) {
    writeStored(bytes, size, isLast);
    return;
  }
  put(isLast ? 5 : 4, 3);
  put(literalsSent - 257, 5);
  put(distancesSent - 1, 5);
  put(summarySent - 4, 4);
  for (let i = 0; i < summarySent; i++) put(load<u8>(summaryLengths + load<u8>(summaryOrder + i)), 3);
  canonicalCodes(summaryLengths, 19, summaryCodes);
  for (let i = 0; i < summarySize; i++) {
    const symbol: i32 = load<u8>(summary + i);
    putCode(summaryCodes, symbol);
    if (symbol >= 16) put(load<u8>(summaryExtra + i), extraBitsOfRepeat(symbol));
  }
  canonicalCodes(lengths, literalSymbols, literalCodes);
  canonicalCodes(distanceLengths, distanceSymbols, distanceCodes);
  fillStepCodes();
  if (isRepeats) writeRepeats();
  else writeRuns();
  putCode(literalCodes, endOfBlock);
}

function putCode(codes: usize, symbol: i32): void {
  const code = load<u32>(codes + (symbol << 2));
  put(code & 0xffff, code >> 16);
}

function sentOf(all: usize, size: i32, least: i32): i32 {
  let sent = size;
  while (sent > least && load<u8>(all + sent - 1) === 0) sent--;
  return sent;
}

function extraBitsOfRepeat(symbol: i32): i32 {
  return symbol === 16 ? 2 : symbol === 17 ? 3 : 7;
}

let summarySize: i32 = 0;

function addToSummary(symbol: i32, extra: i32): void {
  store<u8>(summary + summarySize, symbol);
  store<u8>(summaryExtra + summarySize, extra);
  summarySize++;
  const at = summaryCounts + (symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

function summarise(literalsSent: i32, distancesSent: i32): i32 {
  const total = literalsSent + distancesSent;
  memory.fill(summaryCounts, 0, 19 << 2);
  summarySize = 0;
  for (let i = 0; i < total; ) {
    const length = lengthAt(i, literalsSent);
    let run = 1;
    while (i + run < total && lengthAt(i + run, literalsSent) === length) run++;
    i += run;
    if (length !== 0) {
      addToSummary(length, 0);
      run--;
    }
    while (run >= 3) {
      const most = min(run, length === 0 ? 138 : 6);
      if (length !== 0) addToSummary(16, most - 3);
      else if (most < 11) addToSummary(17, most - 3);
      else addToSummary(18, most - 11);
      run -= most;
    }
    for (; run > 0; run--) addToSummary(length, 0);
  }
  return summarySize;
}

function lengthAt(i: i32, literalsSent: i32): i32 {
  return i < literalsSent ? load<u8>(lengths + i) : load<u8>(distanceLengths + i - literalsSent);
}

/** Size of the block with codes of its own. */
function bitsOf(summarySent: i32): i32 {
  let bits = 17 + 3 * summarySent + extraBits();
  for (let symbol = 0; symbol < 19; symbol++)
    bits += load<u32>(summaryCounts + (symbol << 2)) * (<i32>load<u8>(summaryLengths + symbol) + (symbol < 16 ? 0 : extraBitsOfRepeat(symbol)));
  for (let symbol = 0; symbol < literalSymbols; symbol++) bits += load<u32>(literalCounts + (symbol << 2)) * <i32>load<u8>(lengths + symbol);
  for (let symbol = 0; symbol < distanceSymbols; symbol++) bits += load<u32>(distanceCounts + (symbol << 2)) * <i32>load<u8>(distanceLengths + symbol);
  return bits;
}

const maxStored: i32 = 65_535;

/** Size of the bytes as they are; a chunk after the first begins on a byte of its own. */
function storedBits(size: i32): i32 {
  return ((-pendingBits - 3) & 7) + 3 + 8 * (size + 4) + 40 * (max(1, (size + maxStored - 1) / maxStored) - 1);
}

function writeStored(bytes: usize, size: i32, isLast: boolean): void {
  let at: i32 = 0;
  do {
    const part = min(maxStored, size - at);
    put(isLast && at + part === size ? 1 : 0, 3);
    align();
    put(part | ((part ^ 0xffff) << 16), 32);
    memory.copy(sinkAt, bytes + at, part);
    setSink(sinkAt + part, 0, 0);
    at += part;
  } while (at < size);
}

function fillStepCodes(): void {
  for (let byte = 0; byte < 256; byte++) {
    const code = load<u32>(literalCodes + (byte << 2));
    store<u32>(firstCodes + (byte << 2), (code & 0xffff) | ((code >> 16) << 24));
    store<u32>(secondCodes + (byte << 2), code);
  }
  for (let length = 0; length < 256; length++) {
    const entry = load<u32>(lengthTable + (length << 2));
    const code = load<u32>(literalCodes + ((entry & 0xffff) << 2));
    const bits = code >> 16;
    const all = (code & 0xffff) | ((entry >> 24) << bits);
    store<u32>(lengthCodes + (length << 2), all | ((bits + ((entry >> 16) & 255)) << 24));
  }
  for (let symbol = 0; symbol < distanceSymbols; symbol++) {
    const code = load<u32>(distanceCodes + (symbol << 2));
    const extra = symbol < 4 ? 0 : (symbol >> 1) - 1;
    store<u32>(secondCodes + ((256 + symbol) << 2), code | (extra << 24));
  }
  store<u32>(secondCodes + (nothing << 2), 0);
}

/** No step has more than 48 bits, so that seven pending ones and a step always fit. */
function writeRepeats(): void {
  let at = sinkAt;
  let held = pending;
  let bits: u64 = pendingBits;
  const end = repeatSteps + (repeatCount << 2);
  for (let from = repeatSteps; from < end; from += 4) {
    const step = load<u32>(from);
    const first = load<u32>(firstCodes + ((step & 511) << 2));
    const second = load<u32>(secondCodes + (((step >> 9) & 511) << 2));
    const firstBits: u64 = first >> 24;
    const bothBits = firstBits + ((second >> 16) & 255);
    held |= (<u64>(first & 0xffffff) | ((<u64>(second & 0xffff)) << firstBits) | ((<u64>(step >> 18)) << bothBits)) << bits;
    bits += bothBits + (second >> 24);
    store<u64>(at, held);
    at += <usize>(bits >> 3);
    held >>= bits & 56;
    bits &= 7;
  }
  setSink(at, held, <i32>bits);
}

/** No token has more than 35 bits: a length of 20 and a distance of 15. */
function writeRuns(): void {
  let at = sinkAt;
  let held = pending;
  let bits: u64 = pendingBits;
  const distance = load<u32>(distanceCodes);
  const end = runTokens + (runCount << 1);
  let from = runTokens;
  while (from < end) {
    const pair = load<u32>(from);
    if ((pair & 0xff00ff00) === 0 && from + 4 <= end) {
      const low = load<u32>(literalCodes + ((pair & 255) << 2));
      const high = load<u32>(literalCodes + ((pair >> 16) << 2));
      const lowBits = low >> 16;
      held |= (<u64>(low & 0xffff) | ((<u64>(high & 0xffff)) << lowBits)) << bits;
      bits += lowBits + (high >> 16);
      from += 4;
    } else {
      const token = pair & 0xffff;
      if (token < 256) {
        const code = load<u32>(literalCodes + (token << 2));
        held |= (<u64>(code & 0xffff)) << bits;
        bits += code >> 16;
      } else {
        const length = load<u32>(lengthCodes + ((token & 255) << 2));
        held |= (<u64>(length & 0xffffff)) << bits;
        bits += length >> 24;
        held |= (<u64>(distance & 0xffff)) << bits;
        bits += distance >> 16;
      }
      from += 2;
    }
    store<u64>(at, held);
    at += <usize>(bits >> 3);
    held >>= bits & 56;
    bits &= 7;
  }
  setSink(at, held, <i32>bits);
}
