import { fail } from "../fault.ts";
import { gridExtent, windowGrid } from "../grid/grid.ts";
import { blockCount, planFile } from "../layer/file-plan.ts";
import { type FileSpec, fileSpecSchema } from "../layer/file-spec.ts";
import { dataWindow } from "../layer/keys.ts";
import { refusal } from "../ops/issue-words.ts";
import type { LayerNode } from "../plan/graph.ts";
import { snapped } from "../session/export-place.ts";
import { recipeOf } from "../session/recipe-of.ts";
import { asOneRaster, firstFileSpec, stitchNode } from "../session/stitch.ts";
import { fileJob, writeFile } from "../session/write-file.ts";
import { optionsOf, type SaveOptions, toExtent } from "./options.ts";

/** What a script calls the parts of a file's layout. */
const optionNames: Readonly<Record<string, string>> = { "layout.size": "tileSize", "layout.rows": "rowsPerStrip" };

const saveOptions = [
  "cropBounds",
  "cropDimensions",
  "compression",
  "predictor",
  "overviews",
  "cellType",
  "nodata",
  "tileSize",
  "rowsPerStrip",
  "bigTiff",
  "signal",
  "onProgress",
] as const satisfies readonly (keyof SaveOptions)[];

/** Write a layer as a GeoTIFF: the whole of it, or the cells that `cropBounds` meets. */
export async function saveStitched(node: LayerNode, options: SaveOptions): Promise<Blob> {
  optionsOf("saveStitched", options, 'saveStitched({ compression: "lzw" })', saveOptions);
  if (options.cropDimensions && !options.cropBounds)
    fail({ tag: "bad-param", op: "saveStitched", param: "cropDimensions", problem: "they need cropBounds: columns and rows of what is not said" });
  const raster = asOneRaster(node).meta.rasters[0]!;
  const window = options.cropBounds ? snapped(raster, toExtent(options.cropBounds, "saveStitched", "cropBounds")) : dataWindow(raster, 0);
  if (!window) return fail({ tag: "bad-param", op: "saveStitched", param: "cropBounds", problem: "they do not meet the layer" });
  const [cols, rows] = options.cropDimensions ?? [window.cols, window.rows];
  if (![cols, rows].every((count) => Number.isInteger(count) && count >= 1))
    return fail({ tag: "bad-param", op: "saveStitched", param: "cropDimensions", problem: "[columns, rows] in whole numbers of 1 or more are needed" });
  const base = firstFileSpec(node.meta);
  const wanted = {
    ...base,
    cellType: options.cellType ?? base.cellType,
    nodata: options.nodata === undefined ? base.nodata : options.nodata,
    compression: options.compression ?? base.compression,
    predictor: options.predictor ?? base.predictor,
    overviews: (options.overviews ?? base.overviews) && options.rowsPerStrip === undefined,
    bigTiff: options.bigTiff ?? base.bigTiff,
    layout: layoutOf(options, base),
  };
  const parsed = fileSpecSchema.safeParse(wanted);
  if (!parsed.success) {
    const { param, problem } = refusal(parsed.error, wanted);
    return fail({ tag: "bad-param", op: "saveStitched", param: optionNames[param] ?? param, problem });
  }
  const spec = parsed.data;
  const stitched = stitchNode(node, { extent: gridExtent(windowGrid(raster.grid, window)), cols, rows }, spec);
  const plan = planFile({ cols, rows, bandCount: stitched.meta.bands.length, spec });
  const total = blockCount(plan);
  let done = 0;
  const file = fileJob({ id: crypto.randomUUID(), node: stitched, plan, spec, recipe: recipeOf(node), description: null });
  return writeFile(file, { signal: options.signal ?? new AbortController().signal, onBlock: () => options.onProgress?.(++done, total) });
}

function layoutOf({ rowsPerStrip, tileSize }: SaveOptions, base: FileSpec): unknown {
  if (rowsPerStrip !== undefined) return { kind: "strips", rows: rowsPerStrip };
  return tileSize === undefined ? base.layout : { kind: "tiles", size: tileSize };
}
