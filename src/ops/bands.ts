import { z } from "zod";
import { fail } from "../fault.ts";
import { cellOp } from "./define.ts";
import { field } from "./fields.ts";

const schema = z.object({
  bands: field(z.array(z.int().min(0)).min(1, "choose one band at least"), { kind: "bands", label: "Bands", help: "In this order; a band may come twice" }),
});
export type BandsParams = z.infer<typeof schema>;

/** Bands by index from 0, selected, reordered or repeated. The palette goes with the first band. */
export const bands = cellOp<BandsParams>({
  title: "Choose bands",
  help: "Keep, reorder or repeat bands",
  words: ["select", "channel", "subset", "rgb", "order"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ bands: chosen }) => chosen.map((band) => band + 1).join(", "),
  initial: ([input]) => ({ bands: input.bands.map((_, band) => band) }),
  infer([input], { bands: chosen }) {
    const picked = chosen.map(
      (band) =>
        input.bands[band] ??
        fail({ tag: "bad-param", op: "bands", param: "bands", problem: `there is no band ${band + 1}; the layer has ${input.bands.length}` }),
    );
    return { ...input, bands: picked, palette: chosen[0] === 0 ? input.palette : null };
  },
  prepare: () => null,
  kernel: ({ grid, bands: all }, { bands: chosen }) => ({
    grid,
    bands: chosen.map((band, i) => (chosen.indexOf(band) === i ? all[band]! : all[band]!.slice())),
  }),
});
