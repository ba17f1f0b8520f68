import { z } from "zod";
import { fail, invariant } from "../fault.ts";
import { type Instant, instantOf, instantSchema, instantsIn, instantText } from "../layer/instant.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { routeOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  times: field(
    z
      .array(z.object({ from: instantSchema, to: instantSchema }).refine(({ from, to }) => from <= to, "the end lies before the start"))
      .min(1, "choose one date at least"),
    { kind: "times", label: "Dates", help: "Both ends count; a date is an interval of no length" },
  ),
});
export type FilterByTimesParams = z.infer<typeof schema>;

/** The rasters whose instant lies in any of some intervals, both ends included; none of them may be left. Fails with `bad-type` for a layer that has no dates. */
export const filterByTimes = routeOp<FilterByTimesParams>({
  title: "Filter by times",
  help: "Keep some dates or intervals of a series",
  words: ["date", "time", "period", "interval", "subset", "season", "year"],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ times }) => times.map(({ from, to }) => (from === to ? instantText(from) : `${instantText(from)} to ${instantText(to)}`)).join(", "),
  initial([{ rasters }]) {
    const all = instantsIn(rasters);
    return { times: [{ from: all[0] ?? noInstant, to: all.at(-1) ?? noInstant }] };
  },
  infer([input], params) {
    if (input.rasters.length > 0 && input.rasters.every(({ instant }) => instant === null))
      fail({ tag: "bad-type", op: "filterByTimes", param: "layer", given: "a layer without dates", expected: "a layer with dates" });
    return { ...input, rasters: kept(input, params).map((index) => input.rasters[index]!) };
  },
  source(out, [input], params) {
    const raster = kept(input, params)[out.raster];
    invariant(raster !== undefined, `raster ${out.raster} among those of the times`);
    return { input: 0, window: { ...out, raster } };
  },
});

const noInstant = instantOf(0);

const isIn = (instant: Instant, { times }: FilterByTimesParams): boolean => times.some(({ from, to }) => instant >= from && instant <= to);

const kept = ({ rasters }: LayerMeta, params: FilterByTimesParams): readonly number[] =>
  rasters.flatMap(({ instant }, index) => (instant !== null && isIn(instant, params) ? [index] : []));
