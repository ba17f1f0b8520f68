import { z } from "zod";
import { cellTypeInfo } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { fail } from "../fault.ts";
import { unionExtent } from "../grid/extent.ts";
import { clipWindow, gridAt } from "../grid/grid.ts";
import { unionKeys } from "../layer/keys.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { type Moment, moments } from "./instants.ts";

const schema = z.object({
  zeros: field(z.enum(["empty", "value"]).default("empty"), {
    kind: "choice",
    label: "0 without NoData",
    help: "Only for a layer that has no NoData number",
    options: { empty: "counts as empty", value: "is a value" },
  }),
});
export type MergeParams = z.infer<typeof schema>;

/**
 * One tile a key and instant: each cell comes from the first raster, in layer order, that has a value there. In a layer without
 * a NoData number a 0 yields to a later value too, unless zeros are values; booleans are thereby or-ed. For tiled layers; untiled
 * scenes are merged by tiling.
 */
export const merge = gatherOp<MergeParams, readonly Moment[]>({
  title: "Merge",
  help: "Where tiles lie on top of each other, keep the first that has a value",
  words: ["mosaic", "flatten", "overlap", "duplicates"],
  version: 2,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: () => "first layer on top",
  initial: ([{ nodata, cellType }]) => ({ zeros: nodata === null && !cellTypeInfo(cellType).float ? "empty" : "value" }),
  infer([input]): LayerMeta {
    if (input.kind !== "tiled") fail({ tag: "bad-input", op: "merge", problem: "the layer is not tiled; tile and reproject it first" });
    const rasters = moments(input).map(({ instant, refs }): Raster => {
      const members = refs.flatMap(({ raster }) => input.rasters[raster] ?? []);
      const first = members[0]!;
      const keys = unionKeys(members);
      const extent = unionExtent(members.map((member) => member.extent)) ?? first.extent;
      return { name: first.name, grid: first.grid, instant, extent, ...(keys && { keys }) };
    });
    return { ...input, rasters };
  },
  prepare: ([input]) => moments(input),
  needs(out, _params, { inputs: [input], prepared }) {
    return (prepared[out.raster]?.refs ?? []).flatMap(({ raster }) => {
      const grid = input.rasters[raster]?.grid;
      const part = grid && clipWindow(out, gridAt(grid, out.level));
      return part ? [{ ...part, input: 0, raster, level: out.level }] : [];
    });
  },
  kernel(parts, grid, out, { zeros }, { inputs: [input], output }) {
    const cells = emptyCells(grid, output.bands.length);
    const isEmptyZero = zeros === "empty" && input.nodata === null;
    for (const { need, cells: from } of parts)
      for (const [b, band] of cells.bands.entries()) {
        const source = from.bands[b]!;
        for (let row = 0; row < need.rows; row++) {
          const at = (need.row - out.row + row) * out.cols + need.col - out.col;
          for (let col = 0; col < need.cols; col++) {
            const [value, next] = [band[at + col]!, source[row * need.cols + col]!];
            if (Number.isNaN(value) || (isEmptyZero && value === 0 && !Number.isNaN(next))) band[at + col] = next;
          }
        }
      }
    return cells;
  },
});
