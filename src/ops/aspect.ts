import { z } from "zod";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { anglesOf, aspectDegrees, surfaceCells, surfaceNeeds } from "./surface.ts";
import { initialZFactor, zFactorSchema } from "./z-factor.ts";

const schema = z.object({
  zFactor: field(zFactorSchema, { kind: "z-factor", label: "Heights", help: "Matters only where a factor differs by axis" }),
});
export type AspectParams = z.infer<typeof schema>;

/** Where a surface falls to, in degrees clockwise from north, −1 where it is flat; float64, of every band, after Horn. */
export const aspect = gatherOp<AspectParams>({
  title: "Aspect",
  help: "The direction a surface falls to, in degrees from north",
  words: ["exposure", "exposition", "direction", "azimuth", "terrain", "dem", "elevation"],
  version: 1,
  takes: "one",
  params: schema,
  summary: () => "",
  initial: ([input]) => ({ zFactor: initialZFactor(input) }),
  infer: ([input]) => anglesOf(input, "Aspect"),
  prepare: () => null,
  needs: (out, _params, { inputs: [input] }) => surfaceNeeds(out, input),
  kernel: (parts, grid, out, { zFactor }, { output }) =>
    surfaceCells(parts, grid, out, { bands: output.bands.map((_, band) => band), zFactor, output, of: aspectDegrees }),
});
