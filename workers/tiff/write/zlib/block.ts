import type { BitSink } from "./bit-sink.ts";
import { canonicalCodes, codeLengths } from "./code-lengths.ts";
import {
  distanceExtraBits,
  distanceSymbol,
  distanceSymbols,
  endOfBlock,
  extraBitsOf,
  lengthExtra,
  lengthExtraBits,
  lengthSymbol,
  literalSymbols,
  type Tokens,
} from "./tokens.ts";

const lengths = new Uint8Array(literalSymbols);
const distanceLengths = new Uint8Array(distanceSymbols);
const literalCodes = new Int32Array(literalSymbols);
const distanceCodes = new Int32Array(distanceSymbols);

/** Lengths of both codes as they are sent: 0 to 15 are lengths, 16 to 18 repeat (RFC 1951, section 3.2.7). */
const summary = new Uint8Array(literalSymbols + distanceSymbols);
const summaryExtra = new Uint8Array(literalSymbols + distanceSymbols);
const summaryCounts = new Uint32Array(19);
const summaryLengths = new Uint8Array(19);
const summaryCodes = new Int32Array(19);
const summaryOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const extraBitsOfRepeat = [2, 3, 7] as const;

/** One block of the tokens, which stand for `bytes`; or those bytes stored as they are, where that is shorter. */
export function writeBlock(sink: BitSink, tokens: Tokens, bytes: Uint8Array, isLast: boolean): void {
  codeLengths(tokens.literalCounts, 15, lengths);
  codeLengths(tokens.distanceCounts, 15, distanceLengths);
  const literalsSent = sentOf(lengths, 257);
  const distancesSent = sentOf(distanceLengths, 1);
  const summarySize = summarise(literalsSent, distancesSent);
  codeLengths(summaryCounts, 7, summaryLengths);
  let summarySent = 19;
  while (summarySent > 4 && summaryLengths[summaryOrder[summarySent - 1]!] === 0) summarySent--;

  if (bitsOf(tokens, summarySent) >= storedBits(sink, bytes.length)) {
    writeStored(sink, bytes, isLast);
    return;
  }
  sink.put(isLast ? 0b101 : 0b100, 3);
  sink.put(literalsSent - 257, 5);
  sink.put(distancesSent - 1, 5);
  sink.put(summarySent - 4, 4);
  for (let i = 0; i < summarySent; i++) sink.put(summaryLengths[summaryOrder[i]!]!, 3);
  canonicalCodes(summaryLengths, summaryCodes);
  for (let i = 0; i < summarySize; i++) {
    const symbol = summary[i]!;
    sink.put(summaryCodes[symbol]! >>> 4, summaryCodes[symbol]! & 15);
    if (symbol >= 16) sink.put(summaryExtra[i]!, extraBitsOfRepeat[symbol - 16]!);
  }
  canonicalCodes(lengths, literalCodes);
  canonicalCodes(distanceLengths, distanceCodes);
  writeTokens(sink, tokens);
  sink.put(literalCodes[endOfBlock]! >>> 4, literalCodes[endOfBlock]! & 15);
}

function sentOf(all: Uint8Array, least: number): number {
  let sent = all.length;
  while (sent > least && all[sent - 1] === 0) sent--;
  return sent;
}

function summarise(literalsSent: number, distancesSent: number): number {
  const total = literalsSent + distancesSent;
  const at = (i: number) => (i < literalsSent ? lengths[i]! : distanceLengths[i - literalsSent]!);
  summaryCounts.fill(0);
  let size = 0;
  const add = (symbol: number, extra: number) => {
    summary[size] = symbol;
    summaryExtra[size++] = extra;
    summaryCounts[symbol]!++;
  };
  for (let i = 0; i < total; ) {
    const length = at(i);
    let run = 1;
    while (i + run < total && at(i + run) === length) run++;
    i += run;
    if (length !== 0) {
      add(length, 0);
      run--;
    }
    while (run >= 3) {
      const most = Math.min(run, length === 0 ? 138 : 6);
      if (length !== 0) add(16, most - 3);
      else if (most < 11) add(17, most - 3);
      else add(18, most - 11);
      run -= most;
    }
    for (; run > 0; run--) add(length, 0);
  }
  return size;
}

/** Size of the block with codes of its own. */
function bitsOf(tokens: Tokens, summarySent: number): number {
  let bits = 17 + 3 * summarySent + extraBitsOf(tokens);
  for (let symbol = 0; symbol < 19; symbol++) bits += summaryCounts[symbol]! * (summaryLengths[symbol]! + (symbol < 16 ? 0 : extraBitsOfRepeat[symbol - 16]!));
  for (let symbol = 0; symbol < literalSymbols; symbol++) bits += tokens.literalCounts[symbol]! * lengths[symbol]!;
  for (let symbol = 0; symbol < distanceSymbols; symbol++) bits += tokens.distanceCounts[symbol]! * distanceLengths[symbol]!;
  return bits;
}

const maxStored = 65_535;

/** Size of the bytes as they are; a chunk after the first begins on a byte of its own. */
const storedBits = (sink: BitSink, size: number): number =>
  ((-sink.pendingBits - 3) & 7) + 3 + 8 * (size + 4) + 40 * (Math.max(1, Math.ceil(size / maxStored)) - 1);

function writeStored(sink: BitSink, bytes: Uint8Array, isLast: boolean): void {
  let at = 0;
  do {
    const size = Math.min(maxStored, bytes.length - at);
    sink.put(isLast && at + size === bytes.length ? 1 : 0, 3);
    sink.align();
    sink.put(size, 16);
    sink.put(size ^ 0xffff, 16);
    sink.bytes.set(bytes.subarray(at, at + size), sink.at);
    sink.at += size;
    at += size;
  } while (at < bytes.length);
}

/** The hot loop. No piece has more than 15 bits, so that 15 pending ones and a piece always fit. */
function writeTokens(sink: BitSink, { items, count }: Tokens): void {
  const { bytes } = sink;
  let { at, pending, pendingBits } = sink;
  for (let i = 0; i < count; i++) {
    const item = items[i]!;
    if (item < 256) {
      const code = literalCodes[item]!;
      pending |= (code >>> 4) << pendingBits;
      pendingBits += code & 15;
    } else {
      const length = item & 255;
      const code = literalCodes[lengthSymbol[length]!]!;
      pending |= (code >>> 4) << pendingBits;
      pendingBits += code & 15;
      if (pendingBits >= 16) {
        bytes[at++] = pending;
        bytes[at++] = pending >>> 8;
        pending >>>= 16;
        pendingBits -= 16;
      }
      pending |= lengthExtra[length]! << pendingBits;
      pendingBits += lengthExtraBits[length]!;
      if (pendingBits >= 16) {
        bytes[at++] = pending;
        bytes[at++] = pending >>> 8;
        pending >>>= 16;
        pendingBits -= 16;
      }
      const distance = item >>> 9;
      const extraBits = distanceExtraBits(distance);
      const distanceCode = distanceCodes[distanceSymbol(distance, extraBits)]!;
      pending |= (distanceCode >>> 4) << pendingBits;
      pendingBits += distanceCode & 15;
      if (pendingBits >= 16) {
        bytes[at++] = pending;
        bytes[at++] = pending >>> 8;
        pending >>>= 16;
        pendingBits -= 16;
      }
      pending |= ((distance - 1) & ((1 << extraBits) - 1)) << pendingBits;
      pendingBits += extraBits;
    }
    if (pendingBits >= 16) {
      bytes[at++] = pending;
      bytes[at++] = pending >>> 8;
      pending >>>= 16;
      pendingBits -= 16;
    }
  }
  sink.at = at;
  sink.pending = pending;
  sink.pendingBits = pendingBits;
}
