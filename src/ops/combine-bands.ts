import { z } from "zod";
import { joinCellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { joinRasters, sameLayout } from "../layer/join.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { cellOp } from "./define.ts";
import { commonNodata, kindWords } from "./together.ts";

const schema = z.object({});

/**
 * The bands of several layers in one, in the order of the layers, for the keys that all of them have: tiled layers on one
 * layout, or untiled ones on the same grid. A key that comes twice in a layer goes with every match. The type is the smallest
 * that holds all.
 */
export const combineBands = cellOp<z.infer<typeof schema>>({
  title: "Combine bands",
  help: "Put the bands of several layers into one layer",
  words: ["stack", "layer stack", "join", "channels", "multiband"],
  version: 1,
  takes: "many",
  params: schema,
  summary: () => "",
  initial: () => ({}),
  infer: (inputs) => {
    const refuse = (problem: string) => fail({ tag: "bad-input", op: "combineBands", problem });
    const [first, ...rest] = inputs;
    if (rest.length === 0) refuse("it takes two layers or more");
    for (const other of rest) {
      if (other.kind !== first.kind)
        fail({ tag: "bad-type", op: "combineBands", param: "others", given: kindWords[other.kind], expected: `${kindWords[first.kind]}, as the first layer` });
      if (first.kind === "tiled" && !sameLayout(first, other)) refuse("the layers lie on different layouts; tile one to the layout of the other");
    }
    const rasters = joined(inputs).map(({ raster }) => raster);
    if (rasters.length === 0 && first.kind === "raster" && inputs.every((input) => input.rasters.length > 0))
      refuse("the layers have no grid in common; tile them to one layout first");
    return {
      ...first,
      rasters,
      bands: inputs.flatMap(({ bands }) => bands),
      cellType: inputs.map(({ cellType }) => cellType).reduce(joinCellTypes),
      nodata: commonNodata(inputs),
      zoom: inputs.every(({ zoom }) => zoom === first.zoom) ? first.zoom : null,
    };
  },
  prepare: () => null,
  sources: (raster, inputs) => joined(inputs)[raster]?.sources ?? [],
  kernel: (cells) => cells,
});

const joins = new WeakMap<LayerMeta, { readonly inputs: readonly LayerMeta[]; readonly rasters: ReturnType<typeof joinRasters> }>();

/** Joined once for the same layers: every window asks. */
function joined(inputs: readonly [LayerMeta, ...LayerMeta[]]): ReturnType<typeof joinRasters> {
  const known = joins.get(inputs[0]);
  if (known?.inputs.length === inputs.length && known.inputs.every((meta, i) => meta === inputs[i])) return known.rasters;
  const rasters = joinRasters(inputs, "tiles");
  joins.set(inputs[0], { inputs, rasters });
  return rasters;
}
