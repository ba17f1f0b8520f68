import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inlinePort } from "../../workers/inline.ts";
import { memoryStore } from "../../workers/store/memory.ts";
import { memoryRoom } from "../../workers/tiff/write/spool-memory.ts";
import { writerApi } from "../../workers/tiff/write/writer-api.ts";
import { widen } from "../cells/tile.ts";
import { unwrap } from "../fault.ts";
import { WEB_MERCATOR, WGS84 } from "../grid/crs.ts";
import { blockCount, planFile } from "../layer/file-plan.ts";
import { dataWindow, layerKeys } from "../layer/keys.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { BandSummary } from "../ops/histogram.ts";
import type { MinMax } from "../ops/min-max.ts";
import type { LayerNode, SceneNode } from "../plan/graph.ts";
import { derive, sceneLayer } from "../plan/make.ts";
import { narrow } from "../plan/narrow.ts";
import { exportGeoTiff } from "./export.ts";
import { foldLayer } from "./fold.ts";
import { Pool } from "./pool.ts";
import { Prerequisites } from "./prerequisites.ts";

/** The four overlapping scenes of the samples, through the whole engine on this thread. */
const store = memoryStore();
const pool = new Pool({ size: 2, spawn: () => inlinePort(store) });
afterAll(() => pool.close());

async function sample(name: string): Promise<SceneMeta> {
  const bytes = new Blob([readFileSync(join(import.meta.dirname, "../../public/samples", name))]);
  const meta = unwrap(await pool.anyPort().open(name, bytes, {}));
  pool.attach(meta, bytes);
  return meta;
}

let mosaic: LayerNode;
let tiled: LayerNode;
let masked: LayerNode;
beforeAll(async () => {
  const [nw, ne, sw, se] = await Promise.all(["soca_nw.tif", "soca_ne.tif", "soca_sw.tif", "soca_se.tif"].map(sample));
  mosaic = sceneLayer([nw!, ne!, sw!, se!]);
  const layout = { kind: "local", tileCols: 128, tileRows: 128 };
  tiled = derive({ op: "tileToLayout", params: { layout, targetCrs: WEB_MERCATOR, resampling: "bilinear" } }, [mosaic]);
  const ring = [
    [13.5, 46.2],
    [13.62, 46.22],
    [13.66, 46.33],
    [13.55, 46.36],
    [13.5, 46.2],
  ];
  masked = derive({ op: "mask", params: { areas: { crs: WGS84, polygons: [[ring]], edges: ["crs"] }, keep: "inside", rule: "centre" } }, [tiled]);
});

const whole = async (node: LayerNode) => {
  const window = dataWindow(node.meta.rasters[0]!, 0);
  return widen(await pool.run(node, { kind: "window", node: node.id, window: { ...window, raster: 0, level: 0 } }));
};

/** Cells that are not bit for bit the same; NaN equals NaN. */
function differing(left: readonly Float64Array[], right: readonly Float64Array[]): number {
  let count = left.length === right.length ? 0 : Number.POSITIVE_INFINITY;
  left.forEach((band, b) => {
    const other = right[b]!;
    if (band.length !== other.length) count = Number.POSITIVE_INFINITY;
    for (let i = 0; i < band.length; i++) if (!Object.is(band[i], other[i])) count++;
  });
  return count;
}

test("a chain of steps gives the cells that its steps give when each is stored before the next", async () => {
  const bytes = derive({ op: "convertType", params: { cellType: "uint8", nodata: 0, overflow: "clamp" } }, [masked]);
  const fused = await whole(bytes);
  for (const node of [tiled, masked]) {
    await pool.run(node, { kind: "store", node: node.id, keys: layerKeys(node.meta) });
    pool.setPersisted([node.id]);
    expect(differing((await whole(bytes)).bands, fused.bands)).toBe(0);
  }
  pool.setPersisted([]);
  expect(fused.bands[0]!.some((value) => value > 0)).toBe(true);
});

test("a gather on a gather waits for the tiles below it, which are stored once", async () => {
  const again = derive({ op: "tileToLayout", params: { layout: { kind: "local", tileCols: 100, tileRows: 60 }, targetCrs: null, resampling: "nearest" } }, [
    masked,
  ]);
  const before = new Prerequisites(pool, () => false, undefined);
  const tasks = pool.tasksDone;
  await before.ready(again, { raster: 0, level: 0, col: 3, row: 3 });
  const first = pool.tasksDone - tasks;
  expect(first).toBeGreaterThan(0);
  await before.ready(again, { raster: 0, level: 0, col: 3, row: 3 });
  expect(pool.tasksDone - tasks).toBe(first);
});

test("what is exported opens again with the same cells in the same place", async () => {
  const { grid } = masked.meta.rasters[0]!;
  const window = dataWindow(masked.meta.rasters[0]!, 0);
  const spec = {
    cellType: masked.meta.cellType,
    nodata: masked.meta.nodata,
    compression: "deflate",
    predictor: true,
    layout: { kind: "tiles", size: 64 },
    overviews: true,
    overviewMethod: "average",
    bigTiff: "auto",
    recipe: true,
  } as const;
  const cut = derive({ op: "crop", params: { ...window, tileCols: 64, tileRows: 64 } }, [masked]);
  const plan = planFile({ cols: window.cols, rows: window.rows, bandCount: masked.meta.bands.length, spec });
  const writer = writerApi(memoryRoom);
  let blocks = 0;
  const blob = await exportGeoTiff(
    pool,
    { ...writer },
    {
      id: "test",
      node: cut,
      plan,
      metadata: {
        grid: cut.meta.rasters[0]!.grid,
        bands: cut.meta.bands,
        palette: null,
        instant: null,
        description: null,
        recipe: "{}",
        sources: ["soca_nw.tif"],
        tags: {},
      },
      method: "average",
      isStored: () => false,
      signal: new AbortController().signal,
      onBlock: () => blocks++,
    },
  );
  expect(blocks).toBe(blockCount(plan));
  const meta = unwrap(await pool.anyPort().open("out.tif", blob, {}));
  pool.attach(meta, blob);
  expect(meta.affine).toEqual(cut.meta.rasters[0]!.grid.affine);
  expect(meta.crs?.code).toBe(grid.crs.code);
  expect(meta.bands.map((band) => band.name)).toEqual(cut.meta.bands.map((band) => band.name));
  expect(meta.overviews.length).toBe(plan.levels.length - 1);
  const back = await whole(sceneLayer([meta]));
  expect(differing(back.bands, (await whole(cut)).bands)).toBe(0);
});

test("folds over the pool equal folds over the whole", async () => {
  const cells = (await whole(masked)).bands[1]!.filter((value) => !Number.isNaN(value));
  const [, range] = await foldLayer<readonly MinMax[]>(pool, masked, "minMax", {});
  expect(range).toEqual({ min: cells.reduce((l, r) => Math.min(l, r)), max: cells.reduce((l, r) => Math.max(l, r)) });
  const ranges = masked.meta.bands.map(() => range!);
  const [, summary] = await foldLayer<readonly BandSummary[]>(pool, masked, "histogram", { bins: 16, ranges });
  expect(summary!.valid).toBe(cells.length);
  expect(summary!.counts.reduce((l, r) => l + r)).toBe(cells.length);
  expect(summary!.mean).toBeCloseTo(cells.reduce((l, r) => l + r) / cells.length, 6);
  expect(await foldLayer<number>(pool, masked, "count", {})).toBe(layerKeys(masked.meta).length);
});

test("an export that is cancelled ends with that fault and leaves no quarter tiles", async () => {
  const abort = new AbortController();
  const spec = {
    cellType: "uint16",
    nodata: 0,
    compression: "none",
    predictor: false,
    layout: { kind: "tiles", size: 16 },
    overviews: true,
    overviewMethod: "average",
    bigTiff: "auto",
    recipe: false,
  } as const;
  const cut = derive({ op: "crop", params: { col: 0, row: 0, cols: 300, rows: 300, tileCols: 16, tileRows: 16 } }, [tiled]);
  const plan = planFile({ cols: 300, rows: 300, bandCount: 4, spec });
  const metadata = {
    grid: cut.meta.rasters[0]!.grid,
    bands: cut.meta.bands,
    palette: null,
    instant: null,
    description: null,
    recipe: null,
    sources: [],
    tags: {},
  };
  let blocks = 0;
  const work = exportGeoTiff(pool, writerApi(memoryRoom), {
    id: "cut short",
    node: cut,
    plan,
    metadata,
    method: "average",
    isStored: () => false,
    signal: abort.signal,
    onBlock: () => {
      if (++blocks === 5) abort.abort();
    },
  });
  await expect(work).rejects.toMatchObject({ fault: { tag: "cancelled" } });
  expect(blocks).toBe(5);
});

test("some bands of a layer are the same cells, from a graph that reads no other", async () => {
  const swapped = derive({ op: "bands", params: { bands: [2, 0, 2] } }, [masked]);
  const converted = derive({ op: "convertType", params: { cellType: "float32", nodata: Number.NaN, overflow: "clamp" } }, [swapped]);
  const all = await whole(converted);
  for (const bands of [[1], [2, 1], [0, 2]]) {
    const some = narrow(converted, bands, () => false);
    const read = scenesOf(some).flatMap((node) => [...(node.bands ?? [])]);
    expect(read).toEqual([...new Set(bands.map((band) => [2, 0, 2][band]))]);
    const cells = await whole(some);
    expect(
      differing(
        cells.bands,
        bands.map((band) => all.bands[band]!),
      ),
    ).toBe(0);
  }
});

test("a layer whose tiles are stored stays whole under a choice of bands", () => {
  const some = narrow(masked, [1], (node) => node.id === tiled.id);
  expect(some.meta.bands).toEqual([masked.meta.bands[1]]);
  expect(some.kind === "derived" && some.inputs[0].kind === "derived" && some.inputs[0].inputs[0]).toBe(tiled);
});

const scenesOf = (node: LayerNode): SceneNode[] => (node.kind === "scenes" ? [node] : node.kind === "blank" ? [] : node.inputs.flatMap(scenesOf));
