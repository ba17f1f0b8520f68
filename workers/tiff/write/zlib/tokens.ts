/** Symbols of RFC 1951, section 3.2.5: bytes, end of block, and lengths. */
export const literalSymbols = 286;
export const endOfBlock = 256;
export const distanceSymbols = 30;
export const minLength = 3;
export const maxLength = 258;

/** What a block holds, as found by a search. Arrays are reused from block to block. */
export interface Tokens {
  /** Bytes as they are; matches as `matchToken`. */
  readonly items: Int32Array;
  count: number;
  /** How often each byte, length and distance symbol occurs; the end of the block once. */
  readonly literalCounts: Uint32Array;
  readonly distanceCounts: Uint32Array;
}

export const makeTokens = (capacity: number): Tokens => ({
  items: new Int32Array(capacity),
  count: 0,
  literalCounts: new Uint32Array(literalSymbols),
  distanceCounts: new Uint32Array(distanceSymbols),
});

/** Ready for another block. */
export function clearTokens(tokens: Tokens): void {
  tokens.count = 0;
  tokens.literalCounts.fill(0);
  tokens.literalCounts[endOfBlock] = 1;
  tokens.distanceCounts.fill(0);
}

/** A match of 3 to 258 bytes, 1 to 32768 bytes back. Bit 8 tells it from a byte. */
export const matchToken = (length: number, distance: number): number => (distance << 9) | 256 | (length - minLength);

/** By length less 3: its symbol, its number of extra bits, and what these hold. */
export const lengthSymbol = new Uint16Array(256);
export const lengthExtraBits = new Uint8Array(256);
export const lengthExtra = new Uint8Array(256);
for (let length = 0; length < 256; length++) {
  const bits = length < 8 || length === 255 ? 0 : 29 - Math.clz32(length);
  lengthSymbol[length] = 257 + (length === 255 ? 28 : bits === 0 ? length : 4 * bits + (length >> bits));
  lengthExtraBits[length] = bits;
  lengthExtra[length] = length === 255 ? 0 : length & ((1 << bits) - 1);
}

/** Extra bits of a distance of 1 to 32768. */
export const distanceExtraBits = (distance: number): number => (distance < 5 ? 0 : 30 - Math.clz32(distance - 1));

/** Symbol of a distance with that many extra bits. */
export const distanceSymbol = (distance: number, extraBits: number): number => 2 * extraBits + ((distance - 1) >> extraBits);

/** Bits that the extra bits of all lengths and distances take. */
export function extraBitsOf({ literalCounts, distanceCounts }: Pick<Tokens, "literalCounts" | "distanceCounts">): number {
  let bits = 0;
  // Lengths 11 to 257 have 1 to 5, four symbols each; distances from 5 on 1 to 13, two symbols each.
  for (let symbol = 265; symbol < 285; symbol++) bits += literalCounts[symbol]! * ((symbol - 261) >> 2);
  for (let symbol = 4; symbol < distanceSymbols; symbol++) bits += distanceCounts[symbol]! * ((symbol >> 1) - 1);
  return bits;
}
