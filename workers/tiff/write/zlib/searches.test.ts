import fc from "fast-check";
import { expect, test } from "vitest";
import { findRepeats, forgetRepeats } from "./repeats.ts";
import { findRuns } from "./runs.ts";
import { clearTokens, distanceExtraBits, distanceSymbol, endOfBlock, lengthSymbol, makeTokens } from "./tokens.ts";

/** Plays back what a search found, block by block, and checks the counts on the way. */
function playBack(find: typeof findRuns, bytes: Uint8Array, capacity: number): number[] {
  const tokens = makeTokens(capacity);
  const out: number[] = [];
  forgetRepeats();
  for (let from = 0; from < bytes.length; ) {
    clearTokens(tokens);
    const to = find(bytes, from, tokens);
    const literalCounts = new Uint32Array(tokens.literalCounts.length);
    const distanceCounts = new Uint32Array(tokens.distanceCounts.length);
    literalCounts[endOfBlock] = 1;
    expect(tokens.count).toBeLessThanOrEqual(capacity);
    for (const item of tokens.items.subarray(0, tokens.count)) {
      if (item < 256) {
        out.push(item);
        literalCounts[item]!++;
        continue;
      }
      const distance = item >>> 9;
      expect(distance).toBeLessThanOrEqual(Math.min(out.length, 32_768));
      for (let length = (item & 255) + 3; length > 0; length--) out.push(out.at(-distance)!);
      literalCounts[lengthSymbol[item & 255]!]!++;
      distanceCounts[distanceSymbol(distance, distanceExtraBits(distance))]!++;
    }
    expect([out.length, tokens.literalCounts, tokens.distanceCounts]).toEqual([to, literalCounts, distanceCounts]);
    from = to;
  }
  return out;
}

const parts = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 200 })), { maxLength: 12 });
const patterned = parts.map((all) => Uint8Array.from(all.flatMap(([bytes, times]) => Array.from({ length: times }, () => [...bytes]).flat())));
const inputs = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(fc.nat(2), { maxLength: 400 }).map((bytes) => Uint8Array.from(bytes)),
  patterned,
);

test.each([
  ["runs", findRuns],
  ["repeats", findRepeats],
] as const)("what is found plays back to the bytes, however little room a block has: %s", (_, find) => {
  fc.assert(fc.property(inputs, fc.integer({ min: 5, max: 40 }), (bytes, capacity) => void expect(playBack(find, bytes, capacity)).toEqual([...bytes])));
});

test("repeats are found as far back as deflate can tell, and no further", () => {
  for (const [back, isFound] of [
    [32_768, true],
    [32_770, false],
  ] as const) {
    const bytes = new Uint8Array(back + 4);
    for (const start of [0, back]) bytes.set([1, 2, 3, 4], start);
    const tokens = makeTokens(1000);
    forgetRepeats();
    expect(findRepeats(bytes, 0, tokens)).toBe(bytes.length);
    expect(tokens.items.subarray(0, tokens.count).some((item) => item >= 256 && item >>> 9 === back)).toBe(isFound);
  }
});

test("lengths and distances have the symbols and extra bits of RFC 1951's tables", () => {
  // First length and first distance of each symbol.
  const lengths = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
  ];
  for (let length = 3; length <= 258; length++) expect(lengthSymbol[length - 3]).toBe(257 + lengths.findLastIndex((first) => first <= length));
  for (let distance = 1; distance <= 32_768; distance++) {
    const symbol = distances.findLastIndex((first) => first <= distance);
    if (distanceSymbol(distance, distanceExtraBits(distance)) !== symbol) throw new Error(`distance ${distance}`);
  }
});
