import { z } from "zod";

/** Ways to cut a range of values into classes. */
export const breakMethods = ["quantile", "equalInterval", "naturalBreaks", "deviations"] as const;
export type BreakMethod = (typeof breakMethods)[number];

/** More colours than this are not told apart on a map. */
export const mostClasses = 64;

/**
 * What must be known of a whole layer before a step can be made or colours chosen: the range of all its bands together, or
 * the upper limits of classes of some bands (all when null). Two layers of one node and one measurement share the answer.
 */
export const measurementSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("range") }),
  z.object({ kind: z.literal("breaks"), method: z.enum(breakMethods), count: z.int().min(1).max(mostClasses), bands: z.array(z.int().min(0)).nullable() }),
]);
export type Measurement = z.infer<typeof measurementSchema>;

/** A range as [min, max], or the upper limits of classes, ascending, the last one the maximum. Empty for a layer without values. */
export type Measured = readonly number[];
