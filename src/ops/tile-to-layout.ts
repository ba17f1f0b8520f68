import { z } from "zod";
import type { CellType } from "../cells/cell-type.ts";
import { cellTypeInfo } from "../cells/cell-type.ts";
import type { ResampleMethod } from "../cells/resample/method.ts";
import { fail } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import { intersectExtent } from "../grid/extent.ts";
import { layoutGrid } from "../grid/layout.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { crsSchema } from "./crs-field.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { crsOf, dataExtent, groundOf } from "./ground.ts";
import { moments } from "./instants.ts";
import { laidKeys } from "./laid-keys.ts";
import { layoutFor, layoutSchema, layoutWords } from "./layout-field.ts";
import { initialResampling, resamplingField, resamplingWords } from "./resampling-field.ts";
import { planWarp, resampleRules, type WarpPlan, warpKernel, warpNeeds } from "./warp-plan.ts";

const schema = z.object({
  layout: field(layoutSchema, { kind: "layout", label: "Layout", help: "Local lies around the data; global is the world in zoom levels" }),
  targetCrs: field(crsSchema.nullable(), { kind: "crs", label: "CRS", help: "Empty keeps the layer's own" }),
  resampling: resamplingField(),
  rule: z.enum(resampleRules).optional(),
});
export type TileToLayoutParams = z.infer<typeof schema>;

/**
 * One tiled raster per instant, resampled in one step from the input's own cells, also across CRS. Where rasters overlap, the
 * first in layer order that has a value gives it. Tiles reach past the data in a local layout's east and south: NoData.
 */
export const tileToLayout = gatherOp<TileToLayoutParams, WarpPlan>({
  title: "Tile and reproject",
  help: "Lay the cells onto a grid of tiles, in any CRS",
  words: [
    "tile to layout",
    "reproject",
    "warp",
    "mosaic",
    "grid",
    "resample",
    "crs",
    "projection",
    "zoom",
    "local layout",
    "global layout",
    "layout definition",
  ],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ layout, targetCrs, resampling }) =>
    [...(targetCrs ? [crsWords(targetCrs)] : []), resamplingWords[resampling].toLowerCase(), layoutWords(layout)].join(", "),
  initial: ([input]) => ({ layout: { kind: "local", tileCols: 512, tileRows: 512 }, targetCrs: null, resampling: initialResampling(input) }),
  infer: ([input], params) => tiledMeta(input, params),
  prepare: ([input], params) =>
    planWarp({
      inputs: [input],
      output: tiledMeta(input, params),
      method: params.resampling,
      rule: params.rule,
      groups: moments(input).map(({ refs }) => refs),
    }),
  needs: (out, _params, { prepared }) => warpNeeds(prepared, out),
  kernel: (parts, grid, out, _params, { prepared }) => warpKernel(prepared, parts, grid, out),
});

const crsWords = ({ code, name }: Crs) => (code === null ? name : `EPSG:${code}`);

function tiledMeta(input: LayerMeta, { layout: param, targetCrs, resampling }: TileToLayoutParams): LayerMeta {
  const crs = targetCrs ?? crsOf(input);
  const { layout, zoom } = layoutFor(param, groundOf(input, crs), "tileToLayout");
  const grid = layoutGrid(crs, layout);
  const rasters = moments(input).flatMap(({ instant, refs }): Raster[] => {
    const members = refs.flatMap(({ raster }) => input.rasters[raster] ?? []);
    const data = dataExtent(members, crs);
    const extent = data && intersectExtent(data, layout.extent);
    const out = {
      name: members[0]?.name ?? "",
      grid,
      extent: extent ?? { west: grid.affine[2], south: grid.affine[5], east: grid.affine[2], north: grid.affine[5] },
      instant,
    };
    const keys = extent ? laidKeys({ input, members, out, tileCols: layout.tileCols, tileRows: layout.tileRows }) : undefined;
    return [{ ...out, ...(keys && { keys }) }];
  });
  if (rasters.every(({ extent }) => extent.west === extent.east))
    fail({ tag: "bad-param", op: "tileToLayout", param: "layout", problem: "the layout does not meet the data" });
  return {
    ...input,
    kind: "tiled",
    rasters,
    tileCols: layout.tileCols,
    tileRows: layout.tileRows,
    cellType: resampledType(input.cellType, resampling),
    zoom,
  };
}

/** The type that resampled cells need: sums outgrow a source's integers, everything else fits where it came from. */
export const resampledType = (cellType: CellType, method: ResampleMethod): CellType =>
  method === "sum" && !cellTypeInfo(cellType).float ? "float64" : cellType;
