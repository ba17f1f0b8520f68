import { FaultError } from "../fault.ts";
import { toPixel } from "../grid/affine.ts";
import { areasExtent, areasInCrs } from "../grid/areas.ts";
import { projectExtent, WGS84 } from "../grid/crs.ts";
import { type Extent, intersectExtent, unionExtent } from "../grid/extent.ts";
import { cellSize, clipWindow, gridExtent, type Window, windowGrid } from "../grid/grid.ts";
import { map } from "../grid/point.ts";
import { dataWindow } from "../layer/keys.ts";
import type { Raster } from "../layer/meta.ts";
import type { MaskParams } from "../ops/mask.ts";
import type { LayerNode } from "../plan/graph.ts";
import { oneDate } from "./export-dates.ts";
import type { ExportDraft, ExportPlace, LayerId } from "./state.ts";
import { asOneRaster } from "./stitch.ts";
import { session } from "./store.ts";

/** The place of an extent kind for a layer, snapped outward to its cells; null when there is none (no mask, nothing in view, no single raster). */
export function exportPlace(id: LayerId, kind: ExportPlace["kind"]): ExportPlace | null {
  const { derived } = session.getState();
  const found = derived[id];
  const raster = found?.ok ? rasterOf(found.node) : null;
  if (!raster) return null;
  const wanted = kind === "mask" ? maskExtent(id, raster) : kind === "view" ? viewExtent(raster) : raster.extent;
  const window = wanted && snapped(raster, wanted);
  if (!window) return null;
  return { kind, extent: gridExtent(windowGrid(raster.grid, window)), cols: window.cols, rows: window.rows };
}

/**
 * The place of an extent that was typed or dragged. While its cells are as large as the layer's, the extent snaps outward to whole
 * cells of the layer (also beyond its data); cells of another size keep that size as nearly as whole numbers allow. An extent
 * whose edges are the wrong way round is taken as it is, to be refused where it is shown.
 */
export function typedPlace({ layer, place }: Pick<ExportDraft, "layer" | "place">, extent: Extent): ExportPlace {
  const typed = { kind: "typed", extent, cols: place.cols, rows: place.rows } as const;
  const found = session.getState().derived[layer];
  const raster = found?.ok ? rasterOf(found.node) : null;
  if (!raster || !(extent.west < extent.east && extent.south < extent.north)) return typed;
  const own = cellSize(raster.grid);
  const before = { width: (place.extent.east - place.extent.west) / place.cols, height: (place.extent.north - place.extent.south) / place.rows };
  const isNative = before.width <= 0 || before.height <= 0 || (near(before.width, own.width) && near(before.height, own.height));
  const cell = isNative ? own : before;
  const [, b, , d] = raster.grid.affine;
  if (isNative && b === 0 && d === 0) {
    const window = cellsOver(raster, extent);
    return { kind: "typed", extent: gridExtent(windowGrid(raster.grid, window)), cols: window.cols, rows: window.rows };
  }
  const count = (length: number, size: number) => Math.max(1, Math.round(length / size));
  return { ...typed, cols: count(extent.east - extent.west, cell.width), rows: count(extent.north - extent.south, cell.height) };
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.abs(b);

/** The cells of a north-up or south-up raster that an extent touches, also where the raster has none. */
function cellsOver(raster: Raster, { west, south, east, north }: Extent): Window {
  const corners = [pixelAt(raster, west, north), pixelAt(raster, east, south)];
  // A millionth of a cell is rounding of what was typed, not ground.
  const snap = 1e-6;
  const col = Math.floor(Math.min(...corners.map((p) => p.x)) + snap);
  const row = Math.floor(Math.min(...corners.map((p) => p.y)) + snap);
  const right = Math.ceil(Math.max(...corners.map((p) => p.x)) - snap);
  const bottom = Math.ceil(Math.max(...corners.map((p) => p.y)) - snap);
  return { col, row, cols: Math.max(1, right - col), rows: Math.max(1, bottom - row) };
}

function rasterOf(node: LayerNode): Raster | null {
  try {
    return asOneRaster(oneDate(node)).meta.rasters[0] ?? null;
  } catch (error) {
    if (error instanceof FaultError) return null;
    throw error;
  }
}

/** The whole cells that an extent meets, inside the raster's data; null when it meets none. */
export function snapped(raster: Raster, wanted: Extent): Window | null {
  const part = intersectExtent(wanted, raster.extent);
  if (!part) return null;
  const data = dataWindow(raster, 0);
  const window = dataWindow({ ...raster, extent: part }, 0);
  const clipped = clipWindow({ ...window, col: window.col - data.col, row: window.row - data.row }, data);
  return clipped && { ...clipped, col: clipped.col + data.col, row: clipped.row + data.row };
}

/** What the open mask steps of a layer keep inside, in the raster's CRS. */
function maskExtent(id: LayerId, { grid }: Raster): Extent | null {
  const layer = session.getState().document.layers.find((one) => one.id === id);
  // A mask step's parameters were parsed by its schema when the layer was derived.
  const masks = layer?.recipe.steps.filter((step) => step.on && step.op === "mask").map((step) => step.params as MaskParams) ?? [];
  const extents = masks
    .filter(({ keep, areas }) => keep === "inside" && areas.polygons.length > 0)
    .map(({ areas }) => areasExtent(areasInCrs(areas, grid.crs)));
  return extents.reduce<Extent | null>((common, one, i) => (i === 0 ? one : common && one && intersectExtent(common, one)), unionExtent([]));
}

function viewExtent({ grid }: Raster): Extent | null {
  const { viewExtent: view } = session.getState();
  return view && projectExtent(view, WGS84, grid.crs);
}

/** The pixel of the raster under a point of its CRS, fractional. */
export const pixelAt = ({ grid }: Raster, x: number, y: number) => toPixel(grid.affine, map(x, y));
