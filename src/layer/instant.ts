import { z } from "zod";
import type { Instant } from "./meta.ts";

export type { Instant } from "./meta.ts";

/** The last millisecond that a date can have, either way from 1970. */
const furthest = 8.64e15;

/** Milliseconds since 1970-01-01 UTC, whole. */
export const instantSchema = z
  .int()
  .min(-furthest)
  .max(furthest)
  // The check above is what makes a number an instant.
  .transform((ms) => ms as Instant) as unknown as z.ZodType<Instant>;

/** The instant of a number of milliseconds. */
export const instantOf = (ms: number): Instant => instantSchema.parse(ms);

/** "2026-03-08", with hours and minutes (and what is finer) only where they are not all 0; UTC. */
export function instantText(instant: Instant): string {
  const iso = new Date(instant).toISOString();
  return iso
    .replace("T", " ")
    .replace("Z", "")
    .replace(/\.000$/, "")
    .replace(/:00$/, "")
    .replace(/ 00:00$/, "");
}

/** The instants of some rasters, each once, in the order of time. */
export const instantsIn = (rasters: readonly { readonly instant: Instant | null }[]): readonly Instant[] =>
  [...new Set(rasters.flatMap(({ instant }) => (instant === null ? [] : [instant])))].sort((l, r) => l - r);
