import { z } from "zod";
import { fail } from "../fault.ts";
import { type Crs, WEB_MERCATOR } from "../grid/crs.ts";
import { gridExtent } from "../grid/grid.ts";
import { layoutGrid, localLayout } from "../grid/layout.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { crsSchema } from "./crs-field.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { dataExtent, groundOf, uprightGrid } from "./ground.ts";
import { laidKeys } from "./laid-keys.ts";
import { initialResampling, resamplingField, resamplingWords } from "./resampling-field.ts";
import { resampledType } from "./tile-to-layout.ts";
import { planWarp, resampleRules, type WarpPlan, warpKernel, warpNeeds } from "./warp-plan.ts";

const schema = z.object({
  targetCrs: field(crsSchema, { kind: "crs", label: "CRS" }),
  resampling: resamplingField(),
  rule: z.enum(resampleRules).optional(),
  cellSize: field(z.number().positive("must be above 0").nullable(), {
    kind: "optional-number",
    label: "Cell size",
    empty: "as many cells as now",
    help: "In units of the CRS",
  }),
});
export type ReprojectParams = z.infer<typeof schema>;

/**
 * Every raster by itself in another CRS. Untiled rasters get the grid that gdalwarp suggests; a tiled layer is laid out anew
 * around its data with the same tile size, all its rasters on one grid, and has no zoom afterwards.
 */
export const reproject = gatherOp<ReprojectParams, WarpPlan>({
  title: "Reproject",
  help: "Move every raster to another CRS",
  words: ["warp", "crs", "projection", "transform", "coordinate system", "epsg"],
  version: 1,
  takes: "one",
  isBandByBand: true,
  params: schema,
  summary: ({ targetCrs, resampling, cellSize }) =>
    [crsWords(targetCrs), resamplingWords[resampling].toLowerCase(), ...(cellSize === null ? [] : [`cells of ${cellSize}`])].join(", "),
  initial: ([input]) => ({ targetCrs: input.rasters[0]?.grid.crs ?? WEB_MERCATOR, resampling: initialResampling(input), cellSize: null }),
  infer: ([input], params) => reprojected(input, params),
  prepare: ([input], params) =>
    planWarp({
      inputs: [input],
      output: reprojected(input, params),
      method: params.resampling,
      rule: params.rule,
      groups: input.rasters.map((_, raster) => [{ input: 0, raster }]),
    }),
  needs: (out, _params, { prepared }) => warpNeeds(prepared, out),
  kernel: (parts, grid, out, _params, { prepared }) => warpKernel(prepared, parts, grid, out),
});

const crsWords = ({ code, name }: Crs) => (code === null ? name : `EPSG:${code}`);

function reprojected(input: LayerMeta, { targetCrs, resampling, cellSize }: ReprojectParams): LayerMeta {
  const kept = { ...input, cellType: resampledType(input.cellType, resampling), zoom: null };
  return input.kind === "tiled" && input.rasters.length > 0
    ? laidOutAnew(kept, targetCrs, cellSize)
    : { ...kept, rasters: input.rasters.map((raster) => alone(raster, targetCrs, cellSize)) };
}

function alone(raster: Raster, crs: Crs, cellSize: number | null): Raster {
  const grid = uprightGrid(raster, crs, cellSize) ?? fail({ tag: "outside-crs", crs: crs.name });
  return { ...raster, grid, extent: gridExtent(grid) };
}

function laidOutAnew(input: LayerMeta, crs: Crs, cellSize: number | null): LayerMeta {
  const ground = groundOf(input, crs);
  const cell = cellSize === null ? ground.cell : { width: cellSize, height: cellSize };
  const grid = layoutGrid(crs, localLayout(ground.extent, cell, input.tileCols, input.tileRows));
  const rasters = input.rasters.map((raster): Raster => {
    const { name, instant } = raster;
    const out = { name, instant, grid, extent: dataExtent([raster], crs) ?? fail({ tag: "outside-crs", crs: crs.name }) };
    const keys = laidKeys({ input, members: [raster], out, tileCols: input.tileCols, tileRows: input.tileRows });
    return { ...out, ...(keys && { keys }) };
  });
  return { ...input, rasters };
}
