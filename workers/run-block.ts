import { giveBack } from "../src/cells/band-pool.ts";
import { type Cells, emptyCells } from "../src/cells/cells.ts";
import { quantise } from "../src/cells/resample/quantise.ts";
import { widen } from "../src/cells/tile.ts";
import { invariant } from "../src/fault.ts";
import { windowOnRaster } from "../src/layer/keys.ts";
import type { LayerMeta, TileKey } from "../src/layer/meta.ts";
import type { LayerNode } from "../src/plan/graph.ts";
import { gridOf, rest, spent } from "./evaluate.ts";
import type { Bench } from "./run-task.ts";
import type { StoredTile } from "./store/tile-store.ts";
import type { ResultOf, TaskBody } from "./task.ts";
import { encodeBlock } from "./tiff/write/encode.ts";
import { halve } from "./tiff/write/reduce.ts";

type BlockBody = Extract<TaskBody, { kind: "block" }>;

/**
 * One block of the file, ready to be written. Its half-size cells are stored for the overview above, so that every
 * level is made from the one below it and no cell is computed twice; four quarters make a block of the next level.
 */
export async function runBlock({ key, file }: BlockBody, node: LayerNode, bench: Bench): Promise<ResultOf<BlockBody>> {
  const window = windowOnRaster(node.meta, key);
  const cells = key.level === 0 ? await bench.evaluator.pull(node, window, bench.run) : await fromQuarters(key, file.quarters, node, bench);
  const started = performance.now();
  const block = await encodeBlock({ grid: cells.grid, ...rest(cells, node.meta) }, file.coding);
  spent(bench.run, "encode", started);
  const quarter = key.level + 1 < file.levels ? quarterOf(cells, file.method, node.meta) : null;
  giveBack(cells.bands);
  if (quarter) await bench.store.putTile({ node: file.quarters, key }, quarter);
  return block;
}

function quarterOf(cells: Cells, method: BlockBody["file"]["method"], meta: LayerMeta): StoredTile {
  const half = halve(cells, method, meta.cellType);
  // A mean that happens to equal the NoData number stays a value.
  if (method === "average") quantise(half.bands, meta.cellType, meta.nodata);
  return rest(half, meta);
}

async function fromQuarters(key: TileKey, quarters: BlockBody["file"]["quarters"], { meta }: LayerNode, { store }: Bench): Promise<Cells> {
  const window = windowOnRaster(meta, key);
  const out = emptyCells(gridOf(meta, window), meta.bands.length);
  for (const dy of [0, 1])
    for (const dx of [0, 1]) {
      const from = { ...key, level: key.level - 1, col: key.col * 2 + dx, row: key.row * 2 + dy };
      const below = windowOnRaster(meta, from);
      if (below.cols <= 0 || below.rows <= 0) continue;
      const tile = await store.getTile({ node: quarters, key: from });
      invariant(tile, `the quarter of block ${from.col}, ${from.row} at level ${from.level}`);
      const cols = Math.ceil(below.cols / 2);
      const at = (dy * meta.tileRows * window.cols + dx * meta.tileCols) / 2;
      for (const [b, band] of widen({ grid: out.grid, ...tile }).bands.entries())
        for (let start = 0, row = 0; start < band.length; start += cols, row++) out.bands[b]!.set(band.subarray(start, start + cols), at + row * window.cols);
    }
  return out;
}
