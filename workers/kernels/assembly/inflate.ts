import { adler32 } from "./adler";
import { inflateCode, inflateLengths } from "./inflate-code";
import { input, inputBytes, makeRoom, output } from "./memory";

/** Bytes past the output's end that a match may write before that is noticed. */
const overrun: i32 = 320;

let outputBytes: i32 = 0;

/** Where `size` deflated bytes are to be put that shall come to `outSize`. */
export function roomToInflate(size: i32, outSize: i32): usize {
  makeRoom(size, outSize + overrun);
  outputBytes = outSize;
  return input;
}

/**
 * Inflates the zlib stream in the input. True when it came to exactly the bytes expected and its checksum is right; they begin
 * at `inflated()`. False says nothing of what is wrong: a slower reader may find out. Junk may follow the stream.
 */
export function inflate(): bool {
  if (inputBytes < 6) return false;
  const header = bswap(load<u16>(input));
  if (header % 31 !== 0 || (header & 0x0f20) !== 0x0800) return false;
  openBits(input + 2);
  to = output;
  for (let isLast = false; !isLast; ) {
    fill();
    if (from - <usize>(bits >> 3) > input + inputBytes) return false;
    isLast = (held & 1) === 1;
    const kind = <i32>(held >> 1) & 3;
    drop(3);
    if (kind === 0 ? !copyStored() : kind === 1 ? !fixedBlock() : kind === 2 ? !dynamicBlock() : true) return false;
  }
  const end = from - <usize>(bits >> 3);
  if (to !== output + outputBytes || end + 4 > input + inputBytes) return false;
  return bswap(load<u32>(end)) === adler32(output, outputBytes);
}

export function inflated(): usize {
  return output;
}

let from: usize = 0;
let to: usize = 0;
let held: u64 = 0;
let bits: u64 = 0;

function openBits(at: usize): void {
  from = at;
  held = 0;
  bits = 0;
}

/** At least 56 bits are held afterwards, or zeros behind the input's end. */
function fill(): void {
  if (from > input + inputBytes + 8) return;
  held |= load<u64>(from) << bits;
  from += <usize>((63 - bits) >> 3);
  bits |= 56;
}

function drop(count: u64): void {
  held >>= count;
  bits -= count;
}

function copyStored(): bool {
  const at = from - <usize>(bits >> 3);
  if (at + 4 > input + inputBytes) return false;
  const size: i32 = load<u16>(at);
  if ((size ^ 0xffff) !== load<u16>(at, 2) || at + 4 + size > input + inputBytes || to + size > output + outputBytes) return false;
  memory.copy(to, at + 4, size);
  to += size;
  openBits(at + 4 + size);
  return true;
}

/** Lengths of the codes as they come, those of literals first. */
const lengths: usize = memory.data(320 + 160, 16);
const order: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** Entries by the next bits; see inflate-code.ts. */
const literalTableBits: i32 = 11;
const distanceTableBits: i32 = 8;
const literals: usize = memory.data((2048 + 143 * 16) << 2, 16);
const distances: usize = memory.data((256 + 16 * 128) << 2, 16);
const precode: usize = memory.data(128 << 2, 16);

function fixedBlock(): bool {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 32);
  return inflateCode(lengths, 288, literalTableBits, literals, 0) && inflateCode(lengths + 288, 32, distanceTableBits, distances, 1) && readBlock();
}

function dynamicBlock(): bool {
  const literalCount = (<i32>held & 31) + 257;
  const distanceCount = (<i32>(held >> 5) & 31) + 1;
  const sent = (<i32>(held >> 10) & 15) + 4;
  drop(14);
  if (literalCount > 286 || distanceCount > 30) return false;
  memory.fill(lengths, 0, 19);
  for (let i = 0; i < sent; i++) {
    if (i % 16 === 0) fill();
    store<u8>(lengths + load<u8>(order + i), <i32>held & 7);
    drop(3);
  }
  if (!inflateLengths(lengths, precode)) return false;
  const total = literalCount + distanceCount;
  for (let i = 0; i < total; ) {
    fill();
    const entry = load<u32>(precode + ((<usize>held & 127) << 2));
    drop(entry & 255);
    const symbol: i32 = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + i++, symbol);
      continue;
    }
    if (symbol === 16 && i === 0) return false;
    const times = symbol === 16 ? 3 + (<i32>held & 3) : symbol === 17 ? 3 + (<i32>held & 7) : 11 + (<i32>held & 127);
    drop(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
    if (i + times > total) return false;
    memory.fill(lengths + i, symbol === 16 ? load<u8>(lengths + i - 1) : 0, times);
    i += times;
  }
  return (
    inflateCode(lengths, literalCount, literalTableBits, literals, 0) &&
    inflateCode(lengths + literalCount, distanceCount, distanceTableBits, distances, 1) &&
    readBlock()
  );
}

/** The hot loop, on copies of the state. */
function readBlock(): bool {
  const end = output + outputBytes;
  const inputEnd = input + inputBytes + 8;
  let next = from;
  let at = to;
  let hold = held;
  let count = bits;
  let isWhole = false;
  while (at <= end && next <= inputEnd) {
    hold |= load<u64>(next) << count;
    next += <usize>((63 - count) >> 3);
    count |= 56;
    let entry = load<u32>(literals + ((<usize>hold & 2047) << 2));
    // Three bytes of the first table take 33 bits at most, and a length 20 after them.
    if (entry >= 0x80000000) {
      hold >>= entry & 63;
      count -= entry & 63;
      store<u8>(at++, entry >> 16);
      entry = load<u32>(literals + ((<usize>hold & 2047) << 2));
      if (entry >= 0x80000000) {
        hold >>= entry & 63;
        count -= entry & 63;
        store<u8>(at++, entry >> 16);
        entry = load<u32>(literals + ((<usize>hold & 2047) << 2));
        if (entry >= 0x80000000) {
          hold >>= entry & 63;
          count -= entry & 63;
          store<u8>(at++, entry >> 16);
          continue;
        }
      }
    }
    if (entry & 0x40000000) {
      if (entry & 0x20000000) {
        entry = load<u32>(literals + ((<usize>(((entry >> 8) & 0xffff) + (<u32>(hold >> 11) & 15))) << 2));
        if (entry >= 0x80000000) {
          hold >>= entry & 63;
          count -= entry & 63;
          store<u8>(at++, entry >> 16);
          continue;
        }
      }
      if (entry & 0x40000000) {
        // The block's end, or a code that stands for nothing.
        hold >>= entry & 63;
        count -= entry & 63;
        isWhole = (entry & 0x10000000) !== 0;
        break;
      }
    }
    hold >>= entry & 63;
    count -= entry & 63;
    let extra: u64 = (entry >> 8) & 31;
    const length = <i32>((entry >> 16) & 511) + <i32>(hold & (((<u64>1) << extra) - 1));
    hold >>= extra;
    count -= extra;
    hold |= load<u64>(next) << count;
    next += <usize>((63 - count) >> 3);
    count |= 56;
    entry = load<u32>(distances + ((<usize>hold & 255) << 2));
    if (entry >= 0x80000000) {
      if (!(entry & 0x40000000)) break;
      entry = load<u32>(distances + ((<usize>(((entry >> 8) & 0xffff) + (<u32>(hold >> 8) & 127))) << 2));
      if (entry >= 0x80000000) break;
    }
    hold >>= entry & 63;
    count -= entry & 63;
    extra = (entry >> 8) & 31;
    const distance = <i32>(entry >> 16) + <i32>(hold & (((<u64>1) << extra) - 1));
    hold >>= extra;
    count -= extra;
    if (distance > <i32>(at - output)) break;
    copyMatch(at, distance, length);
    at += length;
  }
  from = next;
  to = at;
  held = hold;
  bits = count;
  return isWhole && at <= end && next - <usize>(count >> 3) <= input + inputBytes;
}

/** May write up to fifteen bytes more. */
function copyMatch(at: usize, distance: i32, length: i32): void {
  const end = at + length;
  if (distance >= 8) {
    let source = at - distance;
    do {
      store<u64>(at, load<u64>(source));
      at += 8;
      source += 8;
    } while (at < end);
  } else if (distance === 1 || distance === 2 || distance === 4) {
    const pattern: u64 =
      distance === 1
        ? <u64>load<u8>(at - 1) * (((<u64>0x01010101) << 32) | 0x01010101)
        : distance === 2
          ? <u64>load<u16>(at - 2) * (((<u64>0x00010001) << 32) | 0x00010001)
          : <u64>load<u32>(at - 4) * (((<u64>1) << 32) | 1);
    do {
      store<u64>(at, pattern);
      at += 8;
    } while (at < end);
  } else for (; at < end; at++) store<u8>(at, load<u8>(at - distance));
}
