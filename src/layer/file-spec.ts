import { z } from "zod";
import { type CellType, cellTypes } from "../cells/cell-type.ts";

export const compressions = ["none", "lzw", "deflate", "zstd"] as const;
export type Compression = (typeof compressions)[number];

/** How a GeoTIFF is to be written, apart from its place. */
export const fileSpecSchema = z.object({
  cellType: z.enum(cellTypes as readonly [CellType, ...CellType[]]),
  /** The number for cells without a value; null writes an internal mask when such cells exist. */
  nodata: z.number().or(z.nan()).nullable(),
  compression: z.enum(compressions),
  /** Horizontal differencing for integers, floating point predictor for floats. Ignored without compression. */
  predictor: z.boolean(),
  /** Tile edge in cells, a multiple of 16; or strips of so many rows. */
  layout: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("tiles"), size: z.int().min(16).max(4096).multipleOf(16) }),
    z.object({ kind: z.literal("strips"), rows: z.int().min(1) }),
  ]),
  /** Overviews by halving until one tile holds the image, in Cloud Optimized GeoTIFF order. Tiles only. */
  overviews: z.boolean(),
  /** "mode" for classes, "average" otherwise, as the layer tells, unless one is named. */
  overviewMethod: z.enum(["auto", "nearest", "average", "mode"]),
  /** "auto" switches to BigTIFF when the file could pass 4 GB. */
  bigTiff: z.enum(["auto", "always"]),
  /** Recipe and source names in the file's metadata. */
  recipe: z.boolean(),
});
export type FileSpec = z.infer<typeof fileSpecSchema>;
