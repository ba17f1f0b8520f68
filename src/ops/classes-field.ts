import { z } from "zod";
import { type BreakMethod, breakMethods, type Measured, type Measurement, mostClasses } from "./measurement.ts";

/** Infinite limits take everything that is left. */
const limitSchema = z.union([z.number(), z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])]);

/** Classes as a table of limits with the number each stands for (null is NoData), or as limits still to be measured. */
export const classesSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("table"), rows: z.array(z.object({ limit: limitSchema, value: z.number().nullable() })).min(1, "give one class at least") }),
  z.object({ kind: z.literal("measured"), method: z.enum(breakMethods), count: z.int().min(2).max(mostClasses) }),
]);
export type ClassList = z.infer<typeof classesSchema>;

/** Words for the methods, in the order of the menu. */
export const breakMethodWords: Readonly<Record<BreakMethod, string>> = {
  quantile: "Quantile",
  equalInterval: "Equal interval",
  naturalBreaks: "Natural breaks",
  deviations: "Standard deviation",
};

/** What is missing for classes that are not a table yet: breaks over all bands together. */
export const missingBreaks = (classes: ClassList): Measurement | null =>
  classes.kind === "table" ? null : { kind: "breaks", method: classes.method, count: classes.count, bands: null };

/** The classes with measured limits, numbered from 1. A layer without any value gets one class that nothing falls in. */
export const withBreaks = (classes: ClassList, limits: Measured): ClassList =>
  classes.kind === "table" ? classes : { kind: "table", rows: (limits.length > 0 ? limits : [0]).map((limit, i) => ({ limit, value: i + 1 })) };

/** "5 classes, quantile". */
export const classesSummary = (classes: ClassList): string =>
  classes.kind === "table"
    ? `${classes.rows.length} ${classes.rows.length === 1 ? "class" : "classes"}`
    : `${classes.count} classes, ${breakMethodWords[classes.method].toLowerCase()}`;
