import { giveBack } from "../src/cells/band-pool.ts";
import { type Cells, emptyCells } from "../src/cells/cells.ts";
import { narrow, widen } from "../src/cells/tile.ts";
import { fail, invariant } from "../src/fault.ts";
import { type Grid, gridAt, windowGrid } from "../src/grid/grid.ts";
import { keysOver } from "../src/layer/keys.ts";
import { keyWindow, type LayerMeta, type NodeId, type RasterWindow, type SceneId, type TileKey } from "../src/layer/meta.ts";
import type { GatherOp, Part } from "../src/ops/define.ts";
import { opOf } from "../src/ops/lookup.ts";
import { type DerivedNode, type LayerNode, refName, type SceneNode } from "../src/plan/graph.ts";
import { cellInputs, contextOf, metasOf, needsStore, type Preparations } from "../src/plan/plan.ts";
import type { StoredTile, TileStore } from "./store/tile-store.ts";
import type { Timings } from "./task.ts";
import type { SceneReader } from "./tiff/read/open.ts";
import { TileCache } from "./tile-cache.ts";

/** Cells a gather may hold of its inputs at once (all bands); above, its window is evaluated in pieces. 96 MB. */
const gatherBudget = 12_000_000;
const cacheBytes = 128 << 20;

/** One task under way: asked between steps whether it should stop, and told where its time goes. */
export interface Run {
  isCancelled(): boolean;
  readonly timings: Timings;
}

/** Computes cells of any window of any node, from scenes, stored tiles and kernels. One per worker. */
export class Evaluator {
  private readonly prepared: Preparations = new Map();
  private readonly cache = new TileCache(cacheBytes);
  readonly persisted = new Set<NodeId>();

  constructor(
    private readonly store: TileStore,
    readonly reader: (scene: SceneId) => Promise<SceneReader>,
  ) {}

  /** The cells of a window. The caller owns them. A window may reach past the raster: there, cells are NoData. */
  async pull(node: LayerNode, window: RasterWindow, run: Run): Promise<Cells> {
    if (run.isCancelled()) fail({ tag: "cancelled" });
    if (node.kind === "scenes") return this.pullScene(node, window, run);
    if (node.kind === "blank") return emptyCells(gridOf(node.meta, window), node.meta.bands.length);
    const op = opOf(node.step.op);
    switch (op.form) {
      case "route": {
        const source = op.source(window, metasOf(node), node.step.params);
        const { bands } = await this.pullFused(inputOf(node, source.input), source.window, run);
        return { grid: gridOf(node.meta, window), bands };
      }
      case "cell": {
        const context = { ...contextOf(node, this.prepared), raster: window.raster };
        const part = op.isEmpty ? trimmed(window, (strip) => op.isEmpty?.(strip, node.step.params, context) ?? false) : window;
        if (!part) return emptyCells(gridOf(node.meta, window), node.meta.bands.length);
        const inputs: Cells[] = [];
        for (const { input, window: from } of cellInputs(node, op, part)) inputs.push(await this.pullFused(input, from, run));
        const cells = timed(run, node.step.op, () => op.kernel(joinBands(inputs), node.step.params, context));
        for (const { bands } of inputs) giveBack(bands, cells.bands);
        return part === window ? cells : spread(cells, part, gridOf(node.meta, window), window);
      }
      case "gather":
        return this.gather(node, op, window, run);
      default:
        return op satisfies never;
    }
  }

  /** A whole tile of a node at rest, from memory, from the store, or computed. */
  async tile(node: LayerNode, key: TileKey, run: Run): Promise<StoredTile> {
    const name = refName({ node: node.id, key });
    const kept = this.cache.get(name) ?? (await timedAsync(run, "store", () => this.store.getTile({ node: node.id, key })));
    const tile = kept ?? rested(await this.pull(node, keyWindow(node.meta, key), run), node.meta);
    this.cache.put(name, tile);
    return tile;
  }

  /** An input of a cell op or route belongs to the same task, unless its tiles are stored. */
  private pullFused(node: LayerNode, window: RasterWindow, run: Run): Promise<Cells> {
    return this.persisted.has(node.id) ? this.fromTiles(node, window, run) : this.pull(node, window, run);
  }

  /** An input of a gather: another gather's result comes in whole tiles, so that windows that overlap compute nothing twice. */
  private pullGathered(node: LayerNode, window: RasterWindow, run: Run): Promise<Cells> {
    return this.persisted.has(node.id) || needsStore(node) ? this.fromTiles(node, window, run) : this.pull(node, window, run);
  }

  private async fromTiles(node: LayerNode, window: RasterWindow, run: Run): Promise<Cells> {
    const grid = gridOf(node.meta, window);
    const out = emptyCells(grid, node.meta.bands.length);
    for (const key of keysOver(node.meta, window)) {
      const from = keyWindow(node.meta, key);
      const tile = await this.tile(node, key, run);
      const cells = widen({ grid: gridOf(node.meta, from), ...tile });
      copyOverlap(cells.bands, from, out.bands, window);
      giveBack(cells.bands);
    }
    return out;
  }

  private async pullScene(node: SceneNode, window: RasterWindow, run: Run): Promise<Cells> {
    const scene = node.scenes[window.raster];
    invariant(scene, `raster ${window.raster} among ${node.scenes.length} scenes`);
    const reader = await this.reader(scene);
    const bands = await timedAsync(run, "read", () => reader.readCells(window, node.bands ?? null, run.isCancelled));
    return { grid: gridOf(node.meta, window), bands };
  }

  private async gather(node: DerivedNode, op: GatherOp<unknown, unknown>, window: RasterWindow, run: Run): Promise<Cells> {
    const context = contextOf(node, this.prepared);
    const needs = op.needs(window, node.step.params, context);
    const wanted = needs.reduce((sum, need) => sum + need.cols * need.rows * inputOf(node, need.input).meta.bands.length, 0);
    if (wanted > gatherBudget && window.cols * window.rows > 1) return this.gatherHalves(node, op, window, run);
    const parts: Part[] = [];
    for (const need of needs) parts.push({ need, cells: await this.pullGathered(inputOf(node, need.input), need, run) });
    if (run.isCancelled()) fail({ tag: "cancelled" });
    const made = timed(run, node.step.op, () => op.kernel(parts, gridOf(node.meta, window), window, node.step.params, context));
    for (const { cells } of parts) giveBack(cells.bands, made.bands);
    return made;
  }

  /** A gather gives the same cells whole or in pieces, so a window that needs too much input is cut across its longer side. */
  private async gatherHalves(node: DerivedNode, op: GatherOp<unknown, unknown>, window: RasterWindow, run: Run): Promise<Cells> {
    const out = emptyCells(gridOf(node.meta, window), node.meta.bands.length);
    for (const half of halves(window)) {
      const { bands } = await this.gather(node, op, half, run);
      copyOverlap(bands, half, out.bands, window);
      giveBack(bands);
    }
    return out;
  }
}

/** Cells brought to rest in the layer's type. */
export function rest(cells: Cells, { cellType, nodata }: LayerMeta): StoredTile {
  const { bands, valid } = narrow(cells, cellType, nodata);
  return { cellType, nodata, bands, valid };
}

/** The same for cells that are not needed in motion any more. */
export function rested(cells: Cells, meta: LayerMeta): StoredTile {
  const tile = rest(cells, meta);
  giveBack(cells.bands);
  return tile;
}

/** The grid of a window of a layer. */
export function gridOf(meta: LayerMeta, window: RasterWindow): Grid {
  const raster = meta.rasters[window.raster];
  invariant(raster, `raster ${window.raster} among ${meta.rasters.length}`);
  return windowGrid(gridAt(raster.grid, window.level), window);
}

function inputOf(node: DerivedNode, index: number | "self"): LayerNode {
  if (index === "self") return node;
  const input = node.inputs[index];
  invariant(input, `input ${index} of ${node.step.op} among ${node.inputs.length}`);
  return input;
}

const joinBands = (inputs: readonly Cells[]): Cells => {
  const [first] = inputs;
  invariant(first, "at least one input of a cell op");
  return inputs.length === 1 ? first : { grid: first.grid, bands: inputs.flatMap((cells) => cells.bands) };
};

/** Strips so wide are looked at when an op's result may be empty at a window's edges. */
const strip = 32;

/** What remains of a window without the empty strips along its edges; the window itself when there are none, null when it is all empty. */
function trimmed(window: RasterWindow, isEmpty: (part: RasterWindow) => boolean): RasterWindow | null {
  if (isEmpty(window)) return null;
  let { col, row, cols, rows } = window;
  while (rows > strip && isEmpty({ ...window, row, rows: strip })) [row, rows] = [row + strip, rows - strip];
  while (rows > strip && isEmpty({ ...window, row: row + rows - strip, rows: strip })) rows -= strip;
  while (cols > strip && isEmpty({ ...window, row, rows, col, cols: strip })) [col, cols] = [col + strip, cols - strip];
  while (cols > strip && isEmpty({ ...window, row, rows, col: col + cols - strip, cols: strip })) cols -= strip;
  return cols === window.cols && rows === window.rows ? window : { ...window, col, row, cols, rows };
}

/** Cells of a part of a window as cells of the window, NoData around them. Takes the part's cells over. */
function spread({ bands }: Cells, part: RasterWindow, grid: Grid, window: RasterWindow): Cells {
  const out = emptyCells(grid, bands.length);
  copyOverlap(bands, part, out.bands, window);
  giveBack(bands);
  return out;
}

function halves(window: RasterWindow): RasterWindow[] {
  const { col, row, cols, rows } = window;
  if (cols >= rows) {
    const left = cols >> 1;
    return [
      { ...window, cols: left },
      { ...window, col: col + left, cols: cols - left },
    ];
  }
  const top = rows >> 1;
  return [
    { ...window, rows: top },
    { ...window, row: row + top, rows: rows - top },
  ];
}

/** Copy what two windows of one raster share, row by row. */
function copyOverlap(from: readonly Float64Array[], source: RasterWindow, to: readonly Float64Array[], target: RasterWindow): void {
  const col = Math.max(source.col, target.col);
  const row = Math.max(source.row, target.row);
  const right = Math.min(source.col + source.cols, target.col + target.cols);
  const bottom = Math.min(source.row + source.rows, target.row + target.rows);
  if (col >= right) return;
  for (const [b, band] of from.entries())
    for (let r = row; r < bottom; r++) {
      const at = (r - source.row) * source.cols - source.col;
      to[b]!.set(band.subarray(at + col, at + right), (r - target.row) * target.cols + col - target.col);
    }
}

function timed<T>(run: Run, part: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  spent(run, part, start);
  return result;
}

async function timedAsync<T>(run: Run, part: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  spent(run, part, start);
  return result;
}

/** Book the time since `start` under a part. */
export function spent({ timings }: Run, part: string, start: number): void {
  timings[part] = (timings[part] ?? 0) + performance.now() - start;
}
