import { z } from "zod";
import { joinCellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { sameLayout } from "../layer/join.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { withInstants } from "../layer/series.ts";
import { routeOp } from "./define.ts";

const schema = z.object({});

/**
 * The rasters of several layers in one, in the order of the layers; no cell changes. Where two tiled layers share a key,
 * both tiles are kept until `merge`. Layers must be of one kind, with as many bands; tiled ones on one layout.
 */
export const union = routeOp<z.infer<typeof schema>>({
  title: "Union",
  help: "Join the rasters of several layers into one layer",
  words: ["mosaic", "combine", "append", "together", "join"],
  version: 1,
  takes: "many",
  params: schema,
  summary: () => "",
  initial: () => ({}),
  infer: (inputs) => inputs.reduce(joined),
  source(out, inputs) {
    let raster = out.raster;
    for (const [input, { rasters }] of inputs.entries()) {
      if (raster < rasters.length) return { input, window: { ...out, raster } };
      raster -= rasters.length;
    }
    return fail({ tag: "bug", message: `raster ${out.raster} of a union of ${inputs.length} layers`, stack: "" });
  },
});

function joined(left: LayerMeta, right: LayerMeta): LayerMeta {
  const refuse = (problem: string) => fail({ tag: "bad-input", op: "union", problem });
  if (left.kind !== right.kind) refuse("one layer is tiled and the other is not; tile both, or neither");
  if (left.bands.length !== right.bands.length) refuse(`the layers have ${left.bands.length} and ${right.bands.length} bands`);
  if (left.kind === "tiled" && !sameLayout(left, right)) refuse("the layers lie on different layouts; tile one to the layout of the other");
  return {
    ...left,
    rasters: withInstants([...left.rasters, ...right.rasters]),
    cellType: joinCellTypes(left.cellType, right.cellType),
    nodata: Object.is(left.nodata, right.nodata) ? left.nodata : null,
    palette: left.palette && right.palette ? left.palette : null,
    zoom: left.zoom === right.zoom ? left.zoom : null,
  };
}
