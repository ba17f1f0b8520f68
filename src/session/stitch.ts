import { cellTypeInfo } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { toPixel } from "../grid/affine.ts";
import { sameCrs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { gridExtent, windowGrid } from "../grid/grid.ts";
import { map } from "../grid/point.ts";
import type { FileSpec } from "../layer/file-spec.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { tileEdge } from "../layer/tile-edge.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";

/** Tiles of a layer that is laid out only to be stitched. */
const tileSize = 512;

/** The layer as one raster: untiled scenes of one CRS are laid on one grid, duplicates are merged. A series of dates is no one raster. */
export function asOneRaster(node: LayerNode): LayerNode {
  if (node.meta.rasters.length === 0) fail({ tag: "bad-input", op: "export", problem: "the layer is empty: none of its dates is left" });
  const dates = new Set(node.meta.rasters.map(({ instant }) => instant)).size;
  if (dates > 1)
    fail({
      tag: "bad-input",
      op: "export",
      problem: `the layer holds ${dates} dates and a GeoTIFF holds one; keep one of them first, by filterByTimes or toSpatialLayer`,
    });
  return joined(node);
}

function joined(node: LayerNode): LayerNode {
  const [first, ...rest] = node.meta.rasters;
  if (!first || rest.length === 0) return node;
  if (node.meta.kind === "tiled") return derive({ op: "merge", params: { zeros: "value" } }, [node]);
  const foreign = rest.find((raster) => !sameCrs(raster.grid.crs, first.grid.crs));
  if (foreign) fail({ tag: "different-crs", names: [first.grid.crs.name, foreign.grid.crs.name] });
  const layout = { kind: "local", tileCols: tileSize, tileRows: tileSize };
  return derive({ op: "tileToLayout", params: { layout, targetCrs: null, resampling: "nearest" } }, [node]);
}

export interface StitchPlace {
  /** In the layer's CRS. */
  readonly extent: Extent;
  readonly cols: number;
  readonly rows: number;
}

/** The node whose tiles are the blocks of a file: one raster, cut to the place, in the file's cell type and NoData. */
export function stitchNode(node: LayerNode, { extent, cols, rows }: StitchPlace, spec: FileSpec): LayerNode {
  const one = asOneRaster(node);
  const block = spec.layout.kind === "tiles" ? { tileCols: spec.layout.size, tileRows: spec.layout.size } : { tileCols: cols, tileRows: spec.layout.rows };
  const cut = cutTo(one, { extent, cols, rows }, block);
  const same = spec.cellType === cut.meta.cellType && Object.is(spec.nodata, cut.meta.nodata);
  return same ? cut : derive({ op: "convertType", params: { cellType: spec.cellType, nodata: spec.nodata, overflow: "clamp" } }, [cut]);
}

/** Whole cells of the layer are taken as they are; any other grid is resampled by nearest. */
function cutTo(node: LayerNode, { extent, cols, rows }: StitchPlace, block: { readonly tileCols: number; readonly tileRows: number }): LayerNode {
  const raster = node.meta.rasters[0]!;
  const { grid } = raster;
  const data = dataWindow(raster, 0);
  // A rotated layer as a whole keeps its rotation; any other extent of it is north up.
  const isAll = data.cols === cols && data.rows === rows && isSame(gridExtent(windowGrid(grid, data)), extent);
  if (isAll) return derive({ op: "crop", params: { ...data, ...block } }, [node]);
  const corner = toPixel(grid.affine, map(extent.west, extent.north));
  const end = toPixel(grid.affine, map(extent.east, extent.south));
  const col = Math.round(corner.x);
  const row = Math.round(corner.y);
  const isWhole = [corner.x - col, corner.y - row, end.x - col - cols, end.y - row - rows].every((off) => Math.abs(off) < 1e-3);
  const isInside = col >= 0 && row >= 0 && col + cols <= grid.cols && row + rows <= grid.rows;
  if (isWhole && isInside) return derive({ op: "crop", params: { col, row, cols, rows, ...block } }, [node]);
  return derive({ op: "resize", params: { extent, cols, rows, ...block, resampling: "nearest" } }, [node]);
}

const isSame = (l: Extent, r: Extent): boolean => l.west === r.west && l.south === r.south && l.east === r.east && l.north === r.north;

/** What an export starts from: the layer's own type and NoData, deflate with predictor, tiles of 512 (smaller for many bands), overviews. */
export function firstFileSpec({ cellType, nodata, bands }: LayerMeta): FileSpec {
  return {
    cellType,
    nodata: nodata ?? (cellTypeInfo(cellType).float ? Number.NaN : null),
    compression: "deflate",
    predictor: true,
    layout: { kind: "tiles", size: tileEdge(bands.length) },
    overviews: true,
    overviewMethod: "auto",
    bigTiff: "auto",
    recipe: true,
  };
}
