import { expect, test } from "vitest";
import { fail } from "../../../src/fault.ts";
import { blockWindow, planFile } from "../../../src/layer/file-plan.ts";
import { openTiff } from "../read/open.ts";
import { blobSource } from "../source.ts";
import { encodeBlock } from "./encode.ts";
import type { OpenSpool } from "./spool.ts";
import { memoryRoom, openMemorySpool } from "./spool-memory.ts";
import { cut, gridOf, plainMetadata, plainSpec, wavyTile, writeWhole } from "./testing.ts";
import { GeoTiffWriter } from "./writer.ts";
import { writerApi } from "./writer-api.ts";

const grid = gridOf(40, 40);

test("blocks may come in any order, and only where they lie changes", async () => {
  const spec = plainSpec("uint16", { compression: "lzw", predictor: true });
  const tile = wavyTile(grid, spec, { bandCount: 2, holes: 0 });
  const plan = planFile({ cols: 40, rows: 40, bandCount: 2, spec });
  const writer = await GeoTiffWriter.begin(plan, openMemorySpool);
  for (const block of [8, 0, 3, 7, 1, 5, 2, 6, 4]) writer.append(0, block, await encodeBlock(cut(tile, blockWindow(plan, 0, block)), plan.coding));
  const reader = await openTiff("a.tif", blobSource(await writer.finish(plainMetadata(grid, 2))), {});
  const cells = await reader.readCells({ level: 0, col: 0, row: 0, cols: 40, rows: 40 }, null, () => false);
  expect(cells).toEqual(tile.bands.map((band) => new Float64Array(band)));
});

test("a block cannot come twice, and none may be missing", async () => {
  const spec = plainSpec("uint8");
  const plan = planFile({ cols: 40, rows: 40, bandCount: 1, spec });
  const writer = await GeoTiffWriter.begin(plan, openMemorySpool);
  const block = await encodeBlock(cut(wavyTile(grid, spec, { bandCount: 1, holes: 0 }), blockWindow(plan, 0, 4)), plan.coding);
  writer.append(0, 4, block);
  expect(() => writer.append(0, 4, block)).toThrow("block 4 of level 0");
  await expect(writer.finish(plainMetadata(grid, 1))).rejects.toThrow("block 0 is missing");
});

test("blocks that are all NoData take no bytes, whole files of them included", async () => {
  const spec = plainSpec("int16", { nodata: -1, compression: "deflate", overviews: true });
  const empty = wavyTile(grid, spec, { bandCount: 1, holes: 1 });
  const { blob } = await writeWhole(empty, spec, { metadata: plainMetadata(grid, 1) });
  expect(blob.size).toBeLessThan(1500);
});

test("a mask is written only when a cell has no value and no number says so", async () => {
  const masks = async (holes: number, nodata: number | null) => {
    const spec = plainSpec("uint8", { nodata });
    const { blob } = await writeWhole(wavyTile(grid, spec, { bandCount: 1, holes }), spec, { metadata: plainMetadata(grid, 1) });
    return (await openTiff("a.tif", blobSource(blob), {})).meta.hasMask;
  };
  expect([await masks(0, null), await masks(0.2, null), await masks(0.2, 0)]).toEqual([false, true, false]);
});

/** Remembers sizes only, each append counted as far more than it is. */
const openHugeSpool: OpenSpool = async () => {
  let size = 0;
  return {
    get sizeBytes() {
      return size;
    },
    append(bytes) {
      const start = size;
      size += bytes.length * 2 ** 23;
      return start;
    },
    flush: () => {},
    read: () => new Uint8Array(),
    truncate: () => {},
    close: async () => new Blob(["cells"]),
    leave: () => {},
    remove: async () => {},
  };
};

test("past 4 GB the file becomes a BigTIFF with 64-bit offsets, and up to there it is a classic one", async () => {
  const spec = plainSpec("uint8");
  const tile = wavyTile(grid, spec, { bandCount: 1, holes: 0 });
  const head = async (open: OpenSpool) => {
    const { blob } = await writeWhole(tile, spec, { metadata: plainMetadata(grid, 1), open });
    return new DataView(await blob.arrayBuffer());
  };
  expect((await head(openMemorySpool)).getUint16(2, true)).toBe(42);
  const big = await head(openHugeSpool);
  expect(big.getUint16(2, true)).toBe(43);
  const offsets = Array.from({ length: 9 }, (_, i) => i * 256 * 2 ** 23 + big.byteLength - 2 * "cells".length);
  const all = new Uint8Array(big.buffer);
  const wanted = new Uint8Array(new BigUint64Array(offsets.map(BigInt)).buffer);
  expect(Buffer.from(all).includes(Buffer.from(wanted))).toBe(true);
});

test("a spool that is full is told as that, and removing gives every spool back", async () => {
  const open = new Set<string>();
  const api = writerApi({
    ...memoryRoom,
    enter: async () => async (name) => {
      open.add(name);
      return {
        ...(await openMemorySpool()),
        append: () => fail({ tag: "storage-full", needBytes: 3, freeBytes: 0 }),
        remove: async () => {
          open.delete(name);
        },
      };
    },
  });
  const spec = plainSpec("uint8", { overviews: true });
  const plan = planFile({ cols: 40, rows: 40, bandCount: 1, spec });
  expect(await api.begin("one", plan)).toEqual({ ok: true, value: undefined });
  expect([...open]).toContain("cells-2");
  const full = { ok: false, fault: { tag: "storage-full", needBytes: 3, freeBytes: 0 } };
  expect(await api.append("one", 0, 0, { parts: [new Uint8Array(3)], mask: null })).toEqual(full);
  expect((await api.append("two", 0, 0, { parts: [new Uint8Array(3)], mask: null })).ok).toBe(false);
  expect(await api.remove("one")).toEqual({ ok: true, value: undefined });
  expect(await api.remove("one")).toEqual({ ok: true, value: undefined });
  expect(open.size).toBe(0);
});

test("two files grow side by side", async () => {
  const api = writerApi(memoryRoom);
  const spec = plainSpec("uint8");
  const plan = planFile({ cols: 16, rows: 16, bandCount: 1, spec });
  const blobs = [];
  for (const id of ["a", "b"]) await api.begin(id, plan);
  for (const [i, id] of ["a", "b"].entries()) await api.append(id, 0, 0, { parts: [new Uint8Array(256).fill(i + 1)], mask: null });
  for (const id of ["a", "b"]) {
    const done = await api.finish(id, plainMetadata(gridOf(16, 16), 1));
    if (done.ok) blobs.push(new Uint8Array(await done.value.arrayBuffer()).at(-1));
  }
  expect(blobs).toEqual([1, 2]);
});
