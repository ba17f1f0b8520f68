import { z } from "zod";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { anglesOf, slopeDegrees, surfaceCells, surfaceNeeds } from "./surface.ts";
import { initialZFactor, zFactorSchema, zFactorWords } from "./z-factor.ts";

const schema = z.object({
  zFactor: field(zFactorSchema, { kind: "z-factor", label: "Heights" }),
});
export type SlopeParams = z.infer<typeof schema>;

/** Steepness in degrees, float64, of every band, after Horn. A neighbour without a value counts as the centre. */
export const slope = gatherOp<SlopeParams>({
  title: "Slope",
  help: "Steepness of a surface in degrees",
  words: ["gradient", "steepness", "terrain", "dem", "elevation", "inclination"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ zFactor }) => zFactorWords(zFactor),
  initial: ([input]) => ({ zFactor: initialZFactor(input) }),
  infer: ([input]) => anglesOf(input, "Slope"),
  prepare: () => null,
  needs: (out, _params, { inputs: [input] }) => surfaceNeeds(out, input),
  kernel: (parts, grid, out, { zFactor }, { output }) =>
    surfaceCells(parts, grid, out, { bands: output.bands.map((_, band) => band), zFactor, output, of: slopeDegrees }),
});
