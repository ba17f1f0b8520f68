import { type BandStatistics, type Histogram, type LayerDoc, type State, type Style, statisticsKey } from "./state.ts";

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

/** The range in which one band of a layer is drawn now, after "same stretch as"; null while its statistics are not there. */
export function layerRange(state: Pick<State, "document" | "derived" | "statistics">, layer: LayerDoc, band: number): StretchRange | null {
  const other = state.document.layers.find((each) => each.id === layer.style.stretchAs);
  const source = other ?? layer;
  const { stretch, mode, band: single } = source.style;
  if (stretch.kind === "manual") return wide(stretch.from, stretch.to);
  const derived = state.derived[source.id];
  if (!derived?.ok) return null;
  const wanted = other && mode === "single" ? single : Math.min(band, derived.node.meta.bands.length - 1);
  const statistics = state.statistics[statisticsKey(derived.node.id, wanted)];
  return statistics ? stretchRange(source.style, statistics) : null;
}

const wide = (from: number, to: number): StretchRange => (from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to });
