import { z } from "zod";
import { fail, invariant } from "../fault.ts";
import { type Instant, instantSchema, instantText } from "../layer/instant.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { routeOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  targetTime: field(instantSchema.nullable(), { kind: "instant", label: "Date", help: "None keeps the tiles of every date, one upon the other" }),
});
export type ToSpatialLayerParams = z.infer<typeof schema>;

/**
 * A layer without dates: the rasters of one instant (to the millisecond; none when there is no such), or of all of them, whose
 * keys then repeat. No cell changes. Fails with `bad-input` for a layer that has no dates.
 */
export const toSpatialLayer = routeOp<ToSpatialLayerParams>({
  title: "To spatial layer",
  help: "Keep one date of a series, or drop the dates",
  words: ["date", "time", "instant", "pick date", "single date", "spatial"],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ targetTime }) => (targetTime === null ? "all dates" : instantText(targetTime)),
  initial: ([{ rasters }]) => ({ targetTime: rasters.find(({ instant }) => instant !== null)?.instant ?? null }),
  infer([input], params) {
    if (input.rasters.length > 0 && input.rasters.every(({ instant }) => instant === null))
      fail({ tag: "bad-input", op: "toSpatialLayer", problem: "the layer has no dates" });
    return { ...input, rasters: kept(input, params).map((index) => ({ ...input.rasters[index]!, instant: null })) };
  },
  source(out, [input], params) {
    const raster = kept(input, params)[out.raster];
    invariant(raster !== undefined, `raster ${out.raster} among those of the date`);
    return { input: 0, window: { ...out, raster } };
  },
});

const kept = ({ rasters }: LayerMeta, { targetTime }: { readonly targetTime: Instant | null }): readonly number[] =>
  rasters.flatMap(({ instant }, index) => (targetTime === null || instant === targetTime ? [index] : []));
