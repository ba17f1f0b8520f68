import { z } from "zod";
import { fail } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { type OfGradient, surfaceCells, surfaceNeeds } from "./surface.ts";
import { initialZFactor, zFactorSchema } from "./z-factor.ts";

const schema = z.object({
  azimuth: field(z.number().min(-360).max(360), { kind: "number", label: "Sun's direction", unit: "°", help: "Clockwise from north" }),
  altitude: field(z.number().min(0, "0 to 90").max(90, "0 to 90"), { kind: "number", label: "Sun's height", unit: "°", help: "90 is overhead" }),
  zFactor: field(zFactorSchema, { kind: "z-factor", label: "Heights" }),
  /** From 0. The form has none: another band is chosen by a step before. */
  band: z.int().min(0),
  scale: field(z.enum(["127", "255"]), {
    kind: "choice",
    label: "Brightness",
    options: { "127": "0 to 127", "255": "1 to 255" },
    help: "0 to 127 in Int16 is GeoPySpark's, 1 to 255 in UInt8 is GDAL's",
  }),
});
export type HillshadeParams = z.infer<typeof schema>;

/**
 * The light of the sun on a surface, of one band, after Horn: 127 · max(0, cos of the angle between the sun and the surface's
 * normal), rounded. With scale "255" it is 1 + 254 · the same, as gdaldem has it, and 0 is NoData.
 */
export const hillshade = gatherOp<HillshadeParams>({
  title: "Hillshade",
  help: "A surface lit by the sun, as grey shades",
  words: ["relief", "shading", "shaded", "sun", "terrain", "dem", "elevation"],
  version: 1,
  ramp: "greys",
  takes: "one",
  params: schema,
  summary: ({ azimuth, altitude }) => `sun from ${azimuth}°, ${altitude}° high`,
  initial: ([input]) => ({ azimuth: 315, altitude: 45, zFactor: initialZFactor(input), band: 0, scale: "127" }),
  infer([input], { band, scale }): LayerMeta {
    const shaded =
      input.bands[band] ?? fail({ tag: "bad-param", op: "hillshade", param: "band", problem: `there is no band ${band}; the layer has ${input.bands.length}` });
    const type = scale === "127" ? ({ cellType: "int16", nodata: -32768 } as const) : ({ cellType: "uint8", nodata: 0 } as const);
    return { ...input, ...type, palette: null, bands: [{ ...shaded, name: "Hillshade", role: "grey", unit: null, scale: 1, offset: 0 }] };
  },
  prepare: () => null,
  needs: (out, _params, { inputs: [input] }) => surfaceNeeds(out, input),
  kernel: (parts, grid, out, { azimuth, altitude, zFactor, band, scale }, { output }) =>
    surfaceCells(parts, grid, out, { bands: [band], zFactor, output, of: brightness(azimuth, altitude, scale) }),
});

function brightness(azimuth: number, altitude: number, scale: HillshadeParams["scale"]): OfGradient {
  const up = Math.sin((altitude * Math.PI) / 180);
  const flat = Math.cos((altitude * Math.PI) / 180);
  const sunEast = flat * Math.sin((azimuth * Math.PI) / 180);
  const sunNorth = flat * Math.cos((azimuth * Math.PI) / 180);
  const [least, span] = scale === "127" ? [0, 127] : [1, 254];
  return (east, north) => {
    // The normal of the surface is (−east, −north, 1), of this length.
    const cosine = (up - sunEast * east - sunNorth * north) / Math.sqrt(1 + east * east + north * north);
    return Math.floor(least + span * Math.max(0, cosine) + 0.5);
  };
}
