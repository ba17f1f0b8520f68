import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blobSource, blockPages, bytesSource, chunkedSource, pagedSource, readRanges } from "./source.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const chunked = (chunkBytes: number) => chunkedSource(bytes.length, chunkBytes, async (i) => bytes.slice(i * chunkBytes, (i + 1) * chunkBytes));
const slice = fc.tuple(fc.nat(1200), fc.nat(1200));

describe("byte sources", () => {
  it("all give the same bytes, fewer where the file ends", async () => {
    await fc.assert(
      fc.asyncProperty(slice, fc.integer({ min: 1, max: 1100 }), async ([offset, length], chunkBytes) => {
        const want = bytes.slice(offset, offset + length);
        for (const source of [bytesSource(bytes), blobSource(new Blob([bytes])), chunked(chunkBytes), pagedSource(bytesSource(bytes))])
          expect(new Uint8Array(await source.read(offset, length))).toEqual(want);
      }),
      { numRuns: 60 },
    );
  });

  it("ranges come in the order asked, near ones in one read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(slice, { maxLength: 20 }), async (slices) => {
        let reads = 0;
        const source = {
          size: bytes.length,
          read: async (offset: number, length: number) => {
            reads++;
            return bytes.slice(offset, offset + length);
          },
        };
        const parts = await readRanges(
          source,
          slices.map(([offset, length]) => ({ offset, length })),
        );
        expect(parts.map((part) => [...part])).toEqual(slices.map(([offset, length]) => [...bytes.slice(offset, offset + length)]));
        expect(reads).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("a chunk that two reads need at once is fetched once, a failed one again", async () => {
    let fetched = 0;
    const source = chunkedSource(10, 10, async () => {
      fetched++;
      if (fetched === 1) throw new Error("no");
      return new Uint8Array(10);
    });
    await expect(source.read(0, 5)).rejects.toThrow("no");
    await Promise.all([source.read(0, 5), source.read(3, 5)]);
    expect(fetched).toBe(2);
  });

  it("blocks beside each other come from one read of their page, those of another file from their own", async () => {
    const reads: number[] = [];
    const file = (seed: number) => ({
      size: 3_000_000,
      read: async (offset: number, length: number) => {
        reads.push(offset);
        return Uint8Array.from({ length: Math.min(length, 3_000_000 - offset) }, (_, i) => (offset + i + seed) % 251);
      },
    });
    const [one, two] = [blockPages(file(0), "one"), blockPages(file(7), "two")];
    for (const offset of [10, 500_000, 1_048_000]) {
      const got = await one.read(offset, 1000);
      expect([got.length, got[0], got[999]]).toEqual([1000, offset % 251, (offset + 999) % 251]);
    }
    expect(reads).toEqual([0, 1_048_576]);
    expect((await two.read(10, 1))[0]).toBe(17);
    expect((await one.read(5, 2_500_000)).length).toBe(2_500_000);
    expect(reads).toEqual([0, 1_048_576, 0, 5]);
  });
});
