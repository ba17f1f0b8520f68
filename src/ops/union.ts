import { z } from "zod";
import { joinCellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { instantsIn } from "../layer/instant.ts";
import { sameLayout } from "../layer/join.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { withInstants } from "../layer/series.ts";
import { routeOp } from "./define.ts";
import { field } from "./fields.ts";
import { commonNodata, kindWords } from "./together.ts";

const schema = z.object({
  dates: field(z.enum(["auto", "keep"]).default("auto"), {
    kind: "choice",
    label: "Dates",
    help: "Neighbouring pictures taken one after the other are one picture, not a series",
    options: { auto: "Only of places that come twice", keep: "As they are" },
  }),
});
export type UnionParams = z.infer<typeof schema>;

/**
 * The rasters of several layers in one, in the order of the layers; no cell changes. Where two tiled layers share a key,
 * both tiles are kept until `merge`. Layers must be of one kind, with as many bands; tiled ones on one layout. Untiled rasters
 * with an instant each keep it only if they make a series, unless dates are kept.
 */
export const union = routeOp<UnionParams>({
  title: "Union",
  help: "Join the rasters of several layers into one layer",
  words: ["mosaic", "combine", "append", "together", "join"],
  version: 1,
  takes: "many",
  isBandByBand: true,
  params: schema,
  summary: () => "",
  initial: () => ({ dates: "auto" }),
  infer(inputs, { dates }) {
    const [first, ...rest] = inputs;
    if (rest.length === 0) fail({ tag: "bad-input", op: "union", problem: "it takes two layers or more" });
    for (const other of rest) check(first, other);
    const all = inputs.flatMap(({ rasters }) => rasters);
    // A layer of several dates is a series already.
    const isSettled = dates === "keep" || first.kind === "tiled" || inputs.some(({ rasters }) => instantsIn(rasters).length > 1);
    return {
      ...first,
      rasters: isSettled ? all : withInstants(all),
      cellType: inputs.map(({ cellType }) => cellType).reduce(joinCellTypes),
      nodata: commonNodata(inputs),
      palette: inputs.every(({ palette }) => palette) ? first.palette : null,
      zoom: inputs.every(({ zoom }) => zoom === first.zoom) ? first.zoom : null,
    };
  },
  source(out, inputs) {
    let raster = out.raster;
    for (const [input, { rasters }] of inputs.entries()) {
      if (raster < rasters.length) return { input, window: { ...out, raster } };
      raster -= rasters.length;
    }
    return fail({ tag: "bug", message: `raster ${out.raster} of a union of ${inputs.length} layers`, stack: "" });
  },
});

function check(left: LayerMeta, right: LayerMeta): void {
  const refuse = (problem: string) => fail({ tag: "bad-input", op: "union", problem });
  if (left.kind !== right.kind)
    fail({ tag: "bad-type", op: "union", param: "others", given: kindWords[right.kind], expected: `${kindWords[left.kind]}, as the first layer` });
  if (left.bands.length !== right.bands.length) refuse(`the layers have ${left.bands.length} and ${right.bands.length} bands`);
  if (left.kind === "tiled" && !sameLayout(left, right)) refuse("the layers lie on different layouts; tile one to the layout of the other");
}
