import { expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import type { LayerMeta, NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { ScreenTile } from "../pool/screen.ts";
import { type BandCells, TileCache, type Want } from "./tile-cache.ts";

const edge = 20_037_508.342789244;
const meta: LayerMeta = {
  kind: "raster",
  rasters: [
    {
      name: "world",
      grid: { crs: WEB_MERCATOR, affine: [edge / 512, 0, -edge, 0, -edge / 512, edge], cols: 1024, rows: 1024 },
      extent: { west: -edge, south: -edge, east: edge, north: edge },
      instant: null,
    },
  ],
  tileCols: 256,
  tileRows: 256,
  cellType: "float32",
  nodata: null,
  bands: [0, 1].map((band) => ({ name: `${band}`, role: "grey", unit: null, scale: 1, offset: 0 })),
  palette: null,
  zoom: null,
};
const node: LayerNode = { kind: "scenes", id: "n" as NodeId, meta, scenes: [] };
const tile = (x: number) => ({ z: 3, x, y: 0 });
const want = (x: number, bands: readonly number[] = [0]): Want => ({ node, bands, tile: tile(x), rank: () => x });
const cells = (value: number): ScreenTile => ({ size: 4, bands: [new Float32Array(16).fill(value)], level: 1 });

/** A cache over pulls that are answered by hand. */
function bench(limitBytes?: number) {
  const asked: { x: number; bands: readonly number[]; signal: AbortSignal; answer(tile: ScreenTile | null): Promise<void>; refuse(): Promise<void> }[] = [];
  const evicted: BandCells[] = [];
  const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const cache = new TileCache(
    (_node, { x, bands }, { signal }) =>
      new Promise((resolve, reject) => {
        const answer = (found: ScreenTile | null) => {
          resolve(found);
          return rest();
        };
        const refuse = () => {
          reject(new Error("broken"));
          return rest();
        };
        asked.push({ x, bands, signal, answer, refuse });
        signal.addEventListener("abort", () => reject(new Error("cancelled")));
      }),
    { arrived: () => undefined, evicted: (gone) => evicted.push(gone) },
    limitBytes,
  );
  return { cache, asked, evicted };
}

test("a tile is asked for once and found when it came", async () => {
  const { cache, asked } = bench();
  cache.want([want(0)]);
  cache.want([want(0)]);
  expect(asked.length).toBe(1);
  expect(cache.isLoading(node.id, tile(0))).toBe(true);
  expect(cache.get(node.id, tile(0), [0])).toBeUndefined();
  await asked[0]!.answer(cells(7));
  cache.want([want(0)]);
  expect(asked.length).toBe(1);
  expect(cache.get(node.id, tile(0), [0])?.bands.get(0)?.values[0]).toBe(7);
});

test("what is no longer wanted is called off", () => {
  const { cache, asked } = bench();
  cache.want([want(0), want(1)]);
  cache.want([want(1)]);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});

test("only missing bands are asked for", async () => {
  const { cache, asked } = bench();
  cache.want([want(0)]);
  await asked[0]!.answer(cells(1));
  cache.want([want(0, [0, 1])]);
  expect(asked[1]!.bands).toEqual([1]);
  expect(cache.get(node.id, tile(0), [0, 1])).toBeUndefined();
  await asked[1]!.answer(cells(2));
  expect(cache.get(node.id, tile(0), [0, 1])?.bands.size).toBe(2);
});

test("an empty tile is known as empty for every band", async () => {
  const { cache, asked } = bench();
  cache.want([want(0)]);
  await asked[0]!.answer(null);
  cache.want([want(0, [1])]);
  expect(asked.length).toBe(1);
  expect(cache.get(node.id, tile(0), [1])?.size).toBe(0);
});

test("a tile that failed is not asked for again at once, and says why", async () => {
  const { cache, asked } = bench();
  cache.want([want(0)]);
  await asked[0]!.refuse();
  cache.want([want(0)]);
  expect(asked.length).toBe(1);
  expect(cache.faultOf(node.id, tile(0))).toMatchObject({ tag: "bug", message: "broken" });
});

test("the least recently used tiles go when the budget is spent, never one that is wanted", async () => {
  const { cache, asked, evicted } = bench(3 * 64);
  for (const x of [0, 1, 2]) {
    cache.want([want(x)]);
    await asked[x]!.answer(cells(x));
  }
  cache.get(node.id, tile(0), [0]);
  cache.want([want(3)]);
  await asked[3]!.answer(cells(3));
  expect(evicted.map(({ values }) => values[0])).toEqual([1]);
  const all = [4, 5, 6, 7];
  cache.want(all.map((x) => want(x)));
  for (const x of all) await asked[x]!.answer(cells(x));
  for (const x of all) expect(cache.get(node.id, tile(x), [0])).toBeDefined();
});
