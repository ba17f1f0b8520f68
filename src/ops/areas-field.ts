import { z } from "zod";
import type { Areas, Polygon } from "../grid/areas.ts";
import type { Crs } from "../grid/crs.ts";

/** Checked by a plain loop: a coast of a hundred thousand vertices passes here at every edit. */
const isPolygons = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((rings) => Array.isArray(rings) && rings.length > 0 && rings.every((ring) => Array.isArray(ring) && ring.every(isPosition)));
const isPosition = (value: unknown): boolean => Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const crsSchema = z.object({
  code: z.int().nullable(),
  name: z.string(),
  proj: z.string(),
  accuracyMetres: z.number().nullable(),
  area: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }).nullable(),
}) satisfies z.ZodType<Crs>;

/** `Areas` as a parameter: polygons with holes in any CRS. Missing `edges` mean straight in the layer's CRS. */
export const areasSchema: z.ZodType<Areas> = z.object({
  crs: crsSchema,
  polygons: z.custom<readonly Polygon[]>(isPolygons, "polygons as lists of rings of [x, y]"),
  edges: z.array(z.enum(["crs", "mercator"])).default([]),
});

/** What steps with areas have in common: a mask, and whatever is made of areas. */
export interface WithAreas {
  readonly areas: Areas;
}

/** True for the parameters of such a step; they were parsed when the step was made. */
export const hasAreas = (params: unknown): params is WithAreas =>
  typeof params === "object" && params !== null && "areas" in params && typeof params.areas === "object" && params.areas !== null && "polygons" in params.areas;
