import { z } from "zod";
import type { Crs } from "../grid/crs.ts";

const extentSchema = z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() });

/** A CRS as it stands in parameters: complete in itself. */
export const crsSchema: z.ZodType<Crs> = z.object({
  code: z.int().nullable(),
  name: z.string(),
  proj: z.string(),
  accuracyMetres: z.number().nullable(),
  area: extentSchema.nullable(),
});

export { extentSchema };
