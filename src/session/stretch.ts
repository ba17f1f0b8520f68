import type { LayerNode } from "../plan/graph.ts";
import { type BandStatistics, type Histogram, statisticsKey } from "./band-statistics.ts";
import type { LayerDoc, State, Style } from "./state.ts";

/** Values that get the first and the last colour of the ramp; values beyond are held there. Never of zero width. */
export interface StretchRange {
  readonly from: number;
  readonly to: number;
}

/** Before anything is known of a band: the range of a byte. */
const unknownRange: StretchRange = { from: 0, to: 255 };

/** The range a style asks for. One value alone gets the middle of the ramp; without statistics only "manual" is exact. */
export function stretchRange({ stretch }: Pick<Style, "stretch">, statistics: BandStatistics | undefined): StretchRange {
  if (stretch.kind === "manual") return wide(stretch.from, stretch.to);
  if (!statistics || statistics.valid === 0) return unknownRange;
  const { min, max, mean, deviation, histogram } = statistics;
  switch (stretch.kind) {
    case "min-max":
      return wide(min, max);
    case "percent":
      return wide(quantile(histogram, stretch.low / 100), quantile(histogram, stretch.high / 100));
    case "deviations":
      return wide(Math.max(min, mean - stretch.count * deviation), Math.min(max, mean + stretch.count * deviation));
    default:
      return stretch satisfies never;
  }
}

/** The value below which the share (0 to 1) of the counted cells lies, linear inside a bin; the edges of an empty histogram. */
export function quantile({ min, max, counts }: Histogram, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (max - min) / counts.length;
  const wanted = Math.max(0, Math.min(1, share)) * total;
  let below = 0;
  for (const [bin, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) return min + width * (bin + (wanted - below) / count);
    below += count;
  }
  return share < 0.5 ? min : max;
}

type Known = Pick<State, "document" | "derived" | "statistics">;

/** The range in which one band of a layer is drawn now, after "same stretch as"; null while its statistics are not there. */
export function layerRange(state: Known, layer: LayerDoc, band: number): StretchRange | null {
  const derived = state.derived[layer.id];
  return nodeRange(state, layer, { node: derived?.ok ? derived.node : null, band });
}

/** The same for a node that is drawn in the layer's style: an earlier stage of it, or one that came before a fault. */
export function nodeRange(state: Known, layer: LayerDoc, { node, band }: { readonly node: LayerNode | null; readonly band: number }): StretchRange | null {
  const other = layer.style.stretchAs === null ? undefined : state.document.layers.find(({ id }) => id === layer.style.stretchAs);
  const { style } = other ?? layer;
  if (style.stretch.kind === "manual") return wide(style.stretch.from, style.stretch.to);
  const derived = other && state.derived[other.id];
  const source = other ? (derived?.ok ? derived.node : null) : node;
  if (!source) return null;
  const wanted = other && style.mode === "single" ? style.band : band;
  const statistics = state.statistics[statisticsKey(source.id, Math.min(wanted, source.meta.bands.length - 1))];
  return statistics ? stretchRange(style, statistics) : null;
}

const wide = (from: number, to: number): StretchRange => (from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to });
