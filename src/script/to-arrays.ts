import type { Tile as RestingTile } from "../cells/tile.ts";
import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { dataWindow, layerKeys } from "../layer/keys.ts";
import { type Instant, keyWindow } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { enginePool } from "../session/engine.ts";
import { Tile } from "./tile.ts";

/** The key of one tile, as layers hand it back: GeoPySpark's SpatialKey or SpaceTimeKey, or a (Temporal)ProjectedExtent. */
export type LayerKey =
  | { readonly col: number; readonly row: number; readonly instant: Instant | null }
  | { readonly extent: Extent; readonly crs: Crs; readonly instant: Instant | null };

/** Every tile of a layer with its key: tiled layers key by key, untiled ones raster by raster. All cells are in memory then. */
export async function typedArrays(node: LayerNode): Promise<(readonly [LayerKey, Tile])[]> {
  const { meta } = node;
  const pull = async (window: Parameters<typeof keyWindow>[1] | { raster: number; level: number; col: number; row: number; cols: number; rows: number }) => {
    const asked = "cols" in window ? window : keyWindow(meta, window);
    return asTile(await enginePool().run(node, { kind: "window", node: node.id, window: asked }));
  };
  if (meta.kind === "tiled")
    return Promise.all(
      layerKeys(meta).map(async (key) => [{ col: key.col, row: key.row, instant: meta.rasters[key.raster]!.instant }, await pull(key)] as const),
    );
  return Promise.all(
    meta.rasters.map(async (raster, index) => {
      const { grid, extent, instant } = raster;
      return [{ extent, crs: grid.crs, instant }, await pull({ ...dataWindow(raster, 0), raster: index, level: 0 })] as const;
    }),
  );
}

/** A tile that was pulled, as scripts see it. */
export const asTile = ({ grid, cellType, nodata, bands, valid }: RestingTile): Tile => new Tile(grid.cols, grid.rows, cellType, nodata, bands, valid);
