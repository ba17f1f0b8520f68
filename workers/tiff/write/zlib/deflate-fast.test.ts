import { inflateSync as inflateNatively } from "node:zlib";
import fc from "fast-check";
import { unzlibSync } from "fflate";
import { expect, test } from "vitest";
import { inflateInto } from "../../codec/inflate.ts";
import { seeded } from "../testing.ts";
import { deflateFast } from "./deflate-fast.ts";
import { deflateInScript } from "./deflate-script.ts";

/** The stream is good for zlib, which is strict about codes and checksum, for fflate, and for our reader; and it is the script's. */
async function expectBack(bytes: Uint8Array): Promise<void> {
  const stream = deflateFast(bytes);
  const out = new Uint8Array(bytes.length);
  expect(Buffer.compare(deflateInScript(bytes), stream)).toBe(0);
  expect(Buffer.compare(inflateNatively(stream), bytes)).toBe(0);
  expect(Buffer.compare(unzlibSync(stream), bytes)).toBe(0);
  expect(await inflateInto(stream, out)).toBe(bytes.length);
  expect(Buffer.compare(out, bytes)).toBe(0);
}

const random = seeded(11);
const byRule = (size: number, rule: (i: number) => number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => rule(i));
const noise = (size: number): Uint8Array => byRule(size, () => random() * 256);
const rules: Readonly<Record<string, (i: number) => number>> = {
  "all zero": () => 0,
  "all 255": () => 255,
  "two in turn": (i) => (i % 2) * 255,
  "three in turn": (i) => i % 3,
  "a ramp": (i) => i,
  noise: () => random() * 256,
  "noise of four values": () => random() * 4,
  "rare sparks": () => (random() < 0.001 ? random() * 256 : 0),
  "cells of 16 bits, differenced": (i) => (i % 2 === 1 ? (random() < 0.5 ? 255 : 0) : random() * random() * 256),
  "a page repeated": (i) => ((i % 5000) * 2654435761) >>> 24,
};
const sizes = [0, 1, 2, 3, 4, 5, 7, 257, 258, 259, 260, 261, 65_535, 65_536, 65_537];

test.each(Object.entries(rules))("bytes of every awkward size come back: %s", async (_, rule) => {
  for (const size of sizes) await expectBack(byRule(size, rule));
});

test.each(Object.entries(rules))("a megabyte comes back: %s", async (_, rule) => expectBack(byRule(1 << 20, rule)));

test("every single byte comes back, alone and repeated", async () => {
  for (let byte = 0; byte < 256; byte++) {
    await expectBack(Uint8Array.of(byte));
    await expectBack(new Uint8Array(600).fill(byte));
  }
});

const runs = fc.array(fc.tuple(fc.nat(255), fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 250, max: 600 }))), { maxLength: 60 });
const fromRuns = runs.map((parts) => Uint8Array.from(parts.flatMap(([byte, length]) => new Array<number>(length).fill(byte))));
const phrases = fc
  .tuple(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }), fc.array(fc.nat(), { maxLength: 120 }))
  .map(([words, picks]) => Uint8Array.from(picks.flatMap((pick) => [...words[pick % words.length]!])));

test("any bytes come back", async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 3000 }), fromRuns, phrases), expectBack), { numRuns: 300 });
});

test("bytes from the middle of a buffer, at even and odd places, come back and are left alone", async () => {
  const buffer = byRule(20_000, (i) => (i % 512 < 400 ? i : random() * 256));
  const before = buffer.slice();
  for (const start of [0, 1, 2, 3]) await expectBack(buffer.subarray(start, 15_000 + start));
  expect(buffer).toEqual(before);
});

test("the same bytes make the same stream, whatever came before", () => {
  const bytes = byRule(100_000, rules["cells of 16 bits, differenced"]!);
  const first = deflateFast(bytes);
  deflateFast(noise(50_000));
  expect(Buffer.compare(deflateFast(bytes), first)).toBe(0);
});

test("more than the kernels take comes back", async () => {
  await expectBack(byRule((16 << 20) + 2, (i) => (i >> 12) & 255));
});

test("noise is stored with five bytes a block, and the stream is cut to its size", () => {
  const stream = deflateFast(noise(1_000_000));
  expect(stream.length).toBeLessThan(1_000_000 + 5 * 32 + 6);
  expect(stream.buffer.byteLength).toBe(stream.length);
});

test("counts as uneven as Fibonacci's numbers need the limit of 15 bits, and come back", async () => {
  const pieces: number[] = [];
  for (let symbol = 0, a = 1, b = 1; symbol < 22; symbol++) {
    for (let i = 0; i < a; i++) pieces.push(symbol);
    [a, b] = [b, a + b];
  }
  // Shuffled, so that runs do not hide the counts.
  for (let i = pieces.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [pieces[i], pieces[other]] = [pieces[other]!, pieces[i]!];
  }
  await expectBack(Uint8Array.from(pieces));
});
