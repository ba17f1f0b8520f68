import { FaultError, faultOf } from "../fault.ts";
import { cellCount, dataWindow, layerKeys } from "../layer/keys.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { BandSummary } from "../ops/histogram.ts";
import type { MinMax } from "../ops/min-max.ts";
import type { LayerNode } from "../plan/graph.ts";
import { narrow } from "../plan/narrow.ts";
import { foldLayer } from "../pool/fold.ts";
import { type BandStatistics, statisticsKey } from "./band-statistics.ts";
import { enginePool } from "./engine.ts";
import { endJob, startJob } from "./jobs.ts";
import type { LayerDoc, LayerId, State } from "./state.ts";
import { session } from "./store.ts";

/** An estimate looks at about so many cells along an edge. */
const estimateEdge = 512;
const bins = 256;
/** Layers up to here are counted exactly without being asked. */
const countAtOnce = 4_000_000;

/** Keep an estimate of every shown band at hand, those of compared stages too, and the exact numbers of small layers. Returns how to stop. */
export function followStatistics(): () => void {
  const look = (state: State) => {
    for (const layer of state.document.layers) {
      const found = state.derived[layer.id];
      if (!layer.visible || !found?.ok) continue;
      for (const band of shownBands(layer)) if (band < found.node.meta.bands.length) void estimate(found.node, band);
      for (const side of [state.compare?.left, state.compare?.right]) {
        const stage = side?.layer === layer.id && side.stage !== null ? found.stages[side.stage] : undefined;
        for (const band of stage ? shownBands(layer) : []) if (stage && band < stage.meta.bands.length) void estimate(stage, band);
      }
    }
  };
  look(session.getState());
  return session.subscribe((state, before) => {
    if (state.derived !== before.derived || state.document !== before.document || state.compare !== before.compare) look(state);
  });
}

/** Count every cell of a band, as a job that can be cancelled. */
export async function countExactly(id: LayerId, band: number): Promise<void> {
  const found = session.getState().derived[id];
  if (!found?.ok) return;
  const { node } = found;
  if (session.getState().statistics[statisticsKey(node.id, band)]?.level === 0) return;
  const tiles = layerKeys(node.meta).length;
  const job = startJob({ kind: "statistics", title: node.meta.bands[band]?.name ?? "", total: tiles * 2, unit: "tiles" });
  try {
    keep(node, band, await measure(node, band, 0, job.signal, job.advance));
    endJob(job, { kind: "done", file: null });
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
  }
}

const asked = new Set<string>();

async function estimate(node: LayerNode, band: number): Promise<void> {
  const name = statisticsKey(node.id, band);
  if (asked.has(name)) return;
  asked.add(name);
  try {
    const level = estimateLevel(node.meta);
    keep(node, band, await measure(node, band, level));
    if (level > 0 && cellCount(node.meta) <= countAtOnce) keep(node, band, await measure(node, band, 0));
  } catch (error) {
    // The layer cannot be read; its card says why as soon as its tiles are pulled. Asked again, it is tried again.
    asked.delete(name);
    if (!(error instanceof FaultError)) throw error;
  }
}

/** Two passes over the one band: the range, then the counts in it. */
async function measure(layer: LayerNode, band: number, level: number, signal?: AbortSignal, onProgress?: (tiles: number) => void): Promise<BandStatistics> {
  const options = { level, signal, priority: () => (level === 0 ? 50 : -5), ...(onProgress && { onProgress }) };
  const pool = enginePool();
  const node = narrow(layer, [band], ({ id }) => pool.kept.includes(id));
  const [found] = await foldLayer<readonly (MinMax | null)[]>(pool, node, "minMax", {}, options);
  const range = found ?? { min: 0, max: 0 };
  const [counted] = await foldLayer<readonly BandSummary[]>(pool, node, "histogram", { bins, ranges: [range] }, options);
  const summary = counted!;
  return {
    level,
    valid: summary.valid,
    min: range.min,
    max: range.max,
    mean: summary.mean,
    deviation: summary.deviation,
    histogram: { ...range, counts: summary.counts },
  };
}

function keep(node: LayerNode, band: number, numbers: BandStatistics): void {
  session.setState(({ statistics }) => ({ statistics: { ...statistics, [statisticsKey(node.id, band)]: numbers } }));
}

/** The level at which the layer's rasters together are about `estimateEdge` cells wide. */
function estimateLevel(meta: LayerMeta): number {
  const cells = meta.rasters.reduce((sum, raster) => sum + dataWindow(raster, 0).cols * dataWindow(raster, 0).rows, 0);
  return Math.max(0, Math.ceil(Math.log2(Math.sqrt(cells) / estimateEdge)));
}

const shownBands = ({ style }: LayerDoc): readonly number[] => (style.mode === "rgb" ? [...new Set(style.rgb)] : [style.band]);
