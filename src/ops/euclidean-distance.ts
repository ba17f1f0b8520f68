import { z } from "zod";
import { emptyCells } from "../cells/cells.ts";
import { fail } from "../fault.ts";
import { noAreas } from "../grid/areas.ts";
import { unitOf } from "../grid/crs.ts";
import { gridAt } from "../grid/grid.ts";
import { distances, type Targets, targetsOf } from "../grid/nearest.ts";
import { noShapes } from "../grid/shapes.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { areasSchema } from "./areas-field.ts";
import { dataPart } from "./around.ts";
import { gatherOp } from "./define.ts";
import { field } from "./fields.ts";
import { placedShapes } from "./placed-shapes.ts";
import { shapesSchema, shapesWords } from "./shapes-field.ts";

const schema = z.object({
  areas: field(areasSchema, { kind: "areas", label: "Areas" }),
  shapes: field(shapesSchema, { kind: "shapes", label: "Points, lines and areas of a file" }),
});
export type EuclideanDistanceParams = z.infer<typeof schema>;

/**
 * The straight distance from every cell's centre to the nearest of some shapes, in units of the CRS: to points, lines and the
 * edges of areas themselves, not to cells; 0 inside areas. float64, on the grid of the layer, whose cells do not matter.
 */
export const euclideanDistance = gatherOp<EuclideanDistanceParams, (raster: number, level: number) => Targets | null>({
  title: "Distance to shapes",
  help: "How far each cell is from the nearest area, line or point",
  words: ["euclidean", "proximity", "buffer", "nearest", "near", "point", "line"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ areas: { polygons }, shapes }) => shapesWords(polygons.length, shapes),
  initial: () => ({ areas: noAreas, shapes: noShapes }),
  infer([input], { areas, shapes }): LayerMeta {
    const grid = input.rasters[0]?.grid;
    const asked = areas.polygons.length + shapes.shapes.length;
    if (grid && asked > 0 && placedShapes(grid, areas, shapes).shapes.length === 0) fail({ tag: "outside-crs", crs: grid.crs.name });
    const unit = grid ? unitOf(grid.crs).label : null;
    return {
      ...input,
      cellType: "float64",
      nodata: Number.NaN,
      palette: null,
      bands: [{ name: "Distance", role: "grey", unit, scale: 1, offset: 0 }],
    };
  },
  prepare([input], { areas, shapes }) {
    const made = new Map<string, Targets | null>();
    return (raster, level) => {
      const key = `${raster}/${level}`;
      const kept = made.get(key);
      if (kept !== undefined) return kept;
      const grid = input.rasters[raster]?.grid;
      const targets = grid ? targetsOf(placedShapes(grid, areas, shapes), gridAt(grid, level).affine) : null;
      made.set(key, targets);
      return targets;
    };
  },
  needs: () => [],
  kernel(_parts, grid, out, _params, { output, prepared }) {
    const cells = emptyCells(grid, 1);
    const inside = dataPart(out, output);
    const targets = prepared(out.raster, out.level);
    if (!inside || !targets || targets.edges.length === 0) return cells;
    const found = distances(targets, inside);
    for (let row = 0; row < inside.rows; row++)
      cells.bands[0]?.set(found.subarray(row * inside.cols, (row + 1) * inside.cols), (inside.row - out.row + row) * out.cols + inside.col - out.col);
    return cells;
  },
});
