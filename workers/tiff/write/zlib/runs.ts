import { lengthSymbol, matchToken, maxLength, minLength, type Tokens } from "./tokens.ts";

/**
 * Bytes, and runs of the byte before them, from `start` until the input or the room for tokens ends; returns where.
 * Nothing else is looked for: in most predicted cells, deflate gains from runs and the uneven distribution of bytes only.
 */
export function findRuns(bytes: Uint8Array, start: number, tokens: Tokens): number {
  const { items, literalCounts } = tokens;
  const end = bytes.length;
  let previous = start > 0 ? bytes[start - 1]! : -1;
  let runs = 0;
  let count = 0;
  let at = start;
  while (at < end && count < items.length) {
    const byte = bytes[at]!;
    if (byte === previous && at + 2 < end && bytes[at + 1] === byte && bytes[at + 2] === byte) {
      const stop = Math.min(at + maxLength, end);
      let to = at + minLength;
      while (to < stop && bytes[to] === byte) to++;
      literalCounts[lengthSymbol[to - at - minLength]!]!++;
      runs++;
      items[count++] = matchToken(to - at, 1);
      at = to;
    } else {
      literalCounts[byte]!++;
      items[count++] = byte;
      previous = byte;
      at++;
    }
  }
  tokens.count = count;
  tokens.distanceCounts[0] = runs;
  return at;
}
