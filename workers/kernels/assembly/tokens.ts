// Symbols of RFC 1951, section 3.2.5, and what a search has found. `workers/tiff/write/zlib/tokens.ts` says the same in TypeScript.

export const literalSymbols: i32 = 286;
export const distanceSymbols: i32 = 30;
export const endOfBlock: i32 = 256;
export const minLength: i32 = 3;
export const maxLength: i32 = 258;

/** Tokens a block has at most. */
export const blockTokens: i32 = 32_768;

/** Counts of the literal and length symbols, and of the distance symbols right behind them: unsigned, 32 bits. */
export const literalCounts: usize = memory.data((literalSymbols + distanceSymbols) << 2, 16);
export const distanceCounts: usize = literalCounts + (literalSymbols << 2);

/** By length less 3: symbol (16 bits), number of extra bits (8), and what these hold (8). */
export const lengthTable: usize = memory.data(256 << 2, 16);

export function fillLengthTable(): void {
  for (let length = 0; length < 256; length++) {
    const bits = length < 8 || length === 255 ? 0 : 29 - clz(length);
    const symbol = 257 + (length === 255 ? 28 : bits === 0 ? length : 4 * bits + (length >> bits));
    const extra = length === 255 ? 0 : length & ((1 << bits) - 1);
    store<u32>(lengthTable + (length << 2), symbol | (bits << 16) | (extra << 24));
  }
}

export function countOne(counts: usize, symbol: i32): void {
  const at = counts + (symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

export function clearCounts(): void {
  memory.fill(literalCounts, 0, (literalSymbols + distanceSymbols) << 2);
  store<u32>(literalCounts + (endOfBlock << 2), 1);
}

export function lengthSymbol(length: i32): i32 {
  return load<u16>(lengthTable + ((length - minLength) << 2));
}

/** Extra bits of a distance of 1 to 32768. */
export function distanceExtraBits(distance: i32): i32 {
  return distance < 5 ? 0 : 30 - clz(distance - 1);
}

export function distanceSymbol(distance: i32, extraBits: i32): i32 {
  return 2 * extraBits + ((distance - 1) >> extraBits);
}

/** Bits that the extra bits of all lengths and distances take. */
export function extraBits(): i32 {
  let bits: i32 = 0;
  for (let symbol = 265; symbol < 285; symbol++) bits += load<u32>(literalCounts + (symbol << 2)) * ((symbol - 261) >> 2);
  for (let symbol = 4; symbol < distanceSymbols; symbol++) bits += load<u32>(distanceCounts + (symbol << 2)) * ((symbol >> 1) - 1);
  return bits;
}
