import { z } from "zod";
import { cellOp } from "./define.ts";

const schema = z.object({});

/** Tobler's hiking function (1993): km/h from slope in degrees, 6 · exp(−3.5 · |tan slope + 0.05|). float64. */
export const tobler = cellOp<z.infer<typeof schema>>({
  title: "Walking speed",
  help: "Kilometres an hour on foot, from slope in degrees (Tobler)",
  words: ["tobler", "hiking", "pace", "walk", "slope", "travel time", "friction"],
  version: 1,
  takes: "one",
  params: schema,
  summary: () => "",
  initial: () => ({}),
  infer: ([input]) => ({
    ...input,
    cellType: "float64",
    nodata: Number.NaN,
    palette: null,
    bands: input.bands.map((band) => ({ ...band, role: "grey", unit: "km/h", scale: 1, offset: 0 })),
  }),
  prepare: () => null,
  kernel(cells) {
    for (const band of cells.bands) for (let i = 0; i < band.length; i++) band[i] = 6 * Math.exp(-3.5 * Math.abs(Math.tan((band[i]! * Math.PI) / 180) + 0.05));
    return cells;
  },
});
