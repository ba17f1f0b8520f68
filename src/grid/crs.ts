import type { Extent } from "./extent.ts";

/** A coordinate reference system, complete in itself: it crosses threads and files without a table. */
export interface Crs {
  /** EPSG code; null for a user-defined system. */
  readonly code: number | null;
  readonly name: string;
  /** What proj4 computes with: a proj string with every default filled in, traditional axis order (x east). */
  readonly proj: string;
  /** Largest known distance from PROJ in metres; null when it was never measured (user-defined systems). */
  readonly accuracyMetres: number | null;
  /** Area of use in degrees; null when unknown. West may exceed east across the antimeridian. */
  readonly area: Extent | null;
}

/** Changes interleaved x, y pairs in place; what has no image becomes NaN, never a throw. */
export type Transform = (points: Float64Array) => void;
