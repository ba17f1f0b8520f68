// Tables of codes, indexed by the next bits of the stream. An entry of 32 bits has in its lowest 8 how many bits the code takes.
// Bytes and lengths: bit 31 tells a byte (bits 16 to 23); else bit 30 tells a further table (with bit 29; it begins at the entry of
// bits 8 to 23) or the end of the block (with bit 28); else bits 16 to 24 are a length, to which as many extra bits are to be
// added as bits 8 to 12 say. Distances: bit 31 tells a further table (with bit 30) or nothing; else the same with bits 16 to 30.

const counts: usize = memory.data(16 << 2, 16);
const next: usize = memory.data(16 << 2, 16);

const isByte: u32 = 0x80000000;
const isSpecial: u32 = 0x40000000;
const isTable: u32 = 0x20000000;
const isEnd: u32 = 0x10000000;

/** Counts lengths and finds each one's first code. True for a code that leaves nothing unused, or (where `mayLack`) has at most one symbol of one bit. */
function prepare(lengths: usize, symbols: i32, mayLack: bool): bool {
  memory.fill(counts, 0, 16 << 2);
  for (let symbol = 0; symbol < symbols; symbol++) {
    const at = counts + ((<i32>load<u8>(lengths + symbol)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  const unused = load<i32>(counts);
  store<i32>(counts, 0);
  let left: i32 = 1;
  let code: i32 = 0;
  for (let bits = 1; bits < 16; bits++) {
    const here = load<i32>(counts + (bits << 2));
    left = (left << 1) - here;
    if (left < 0) return false;
    code = (code + load<i32>(counts + ((bits - 1) << 2))) << 1;
    store<i32>(next + (bits << 2), code);
  }
  return left === 0 || (mayLack && (unused === symbols || (unused === symbols - 1 && load<i32>(counts + 4) === 1)));
}

/** The next code of that many bits, in the order they are sent. */
function takeCode(bits: i32): i32 {
  const at = next + (bits << 2);
  let code = load<i32>(at);
  store<i32>(at, code + 1);
  code = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  code = ((code & 0x3333) << 2) | ((code >> 2) & 0x3333);
  code = ((code & 0x0f0f) << 4) | ((code >> 4) & 0x0f0f);
  code = ((code & 0x00ff) << 8) | ((code >> 8) & 0x00ff);
  return code >> (16 - bits);
}

/** The code of code lengths: 7 bits at most, each entry's symbol in bits 16 and up. */
export function inflateLengths(lengths: usize, table: usize): bool {
  if (!prepare(lengths, 19, false)) return false;
  for (let symbol = 0; symbol < 19; symbol++) {
    const bits: i32 = load<u8>(lengths + symbol);
    if (bits === 0) continue;
    for (let at = takeCode(bits); at < 128; at += 1 << bits) store<u32>(table + (at << 2), (symbol << 16) | bits);
  }
  return true;
}

/** The table of a code, and behind it those for codes longer than `tableBits`. False where the code is wrong. */
export function inflateCode(lengths: usize, symbols: i32, tableBits: i32, table: usize, isDistance: bool): bool {
  if (!prepare(lengths, symbols, isDistance)) return false;
  const size = 1 << tableBits;
  const nothing = isDistance ? isByte : isSpecial;
  if (isDistance) for (let at = 0; at < size; at++) store<u32>(table + (at << 2), nothing);
  else memory.fill(table, 0, size << 2);
  const furtherBits = 15 - tableBits;
  let free = size;
  for (let symbol = 0; symbol < symbols; symbol++) {
    const bits: i32 = load<u8>(lengths + symbol);
    if (bits === 0) continue;
    const code = takeCode(bits);
    const entry = (isDistance ? distanceEntry(symbol) : literalEntry(symbol)) | bits;
    if (bits <= tableBits) {
      for (let at = code; at < size; at += 1 << bits) store<u32>(table + (at << 2), entry);
      continue;
    }
    const link = table + ((code & (size - 1)) << 2);
    const known = load<u32>(link);
    const isLinked = isDistance ? (known & (isByte | isSpecial)) === (isByte | isSpecial) : (known & (isSpecial | isTable)) === (isSpecial | isTable);
    const start = isLinked ? <i32>((known >> 8) & 0xffff) : free;
    if (!isLinked) {
      store<u32>(link, (isDistance ? isByte | isSpecial : isSpecial | isTable) | (start << 8));
      free += 1 << furtherBits;
    }
    for (let at = code >> tableBits; at < 1 << furtherBits; at += 1 << (bits - tableBits)) store<u32>(table + ((start + at) << 2), entry);
  }
  return true;
}

function literalEntry(symbol: i32): u32 {
  if (symbol < 256) return isByte | (symbol << 16);
  if (symbol === 256) return isSpecial | isEnd;
  if (symbol > 285) return isSpecial;
  if (symbol === 285) return 258 << 16;
  const extra = symbol < 265 ? 0 : (symbol - 261) >> 2;
  const base = symbol < 265 ? symbol - 254 : 3 + ((4 + ((symbol - 265) & 3)) << extra);
  return (base << 16) | (extra << 8);
}

function distanceEntry(symbol: i32): u32 {
  if (symbol > 29) return isByte;
  const extra = symbol < 4 ? 0 : (symbol >> 1) - 1;
  const base = symbol < 4 ? symbol + 1 : 1 + ((2 + (symbol & 1)) << extra);
  return (base << 16) | (extra << 8);
}
