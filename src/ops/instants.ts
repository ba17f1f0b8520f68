import type { Instant, LayerMeta } from "../layer/meta.ts";
import type { RasterRef } from "./warp-plan.ts";

/** The rasters of one moment, in layer order. */
export interface Moment {
  readonly instant: Instant | null;
  readonly refs: readonly RasterRef[];
}

/** A layer's rasters by instant: those without one first, then by time. */
export function moments({ rasters }: LayerMeta): Moment[] {
  const byInstant = new Map<Instant | null, RasterRef[]>();
  for (const [raster, { instant }] of rasters.entries()) byInstant.set(instant, [...(byInstant.get(instant) ?? []), { input: 0, raster }]);
  const order = (instant: Instant | null) => instant ?? Number.NEGATIVE_INFINITY;
  return [...byInstant].map(([instant, refs]) => ({ instant, refs })).sort((l, r) => order(l.instant) - order(r.instant));
}
