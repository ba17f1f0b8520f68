import { z } from "zod";
import { fail } from "../fault.ts";
import { instantSchema, instantsIn, instantText } from "../layer/instant.ts";
import { proposeTimes } from "../layer/times.ts";
import { routeOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  instants: field(z.array(instantSchema.nullable()), { kind: "dates", label: "Dates", help: "UTC; empty is no date" }),
});
export type SetDatesParams = z.infer<typeof schema>;

/** The layer with an instant (or none) for each of its rasters, in their order, whatever they had before. No cell changes. */
export const setDates = routeOp<SetDatesParams>({
  title: "Set dates",
  help: "Say when each file of a layer was taken: from a tag, from its name, or typed",
  words: ["time", "instant", "series", "timestamp", "datetime", "date from name", "temporal"],
  version: 1,
  takes: "one",
  params: schema,
  summary({ instants }) {
    const all = instantsIn(instants.map((instant) => ({ instant })));
    const [first, last] = [all[0], all.at(-1)];
    if (first === undefined || last === undefined) return "no dates";
    return all.length === 1 ? instantText(first) : `${all.length} dates, ${instantText(first)} to ${instantText(last)}`;
  },
  initial([{ rasters }]) {
    const own = rasters.map(({ instant }) => instant);
    const proposed = own.some((instant) => instant !== null) ? null : proposeTimes(rasters.map(({ name }) => name));
    return { instants: proposed ? [...proposed.instants] : own };
  },
  infer([input], { instants }) {
    if (instants.length !== input.rasters.length)
      fail({ tag: "bad-param", op: "setDates", param: "instants", problem: `${instants.length} dates for ${input.rasters.length} rasters` });
    return { ...input, rasters: input.rasters.map((raster, i) => ({ ...raster, instant: instants[i] ?? null })) };
  },
  source: (out) => ({ input: 0, window: out }),
});
