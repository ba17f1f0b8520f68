import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { inlinePort } from "../../workers/inline.ts";
import { memoryStore } from "../../workers/store/memory.ts";
import { memoryRoom } from "../../workers/tiff/write/spool-memory.ts";
import { Disk } from "../../workers/tiff/write/testing.ts";
import { writerApi } from "../../workers/tiff/write/writer-api.ts";
import { FaultError, unwrap } from "../fault.ts";
import { blockCount, type FilePlan, planFile } from "../layer/file-plan.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive, sceneLayer } from "../plan/make.ts";
import { type ExportOrder, exportGeoTiff, quartersOf } from "./export.ts";
import { Pool } from "./pool.ts";
import type { WriterPort } from "./port.ts";

const store = memoryStore();
const pool = new Pool({ size: 2, spawn: () => inlinePort(store) });
afterAll(() => pool.close());
afterEach(() => vi.restoreAllMocks());

const spec = {
  cellType: "uint16",
  nodata: 0,
  compression: "deflate",
  predictor: true,
  layout: { kind: "tiles", size: 32 },
  overviews: true,
  overviewMethod: "average",
  bigTiff: "auto",
  recipe: false,
} as const;

let node: LayerNode;
let plan: FilePlan;
let whole: Uint8Array;
beforeAll(async () => {
  const bytes = new Blob([readFileSync(join(import.meta.dirname, "../../public/samples/soca_nw.tif"))]);
  const meta = unwrap(await pool.anyPort().open("soca_nw.tif", bytes, {}));
  pool.attach(meta, bytes);
  node = derive({ op: "crop", params: { col: 10, row: 20, cols: 150, rows: 130, tileCols: 32, tileRows: 32 } }, [sceneLayer([meta])]);
  plan = planFile({ cols: 150, rows: 130, bandCount: node.meta.bands.length, spec });
  whole = await bytesOf(exportGeoTiff(pool, writerApi(memoryRoom), orderOf("whole")));
});

const bytesOf = async (file: Promise<Blob>): Promise<Uint8Array> => new Uint8Array(await (await file).arrayBuffer());

const orderOf = (id: string, more: Partial<ExportOrder> = {}): ExportOrder => ({
  id,
  node,
  plan,
  metadata: { grid: node.meta.rasters[0]!.grid, bands: node.meta.bands, palette: null, instant: null, description: null, recipe: null, sources: [], tags: {} },
  method: "average",
  isStored: () => false,
  signal: new AbortController().signal,
  onBlock: () => {},
  ...more,
});

/** A writer on a disk that is lost after so many blocks. */
const writerOn = (disk: Disk, blocks = Number.POSITIVE_INFINITY): WriterPort => {
  const api = writerApi({ ...memoryRoom, enter: async () => disk.open });
  let left = blocks;
  const append: WriterPort["append"] = async (...block) => {
    if (left-- <= 0) throw new FaultError({ tag: "worker-lost", task: "test", tries: 1 });
    return api.append(...block);
  };
  return { ...api, append };
};

/** Every look at the clock is some seconds later, so that each block is handed over when it comes. */
function timeFlies() {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 5000));
}

test.each([
  ["all half-size cells at hand", () => {}],
  ["no half-size cells at hand", (id: string) => store.deleteNode(quartersOf(id))],
] as const)("an export that was interrupted at any level comes to the same bytes, with %s", async (_, lose) => {
  timeFlies();
  const total = blockCount(plan);
  for (const blocks of [0, 3, 17, 25, 30, total - 1, total]) {
    const id = `at ${blocks}`;
    const disk = new Disk();
    if (blocks < total) await expect(exportGeoTiff(pool, writerOn(disk, blocks), orderOf(id, { life: "lasting" }))).rejects.toThrow("worker-lost");
    else await exportGeoTiff(pool, writerOn(disk), orderOf(id, { life: "lasting" }));
    await lose(id);
    let found = -1;
    let made = 0;
    const order = orderOf(id, { life: "resumed", onResumed: (count) => (found = count), onBlock: () => made++ });
    expect(await bytesOf(exportGeoTiff(pool, writerOn(disk), order))).toEqual(whole);
    expect([blocks, found, made]).toEqual([blocks, blocks, total - blocks]);
    expect(await store.tilesOf(quartersOf(id))).toEqual([]);
  }
});

test("a file that lasts goes on with the next writer when its own is lost, any other fails", async () => {
  timeFlies();
  const lost = () => Promise.reject(new FaultError({ tag: "worker-lost", task: "write", tries: 1 }));
  const losing = (disk: Disk, at: readonly number[]): WriterPort => {
    const api = writerOn(disk);
    let calls = 0;
    return { ...api, append: (...block) => (at.includes(++calls) ? lost() : api.append(...block)) };
  };
  expect(await bytesOf(exportGeoTiff(pool, losing(new Disk(), [4, 20]), orderOf("lasts", { life: "lasting" })))).toEqual(whole);
  await expect(exportGeoTiff(pool, losing(new Disk(), [4]), orderOf("ends"))).rejects.toMatchObject({ fault: { task: "write" } });
});
