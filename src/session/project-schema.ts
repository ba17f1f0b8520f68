import { z } from "zod";
import type { Instant, SceneId } from "../layer/meta.ts";
import { crsSchema, extentSchema } from "../ops/crs-field.ts";
import { cellTypeSchema } from "../ops/fields.ts";
import { type OpId, ops } from "../ops/index.ts";
import { breakMethods } from "../ops/measurement.ts";
import { rampNames } from "./ramps.ts";
import type { LayerId, RampId, Recipe, StepId } from "./state.ts";

/** Any number, NaN and infinity included. */
const anyNumber = z.custom<number>((value) => typeof value === "number");
const count = z.int().min(1);
const index = z.int().min(0);
const share = z.number().min(0).max(1);

// Brands are given here, at the door through which projects come in.
const idOf = <Id extends string>() =>
  z
    .string()
    .min(1)
    .max(200)
    .transform((text) => text as Id);
const sceneId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .transform((text) => text as SceneId);
const instant = z.int().transform((ms) => ms as Instant);

const affine = z.tuple([anyNumber, anyNumber, anyNumber, anyNumber, anyNumber, anyNumber]);
const rgba = z.tuple([index, index, index, index]);

const remoteFile = z.object({
  address: z.url({ protocol: /^https?$/ }),
  sizeBytes: index,
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  head: z.string(),
});

const sceneMeta = z.object({
  id: sceneId,
  name: z.string(),
  sizeBytes: index,
  remote: remoteFile.exactOptional(),
  cols: count,
  rows: count,
  crs: crsSchema.nullable(),
  affine: affine.nullable(),
  controlPoints: z.object({ count, rms: anyNumber }).exactOptional(),
  cellType: cellTypeSchema,
  nodata: anyNumber.nullable(),
  bands: z
    .array(
      z.object({
        name: z.string(),
        role: z.enum(["grey", "red", "green", "blue", "alpha", "palette", "undefined"]),
        unit: z.string().nullable(),
        scale: anyNumber,
        offset: anyNumber,
      }),
    )
    .min(1),
  palette: z.array(rgba).nullable(),
  blockCols: count,
  blockRows: count,
  overviews: z.array(z.object({ cols: count, rows: count })),
  hasMask: z.boolean(),
  compression: z.string(),
  instant: instant.nullable(),
  tags: z.record(z.string(), z.string()),
});

const layout = z.object({ extent: extentSchema, tileCols: count, tileRows: count, layoutCols: count, layoutRows: count });
const blank = z.object({ crs: crsSchema, layout, extent: extentSchema, zoom: index.nullable() });

// The keys of the table of operations are its ids.
const opIds = Object.keys(ops) as [OpId, ...OpId[]];

const recipe: z.ZodType<Recipe> = z.object({
  scenes: z.array(sceneId),
  blank: blank.exactOptional(),
  get steps() {
    return z.array(
      z.object({
        id: idOf<StepId>(),
        on: z.boolean(),
        op: z.enum(opIds),
        /** Checked by the operation's own schema when the recipe is made. */
        params: z.unknown(),
        others: z.array(recipe),
      }),
    );
  },
});

const stretch = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("percent"), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal("min-max") }),
  z.object({ kind: z.literal("deviations"), count: z.number() }),
  z.object({ kind: z.literal("manual"), from: z.number(), to: z.number() }),
]);

const style = z.object({
  mode: z.enum(["single", "classes", "rgb", "palette"]),
  band: index,
  rgb: z.tuple([index, index, index]),
  stretch,
  classes: z.object({ method: z.enum([...breakMethods, "manual"]), count, limits: z.array(anyNumber) }).exactOptional(),
  ramp: z.enum(Object.keys(rampNames) as [RampId, ...RampId[]]),
  reversed: z.boolean(),
  nodataColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullable(),
  stretchAs: idOf<LayerId>().nullable(),
});

const layer = z.object({ id: idOf<LayerId>(), name: z.string(), visible: z.boolean(), opacity: share, recipe, style });

/** What a project file says. */
export const projectSchema = z.object({
  format: z.literal("rasterloom-project"),
  version: z.literal(1),
  document: z.object({ name: z.string(), layers: z.array(layer) }),
  selected: idOf<LayerId>().nullable(),
  camera: z.object({ centre: z.tuple([z.number(), z.number()]), zoom: z.number() }).nullable(),
  waiting: z.array(sceneId),
  measured: z.record(z.string(), z.array(anyNumber)),
  /** `file` is the path of the scene's bytes in the zip; null when they are not in it. */
  scenes: z.array(z.object({ meta: sceneMeta, file: z.string().nullable() })),
});

export type ProjectText = z.infer<typeof projectSchema>;

/** The envelope alone: enough to tell a project of a newer version from no project. */
export const envelopeSchema = z.object({ format: z.literal("rasterloom-project"), version: z.int() });
