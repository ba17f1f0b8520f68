import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalCodes, codeLengths } from "./code-lengths.ts";

const lengthsOf = (counts: readonly number[], limit: number): number[] => {
  const lengths = new Uint8Array(counts.length);
  codeLengths(Uint32Array.from(counts), limit, lengths);
  return [...lengths];
};
const costOf = (counts: readonly number[], lengths: readonly number[]): number => counts.reduce((sum, count, i) => sum + count * lengths[i]!, 0);

/** Cost of the best code without a limit: the sum of all inner nodes of Huffman's tree. */
function huffmanCost(counts: readonly number[]): number {
  const nodes = counts.filter((count) => count > 0);
  let cost = 0;
  while (nodes.length > 1) {
    nodes.sort((a, b) => b - a);
    const node = nodes.pop()! + nodes.pop()!;
    cost += node;
    nodes.push(node);
  }
  return cost;
}

const manyCounts = fc.array(fc.oneof(fc.nat(3), fc.nat(100_000)), { minLength: 2, maxLength: 286 });

test("codes fill all their bits exactly, within the limit, and go to the symbols that occur", () => {
  fc.assert(
    fc.property(manyCounts, fc.integer({ min: 9, max: 15 }), (counts, limit) => {
      const lengths = lengthsOf(counts, limit);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
      expect(lengths.reduce((sum, length) => sum + (length > 0 ? 2 ** -length : 0), 0)).toBe(1);
      if (counts.filter((count) => count > 0).length > 1) expect(lengths.map((length) => length > 0)).toEqual(counts.map((count) => count > 0));
    }),
  );
});

test("where the limit does not bind, the code costs what Huffman's does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 1000 }), { minLength: 2, maxLength: 200 }), (counts) => {
      expect(costOf(counts, lengthsOf(counts, 15))).toBe(huffmanCost(counts));
    }),
  );
});

test("where the limit binds, no other code within it is cheaper", () => {
  /** All lengths of up to `limit` bits that fill their bits, longest for the rarest. */
  const best = (sorted: readonly number[], limit: number, room: number): number => {
    if (sorted.length === 0) return room === 0 ? 0 : Infinity;
    let least = Infinity;
    for (let bits = 1; bits <= limit; bits++)
      if (2 ** -bits <= room) least = Math.min(least, sorted[0]! * bits + best(sorted.slice(1), limit, room - 2 ** -bits));
    return least;
  };
  for (const counts of [
    [1, 1, 2, 3, 5, 8],
    [1, 10, 100, 1000, 10_000],
    [1, 1, 1, 1, 1, 100],
    [1, 2, 4, 8, 16, 32],
  ])
    expect(costOf(counts, lengthsOf(counts, 3))).toBe(best(counts, 3, 1));
});

test("a code of one symbol or of none is filled up with another", () => {
  expect(lengthsOf([0, 0, 0], 15)).toEqual([1, 1, 0]);
  expect(lengthsOf([7, 0, 0], 15)).toEqual([1, 1, 0]);
  expect(lengthsOf([0, 0, 7], 15)).toEqual([1, 0, 1]);
});

test("codes are the RFC's own example, their first bit lowest", () => {
  const codes = new Int32Array(8);
  canonicalCodes(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4), codes);
  const written = [...codes].map((code) => [...(code >>> 4).toString(2).padStart(code & 15, "0")].reverse().join(""));
  expect(written).toEqual(["010", "011", "100", "101", "110", "00", "1110", "1111"]);
});
