import { clipWindow } from "../grid/grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, RasterWindow } from "../layer/meta.ts";
import type { Need } from "./define.ts";

/** The cells of the first input that lie up to `reach` cells around a window, as far as the input has data. */
export function needsAround(out: RasterWindow, reach: number, input: LayerMeta): readonly Need[] {
  const raster = input.rasters[out.raster];
  if (!raster) return [];
  const wide = { col: out.col - reach, row: out.row - reach, cols: out.cols + 2 * reach, rows: out.rows + 2 * reach };
  const part = clipTo(wide, dataWindow(raster, out.level));
  return part ? [{ ...part, raster: out.raster, level: out.level, input: 0 }] : [];
}

/** The part of a window where a layer has data, at the window's level; null without any. */
export function dataPart(out: RasterWindow, meta: LayerMeta): ReturnType<typeof clipWindow> {
  const raster = meta.rasters[out.raster];
  return raster ? clipTo(out, dataWindow(raster, out.level)) : null;
}

function clipTo(window: { readonly col: number; readonly row: number; readonly cols: number; readonly rows: number }, limit: typeof window) {
  const inside = clipWindow({ ...window, col: window.col - limit.col, row: window.row - limit.row }, limit);
  return inside && { ...inside, col: inside.col + limit.col, row: inside.row + limit.row };
}
