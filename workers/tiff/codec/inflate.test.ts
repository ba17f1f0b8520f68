import { constants, deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../write/testing.ts";
import { inflateByKernels, inflateInto } from "./inflate.ts";

const ways = [
  { level: 0 },
  { level: 1 },
  { level: 6 },
  { level: 9 },
  { strategy: constants.Z_FIXED },
  { strategy: constants.Z_HUFFMAN_ONLY },
  { strategy: constants.Z_RLE },
] as const;

/** Bytes of few or many values, runs, and repeats from near and far. */
const piece = fc.tuple(fc.constantFrom("run", "noise", "repeat"), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40_000 }), fc.nat(255));
const inputs = fc.tuple(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 256 })).map(([pieces, values]) => {
  const random = seeded(pieces.length + values);
  const out: number[] = [];
  for (const [kind, length, far, byte] of pieces) {
    const back = out.length > 0 ? 1 + ((length % 3 === 0 ? far : far % 9) % out.length) : 0;
    for (let i = 0; i < length; i++) out.push(kind === "run" ? byte % values : kind === "repeat" && back > 0 ? out.at(-back)! : Math.floor(random() * values));
  }
  return Uint8Array.from(out);
});

test("the kernels read what zlib writes, at every level and by every strategy", () => {
  fc.assert(
    fc.property(inputs, fc.constantFrom(...ways), (bytes, way) => {
      const out = new Uint8Array(bytes.length);
      expect(inflateByKernels(deflateSync(bytes, way), out)).toBe(true);
      expect(Buffer.compare(out, bytes)).toBe(0);
    }),
    { numRuns: 400 },
  );
});

/** What zlib makes of a stream; null when it refuses. */
function byZlib(stream: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(stream);
  } catch {
    return null;
  }
}

test("the kernels take a stream with one bit changed, or cut off, only where zlib takes it too, as the same bytes", () => {
  fc.assert(
    fc.property(inputs, fc.constantFrom(...ways), fc.nat(), fc.nat(7), fc.boolean(), (bytes, way, place, bit, cuts) => {
      const stream = Uint8Array.from(deflateSync(bytes, way));
      const at = place % stream.length;
      stream[at]! ^= 1 << bit;
      const broken = cuts ? stream.subarray(0, at) : stream;
      const out = new Uint8Array(bytes.length);
      // Adler-32 lets some wrong bytes pass: what counts is that nobody else would notice either.
      if (inflateByKernels(broken, out)) expect(byZlib(broken)).toEqual(Buffer.from(out));
    }),
    { numRuns: 1500 },
  );
});

test("the kernels refuse to fill more or less than the stream holds, and leave the room as it was", () => {
  const stream = deflateSync(new Uint8Array(1000).fill(7));
  for (const size of [0, 999, 1001, 100_000]) {
    const out = new Uint8Array(size);
    expect(inflateByKernels(stream, out)).toBe(false);
    expect(out.every((byte) => byte === 0)).toBe(true);
  }
});

test("what the kernels refuse is read as far as it goes", async () => {
  const bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) >> 5);
  const stream = deflateSync(bytes);
  const less = new Uint8Array(20_000);
  expect(await inflateInto(stream, less)).toBe(20_000);
  expect(Buffer.compare(less, bytes.subarray(0, 20_000))).toBe(0);
  const more = new Uint8Array(60_000);
  expect(await inflateInto(stream, more)).toBe(50_000);
  const broken = Uint8Array.from(stream);
  broken[broken.length - 1]! ^= 1;
  await expect(inflateInto(broken, new Uint8Array(50_000))).rejects.toThrow("checksum");
});

test("larger blocks than the kernels take are read too", async () => {
  const bytes = new Uint8Array((16 << 20) + 1).fill(3);
  const out = new Uint8Array(bytes.length);
  const stream = deflateSync(bytes);
  expect(inflateByKernels(stream, out)).toBe(false);
  expect(await inflateInto(stream, out)).toBe(bytes.length);
  expect(Buffer.compare(out, inflateSync(stream))).toBe(0);
});
