import type { RasterLayer } from "../../raster-layer.ts";
import { type Box, bandRows, type CellInput, type Lab } from "../lab.ts";
import { type CellRows, type Handlers, handler } from "../vector.ts";
import { type NamedLayout, namedLayout } from "./grid.ts";

type TileLayout = readonly [layoutCols: number, layoutRows: number, tileCols: number, tileRows: number];

interface FilledRaster extends CellInput {
  readonly fill?: number;
  readonly cols?: number;
  readonly rows?: number;
  readonly extent: Box;
}

export const resampleHandlers: Handlers = {
  resample: handler<{ cells: CellRows; extent: Box }, { target_extent: Box; cols: number; rows: number; method: string }>((vector, lab) => {
    const { cols, rows, method, target_extent: targetExtent } = vector.params;
    const tile = lab.tile(vector.input, vector.dtype ?? "float64").resample({ extent: vector.input.extent, targetExtent, cols, rows, method });
    const { cellType, noDataValue: nodata, bands, valid } = tile;
    return { cells: bandRows({ grid: { cols }, cellType, nodata, bands, valid })[0] };
  }),

  /** Each source cell is named by its own number, one axis at a time, so the smallest and largest under the target tell the window. */
  resample_contributors: handler<{ cols: number; rows: number; extent: Box }, { target_cell: readonly [number, number]; centre: readonly [number, number] }>(
    ({ input, params }, lab) => {
      const { cols, rows, extent } = input;
      const [width, height] = params.target_cell;
      const [x, y] = params.centre;
      const targetExtent: Box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
      const under = (axis: (col: number, row: number) => number, method: string): number => {
        const cells = Array.from({ length: rows }, (_, row) => Array.from({ length: cols }, (_cell, col) => axis(col, row)));
        return lab.tile({ cells }, "float64raw").resample({ extent, targetExtent, cols: 1, rows: 1, method }).bands[0]![0]!;
      };
      const span = (axis: (col: number, row: number) => number) => {
        const first = under(axis, "MIN");
        return Array.from({ length: under(axis, "MAX") - first + 1 }, (_, i) => first + i);
      };
      return { count: under(() => 1, "SUM"), cols: span((col) => col), rows: span((_col, row) => row) };
    },
  ),

  /** One cell of 1 among zeros, seen from a distance; the kernel at 0 is 1, which makes the weights whole. */
  lanczos_kernel: handler<{ v: readonly number[] }, { radius: number }>(({ input, params }, lab) => ({
    w: input.v.map((distance) => lab.api.lanczosWeight(distance, params.radius)),
  })),

  tile_from_array_dtype: handler<{ dtypes: readonly string[] }, unknown>(({ input }, lab) => ({
    cell_types: input.dtypes.map((dtype) => geotrellisNames[lab.api.Tile.fromArray([[0]], null, dtype).cellType]),
  })),

  tile_to_layout: handler<
    { rasters: readonly FilledRaster[]; layout_extent: Box; tileLayout: TileLayout; crs?: number },
    { resample_method?: string; overlap?: string }
  >(async (vector, lab) => {
    const { rasters, layout_extent, tileLayout, crs = 3857 } = vector.input;
    const [layoutCols, layoutRows, tileCols, tileRows] = tileLayout;
    const { resample_method: method = "NEAREST_NEIGHBOR", overlap = "" } = vector.params;
    // The first raster of a layer wins, so the one that is to win comes first.
    const ordered = overlap.startsWith("second") ? rasters.toReversed() : rasters;
    const layer = await lab.rasters(
      ordered.map((raster) => ({ ...filled(raster), extent: raster.extent, crs })),
      vector.dtype ?? "float64",
    );
    const layout = lab.api.LayoutDefinition(layout_extent, { layoutCols, layoutRows, tileCols, tileRows });
    const tiles = await lab.tiles(layer.tileToLayout({ layout, resampleMethod: method, rule: "geotrellis" }));
    return { tile_count: tiles.length, tiles: Object.fromEntries(tiles.map(({ key, bands }) => [key, bands[0]])) };
  }),

  crop: handler<{ cells: CellRows; extent: Box }, { crop_bounds: Box; crop_dimensions?: readonly [number, number] }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    const { crop_bounds: cropBounds, crop_dimensions: cropDimensions } = vector.params;
    const saved = await reopened(await layer.saveStitched({ cropBounds, ...(cropDimensions && { cropDimensions }), overviews: false }), lab);
    const { west, south, east, north } = saved.metadata.rasters[0]!.extent;
    const bands = await lab.bands(saved);
    return { cells: bands[0], bands, extent: [west, south, east, north] };
  }),

  save_stitched: handler<Partial<CellInput>, { crop_bounds?: Box; crop_dimensions?: readonly [number, number] }>(async (vector, lab) => {
    const { crop_bounds: cropBounds, crop_dimensions: cropDimensions } = vector.params;
    const layer = await lab.layer(vector);
    const saved = await reopened(await layer.saveStitched({ ...(cropBounds && { cropBounds }), ...(cropDimensions && { cropDimensions }) }), lab);
    const { grid, extent } = saved.metadata.rasters[0]!;
    return { cols: grid.cols, rows: grid.rows, extent: [extent.west, extent.south, extent.east, extent.north], cells: await lab.cells(saved) };
  }),

  pyramid: handler<{ cells?: CellRows; tileLayout: TileLayout; zoom: number | null; extent?: Box }, { resample_method?: string }>(async (vector, lab) => {
    const { tileLayout, zoom, extent } = vector.input;
    const [layoutCols, layoutRows, tileCols, tileRows] = tileLayout;
    const cells = vector.input.cells ?? rowsOf(layoutCols * tileCols, layoutRows * tileRows, 1);
    const layer = await lab.cut({ cells, ...(extent && { extent }) }, vector.dtype ?? "float64", tileCols, tileRows, zoom);
    const pyramid = layer.pyramid(vector.params.resample_method, { rule: "geotrellis" });
    const zooms = Object.keys(pyramid.levels).map(Number);
    return { levels: zooms, top_level_cells: await lab.cells(pyramid.levels[Math.min(...zooms)]!) };
  }),

  pyramid_halve: handler<{ cells: CellRows }, { resample_method?: string }>(async (vector, lab) => {
    const rows = vector.input.cells.length;
    const cols = vector.input.cells[0]!.length;
    const layer = await lab.cut(vector.input, vector.dtype ?? "float64", cols, rows, 1);
    return { cells: await lab.cells(layer.pyramid(vector.params.resample_method, { rule: "geotrellis" }).levels[0]!) };
  }),

  pyramid_levels: handler<PyramidInput, { resample_method?: string }>(async (vector, lab) => {
    const layer = await pyramidBase(vector.input, vector.dtype ?? "float64", lab);
    const pyramid = layer.pyramid(vector.params.resample_method, { rule: "geotrellis" });
    const levels = Object.entries(pyramid.levels);
    const widths = levels.map(([, level]) => level.metadata.rasters[0]!.grid.affine[0]);
    const cells = await Promise.all(levels.map(([, level]) => lab.validCells(level)));
    const byZoom = <T>(of: (level: RasterLayer, index: number) => T) => Object.fromEntries(levels.map(([zoom, level], i) => [zoom, of(level, i)]));
    return {
      max_zoom: pyramid.maxZoom,
      layoutCols: byZoom((level) => level.layerMetadata.layout.layoutCols),
      layoutRows: byZoom((level) => level.layerMetadata.layout.layoutRows),
      data_cols: byZoom((_, i) => cells[i]!.cols),
      data_rows: byZoom((_, i) => cells[i]!.rows),
      holes_inside_data_extent: cells.reduce((sum, { holes }) => sum + holes, 0),
      cell_size_factor_per_level: widths.length < 2 ? 1 : widths[0]! / widths[1]!,
    };
  }),
};

const geotrellisNames: Readonly<Record<string, string>> = {
  bool: "BOOL",
  int8: "BYTE",
  uint8: "UBYTE",
  int16: "SHORT",
  uint16: "USHORT",
  int32: "INT",
  float32: "FLOAT",
  float64: "DOUBLE",
};

/** A raster of one value, tiled by a layout, or so many tiles of it. */
interface PyramidInput {
  readonly raster?: readonly [cols: number, rows: number];
  readonly layout?: NamedLayout;
  readonly layoutCols?: number;
  readonly layoutRows?: number;
  readonly tileCols?: number;
  readonly tileRows?: number;
  readonly fill?: number;
}

function pyramidBase(input: PyramidInput, dtype: string, lab: Lab): Promise<RasterLayer> {
  const { raster, layout, layoutCols = 1, layoutRows = 1, tileCols = 256, tileRows = 256, fill = 1 } = input;
  if (!raster) return lab.cut({ cells: rowsOf(layoutCols * tileCols, layoutRows * tileRows, fill) }, dtype, tileCols, tileRows);
  const untiled = lab.raster({ cells: rowsOf(raster[0], raster[1], fill) }, dtype);
  return untiled.then((layer) => layer.tileToLayout({ layout: namedLayout(layout ?? {}, lab) }));
}

const rowsOf = (cols: number, rows: number, fill: number): CellRows => Array.from({ length: rows }, () => Array.from({ length: cols }, () => fill));

const filled = ({ cells, bands, fill = 0, cols = 1, rows = 1 }: FilledRaster): CellInput => (bands ? { bands } : { cells: cells ?? rowsOf(cols, rows, fill) });

const reopened = (blob: Blob, { api }: Lab): Promise<RasterLayer> => api.geotiff.get(new File([blob], "saved.tif"));
