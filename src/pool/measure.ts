import { cellTypeInfo } from "../cells/cell-type.ts";
import { type Bins, binOf } from "../classes/bins.ts";
import { deviationLimits, equalLimits, quantileLimits, quantileRanks, type Tally, valuesAt } from "../classes/breaks.ts";
import { naturalBreaks } from "../classes/natural-breaks.ts";
import { quantilesOf } from "../classes/streaming.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { Distribution } from "../ops/distribution.ts";
import type { BandSummary } from "../ops/histogram.ts";
import type { Measured, Measurement } from "../ops/measurement.ts";
import type { MinMax } from "../ops/min-max.ts";
import type { LayerNode } from "../plan/graph.ts";
import { type FoldOptions, foldLayer } from "./fold.ts";
import type { Pool } from "./pool.ts";

/** Up to so many different values are counted one by one. */
const mostValues = 65536;
/** Natural breaks are exact for so many different values; above, values are taken in so many equal bins. */
const mostNatural = 16384;
/** A layer of more values is cut into so many bins to find those that hold its quantiles, whose values are then counted. */
const binCount = 65536;
const mostCollected = 2 ** 20;

/** How often a measurement reads the layer, most likely. */
export function passesOf(measurement: Measurement, { cellType }: LayerMeta): number {
  if (measurement.kind === "range" || measurement.method === "equalInterval" || measurement.method === "deviations") return 1;
  const { float, bytes } = cellTypeInfo(cellType);
  if (!float && bytes <= 2) return 1;
  return measurement.method === "quantile" ? 3 : 2;
}

/** The exact answer to a measurement, by as many folds over the pool as it takes. */
export async function measureLayer(pool: Pool, node: LayerNode, measurement: Measurement, options: FoldOptions = {}): Promise<Measured> {
  if (measurement.kind === "range") {
    const { range } = await new BandReader(pool, node, null, options).distribution(0, null);
    return range ? [range.min, range.max] : [];
  }
  const reader = new BandReader(pool, node, measurement.bands, options);
  const { method, count } = measurement;
  const needsValues = method === "quantile" || method === "naturalBreaks";
  const found = await reader.distribution(needsValues ? mostValues : 0, null);
  if (!found.range) return [];
  switch (method) {
    case "equalInterval":
      return equalLimits(found.range.min, found.range.max, count);
    case "deviations":
      return deviationLimits({ ...found.range, mean: found.mean, deviation: found.deviation }, count);
    case "quantile":
      if (found.values) return quantileLimits(found.values, count);
      return [...new Set(await valuesAtRanks(reader, found.range, quantileRanks(found.valid, count), 0))];
    case "naturalBreaks":
      return naturalBreaks(
        found.values && found.values.length <= mostNatural ? found.values : await reader.binned({ ...found.range, count: mostNatural }),
        count,
      );
    default:
      return method satisfies never;
  }
}

/**
 * The values of a band below which i/count of its cells lie, by GeoTrellis' rule: linear between values in the cumulative share.
 * Above 65 536 different values, where that is nothing to see, the least value that so many cells do not exceed.
 */
export async function quantilesOfBand(
  pool: Pool,
  node: LayerNode,
  { band, count }: { readonly band: number; readonly count: number },
  options: FoldOptions = {},
): Promise<readonly number[]> {
  const reader = new BandReader(pool, node, [band], options);
  const { values, range, valid } = await reader.distribution(mostValues, null);
  if (!range) return [];
  const shares = Array.from({ length: count }, (_, i) => (i + 1) / count);
  return values ? quantilesOf({ ...range, buckets: values }, shares) : valuesAtRanks(reader, range, quantileRanks(valid, count), 0);
}

/** The exact quantiles at shares from 0 to 1 of bands together: the values at those ranks. */
async function valuesAtRanks(reader: BandReader, range: MinMax, ranks: readonly number[], below: number): Promise<number[]> {
  const bins = { ...range, count: binCount };
  const counts = await reader.counts(bins);
  const binsOf = new Map<number, number[]>();
  const belowBin = new Map<number, number>();
  let before = below;
  let next = 0;
  for (const [bin, cells] of counts.entries()) {
    const here: number[] = [];
    for (; next < ranks.length && ranks[next]! <= before + cells; next++) here.push(ranks[next]!);
    if (here.length > 0) {
      binsOf.set(bin, here);
      belowBin.set(bin, before);
    }
    before += cells;
  }
  const collected = await reader.distribution(mostCollected, { ...bins, chosen: [...binsOf.keys()] });
  const found: number[] = [];
  for (const [bin, wanted] of binsOf) {
    const start = belowBin.get(bin)!;
    if (collected.values) {
      const tally = collected.values.filter(([value]) => binOf(bins, value) === bin);
      found.push(
        ...valuesAt(
          tally,
          wanted.map((rank) => rank - start),
        ),
      );
      continue;
    }
    // A few values far out leave nearly all cells in one bin: that bin alone is cut again.
    const alone = await reader.distribution(mostCollected, { ...bins, chosen: [bin] });
    const relative = wanted.map((rank) => rank - start);
    found.push(...(alone.values ? valuesAt(alone.values, relative) : await valuesAtRanks(reader, alone.range!, wanted, start)));
  }
  return found;
}

/** Folds over some bands of one node, taken together. */
class BandReader {
  constructor(
    private readonly pool: Pool,
    private readonly node: LayerNode,
    private readonly bands: readonly number[] | null,
    private readonly options: FoldOptions,
  ) {}

  distribution(most: number, within: (Bins & { readonly chosen: readonly number[] }) | null): Promise<Distribution> {
    return foldLayer(this.pool, this.node, "distribution", { bands: this.bands, most, within }, this.options);
  }

  /** Cells by bin. */
  async counts({ min, max, count }: Bins): Promise<number[]> {
    const ranges = this.node.meta.bands.map(() => ({ min, max }));
    const all = await foldLayer<readonly BandSummary[]>(this.pool, this.node, "histogram", { bins: count, ranges }, this.options);
    const taken = this.bands ? this.bands.flatMap((band) => all[band] ?? []) : all;
    return Array.from({ length: count }, (_, bin) => taken.reduce((sum, { counts }) => sum + counts[bin]!, 0));
  }

  /** Cells by the upper edge of their bin. */
  async binned(bins: Bins): Promise<Tally> {
    const width = (bins.max - bins.min) / bins.count;
    return (await this.counts(bins))
      .map((cells, bin) => [bin === bins.count - 1 ? bins.max : bins.min + width * (bin + 1), cells] as const)
      .filter(([, cells]) => cells > 0);
  }
}
