import fc from "fast-check";
import { expect, test } from "vitest";
import { blockCount, blockWindow, type FilePlan, planFile } from "../../../src/layer/file-plan.ts";
import { type EncodedBlock, encodeBlock } from "./encode.ts";
import { cut, Disk, gridOf, plainMetadata, plainSpec, wavyTile } from "./testing.ts";
import { GeoTiffWriter } from "./writer.ts";

const grid = gridOf(90, 70);
const spec = plainSpec("uint8", { nodata: null, compression: "deflate" });
const tile = wavyTile(grid, spec, { bandCount: 2, holes: 0.01 });
const plan: FilePlan = planFile({ cols: 90, rows: 70, bandCount: 2, spec });
const count = blockCount(plan);

const encoded = Promise.all(Array.from({ length: count }, (_, i) => encodeBlock(cut(tile, blockWindow(plan, 0, i)), plan.coding)));
const copyOf = ({ parts, mask }: EncodedBlock): EncodedBlock => ({ parts: parts.map((part) => part.slice()), mask: mask?.slice() ?? null });

async function bytesOf(writer: GeoTiffWriter): Promise<Uint8Array> {
  return new Uint8Array(await (await writer.finish(plainMetadata(grid, 2))).arrayBuffer());
}

async function uninterrupted(): Promise<Uint8Array> {
  const writer = await GeoTiffWriter.begin(plan, new Disk().open);
  for (const [i, block] of (await encoded).entries()) writer.append(0, i, copyOf(block));
  return bytesOf(writer);
}

/** A disk with the first blocks of the file, every one of them logged. */
async function begun(blocks: number): Promise<Disk> {
  const disk = new Disk();
  const writer = await GeoTiffWriter.begin(plan, disk.open, true);
  for (const [i, block] of (await encoded).slice(0, blocks).entries()) writer.append(0, i, copyOf(block));
  writer.flush();
  return disk;
}

async function goOn(disk: Disk): Promise<{ readonly done: number; readonly bytes: Uint8Array }> {
  const { writer, done } = await GeoTiffWriter.resume(plan, disk.open);
  for (const [i, block] of (await encoded).entries()) if (done[i] === 0) writer.append(0, i, copyOf(block));
  return { done: done.reduce((sum, one) => sum + one, 0), bytes: await bytesOf(writer) };
}

test("a file that is resumed after any block comes to the bytes of one that was not interrupted", async () => {
  const whole = await uninterrupted();
  for (const blocks of [0, 1, 7, count - 1, count]) {
    const { done, bytes } = await goOn(await begun(blocks));
    expect([blocks, done]).toEqual([blocks, blocks]);
    expect(bytes).toEqual(whole);
  }
});

test("whatever a lost tab cut off or left half written in a spool or in the log, the file comes to the same bytes", async () => {
  const whole = await uninterrupted();
  const names = ["cells-0", "mask-0", "log"];
  const damage = fc.record({
    blocks: fc.integer({ min: 1, max: count }),
    name: fc.constantFrom(...names),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    cuts: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ blocks, name, share, cuts }) => {
      const disk = await begun(blocks);
      const bytes = disk.files.get(name)!;
      const at = Math.floor(share * bytes.length);
      // Cut off there, or a page of zeros where bytes were promised.
      disk.files.set(name, cuts ? bytes.slice(0, at) : bytes.map((byte, i) => (i >= at && i < at + 64 ? 0 : byte)));
      const { done, bytes: file } = await goOn(disk);
      expect(done).toBeLessThanOrEqual(blocks);
      expect(file).toEqual(whole);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test("a log counts its blocks without the spools, and a new file forgets those of an old one", async () => {
  const disk = await begun(5);
  expect(await GeoTiffWriter.logged(plan, disk.open)).toBe(5);
  await GeoTiffWriter.begin(plan, disk.open, true);
  expect(await GeoTiffWriter.logged(plan, disk.open)).toBe(0);
});
