import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLzw } from "../codec/lzw.ts";
import { lzw } from "./lzw.ts";
import { seeded } from "./testing.ts";

function roundTrip(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  expect(decodeLzw(lzw(bytes), out)).toBe(bytes.length);
  return out;
}

test("the code stream is libtiff's, bit for bit", () => {
  // A strip of five sevens as GDAL 3.6.2 writes it: 256 (clear), 7, 258, 258, 257 (end), nine bits each.
  expect(Buffer.from(lzw(new Uint8Array(5).fill(7))).toString("hex")).toBe("8001e0502808");
});

test("any bytes come back", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => void expect(roundTrip(bytes)).toEqual(bytes)));
});

test("bytes that fill the table many times come back, and never outgrow their buffer", () => {
  const random = seeded(3);
  const noise = Uint8Array.from({ length: 300_000 }, () => random() * 256);
  const stripes = Uint8Array.from({ length: 300_000 }, (_, i) => (i % 97) + (random() < 0.01 ? 1 : 0));
  for (const bytes of [noise, stripes, new Uint8Array(300_000)]) expect(Buffer.compare(roundTrip(bytes), bytes)).toBe(0);
  expect(lzw(noise).length).toBeLessThan(noise.length * 1.5);
});

test("every length around a change of code width comes back", () => {
  const random = seeded(5);
  const noise = Uint8Array.from({ length: 5000 }, () => random() * 256);
  const lengths = [250, 1015, 2040, 3825].flatMap((middle) => Array.from({ length: 25 }, (_, i) => middle - 12 + i));
  for (const length of [0, 1, 2, ...lengths]) expect(roundTrip(noise.subarray(0, length))).toEqual(noise.subarray(0, length));
});
