import type { Extent } from "../../../grid/extent.ts";
import type { KeyBounds } from "../../../grid/layout.ts";
import type { KeyTransform } from "../../key-transform.ts";
import type { Layout } from "../../layouts.ts";
import type { Box, Lab } from "../lab.ts";
import { type Handlers, handler } from "../vector.ts";

type Pair = readonly [number, number];

interface GridInput {
  readonly extent: Box;
  readonly cols: number;
  readonly rows: number;
  readonly crs?: number;
}

/** A layout written out, or named with what it lies around. */
interface LayoutInput {
  readonly layout_extent?: Box;
  readonly layoutCols?: number;
  readonly layoutRows?: number;
  readonly layout?: "GlobalLayout" | "LocalLayout";
  readonly zoom?: number;
  readonly crs?: number;
  readonly tile_size?: number;
  readonly extent?: Box;
  readonly cell_size?: Pair;
}

/** "LocalLayout": 16 and the like, as vectors name layouts. */
export type NamedLayout = {
  readonly LocalLayout?: number | { readonly tile_size?: number; readonly tile_cols?: number; readonly tile_rows?: number };
  readonly LayoutDefinition?: { readonly extent: Box; readonly tileLayout: readonly [number, number, number, number] };
  readonly GlobalLayout?: number | { readonly tile_size?: number; readonly zoom?: number; readonly threshold?: number };
};

export const gridHandlers: Handlers = {
  map_to_grid: handler<GridInput, { point: Pair }>(({ input, params }, lab) => {
    const { col, row } = lab.api.GridExtent(input).mapToGrid(...params.point);
    return { col_row: [col, row] };
  }),

  grid_to_map: handler<GridInput, { col_row: Pair }>(({ input, params }, lab) => {
    const { x, y } = lab.api.GridExtent(input).gridToMap(...params.col_row);
    return { point: [x, y] };
  }),

  grid_bounds_for: handler<GridInput, { sub_extent: Box; clamp?: boolean }>(({ input, params }, lab) => ({
    bounds: boundsList(lab.api.GridExtent(input).gridBoundsFor(params.sub_extent, params.clamp ?? true)),
  })),

  reproject_grid: handler<GridInput, { target_crs: number | string }>(({ input, params }, lab) => {
    const grid = lab.api.GridExtent(input).reproject(params.target_crs, { rule: "geotrellis" });
    return grid && { cols: grid.cols, rows: grid.rows, cell_size: grid.cellSize.width, extent: boxOf(grid.extent) };
  }),

  point_to_key: handler<LayoutInput, { point: Pair }>(({ input, params }, lab) => {
    const { col, row } = transformOf(input, lab).pointToKey(...params.point);
    return { key: [col, row] };
  }),

  key_to_extent: handler<LayoutInput, { key: Pair }>(({ input, params }, lab) => ({ extent: boxOf(transformOf(input, lab).keyToExtent(...params.key)) })),

  extent_to_keys: handler<LayoutInput, { extent: Box }>(({ input, params }, lab) => ({
    bounds: boundsList(transformOf(input, lab).keyBounds(params.extent)),
  })),

  global_layout_zoom: handler<{ crs: number | string; corner: Pair; cell_size: Pair }, { tile_size?: number; threshold?: number }>(({ input, params }, lab) => {
    const { tile_size: tileSize = 256, threshold } = params;
    return {
      zoom: lab.api.zoomForCell({ crs: input.crs, corner: input.corner, cellSize: input.cell_size, tileSize, ...(threshold !== undefined && { threshold }) }),
    };
  }),

  layout_for_zoom: handler<{ crs: number }, { zoom: number; tile_size?: number }>(({ input, params }, lab) => {
    const { layout } = lab.api.KeyTransform(lab.api.GlobalLayout({ tileSize: params.tile_size ?? 256, zoom: params.zoom }), input);
    return { ...layout, extent: boxOf(layout.extent) };
  }),

  local_layout: handler<{ extent: Box; cell_size: Pair }, { tile_size?: number; tile_cols?: number; tile_rows?: number }>(({ input, params }, lab) => {
    const { tile_size: size = 256, tile_cols: tileCols = size, tile_rows: tileRows = size } = params;
    const local = lab.api.LocalLayout({ tileCols, tileRows });
    const { layout } = lab.api.KeyTransform(local, { extent: input.extent, cellSize: input.cell_size });
    return { ...layout, extent: boxOf(layout.extent) };
  }),

  tile_to_layout_metadata: handler<{ rasters: readonly RasterPlace[]; cell_size?: number | Pair; crs: number | string }, { layout: NamedLayout }>(
    async (vector, lab) => {
      const { rasters, cell_size: common = 1, crs } = vector.input;
      const empty = rasters.map(({ extent, cell_size: own = common }) => {
        const [width, height] = typeof own === "number" ? [own, own] : own;
        const cols = Math.round((extent[2] - extent[0]) / width);
        const rows = Math.round((extent[3] - extent[1]) / height);
        return { extent, crs, cells: Array.from({ length: rows }, () => Array.from({ length: cols }, () => 0)) };
      });
      const layer = await lab.rasters(empty, vector.dtype ?? "float32");
      const told = layer.collectMetadata(namedLayout(vector.params.layout, lab));
      const { layerMetadata: laid } = layer.tileToLayout({ layout: namedLayout(vector.params.layout, lab) });
      const { layout, zoom, bounds } = laid;
      return {
        extent: boxOf(laid.extent),
        tileLayout: [layout.layoutCols, layout.layoutRows, layout.tileCols, layout.tileRows],
        zoom_level: zoom,
        layout_extent: boxOf(told.layout.extent),
        cell_type: lab.typeName(layer),
        bounds: [bounds.minKey.col, bounds.minKey.row, bounds.maxKey.col, bounds.maxKey.row],
      };
    },
  ),
};

interface RasterPlace {
  readonly extent: Box;
  readonly cell_size?: number | Pair;
}

/** The layout that a vector names. */
export function namedLayout({ LocalLayout, GlobalLayout, LayoutDefinition }: NamedLayout, { api }: Lab): Layout {
  if (LayoutDefinition) {
    const [layoutCols, layoutRows, tileCols, tileRows] = LayoutDefinition.tileLayout;
    return api.LayoutDefinition(LayoutDefinition.extent, { layoutCols, layoutRows, tileCols, tileRows });
  }
  if (LocalLayout !== undefined) {
    const { tile_size, tile_cols, tile_rows } = typeof LocalLayout === "number" ? { tile_size: LocalLayout } : { tile_size: 256, ...LocalLayout };
    return api.LocalLayout({ tileCols: tile_cols ?? tile_size, tileRows: tile_rows ?? tile_size });
  }
  const { tile_size = 256, zoom = null, threshold = 0.1 } = typeof GlobalLayout === "number" ? { tile_size: GlobalLayout } : (GlobalLayout ?? {});
  return api.GlobalLayout({ tileSize: tile_size, zoom, threshold });
}

function transformOf(input: LayoutInput, { api }: Lab): KeyTransform {
  const { crs = 3857, extent, cell_size: cellSize, tile_size: tileSize = 256, zoom = null, layout_extent: ground, layoutCols = 1, layoutRows = 1 } = input;
  const around = { crs, ...(extent && { extent }), ...(cellSize && { cellSize }) };
  if (input.layout === "GlobalLayout") return api.KeyTransform(api.GlobalLayout({ tileSize, zoom }), around);
  if (input.layout === "LocalLayout") return api.KeyTransform(api.LocalLayout({ tileSize }), around);
  return api.KeyTransform(api.LayoutDefinition(ground!, { layoutCols, layoutRows, tileCols: 1, tileRows: 1 }), { crs });
}

const boundsList = ({ colMin, rowMin, colMax, rowMax }: KeyBounds) => [colMin, rowMin, colMax, rowMax];

export const boxOf = ({ west, south, east, north }: Extent): Box => [west, south, east, north];
