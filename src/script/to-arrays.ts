import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { dataWindow, layerKeys } from "../layer/keys.ts";
import { type Instant, keyWindow, type LayerMeta, type RasterWindow, type TileKey } from "../layer/meta.ts";
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
  const pull = async (key: TileKey, window: RasterWindow) =>
    [keyOf(meta, key), Tile.of(await enginePool().run(node, { kind: "window", node: node.id, window }))] as const;
  if (meta.kind === "tiled") return Promise.all(layerKeys(meta).map((key) => pull(key, keyWindow(meta, key))));
  return Promise.all(
    meta.rasters.map((raster, index) => pull({ raster: index, level: 0, col: 0, row: 0 }, { ...dataWindow(raster, 0), raster: index, level: 0 })),
  );
}

/** What a script calls a tile: by column and row in a tiled layer, by its raster's extent in an untiled one. */
export function keyOf({ kind, rasters }: LayerMeta, { raster, col, row }: TileKey): LayerKey {
  const { extent, grid, instant } = rasters[raster]!;
  return kind === "tiled" ? { col, row, instant } : { extent, crs: grid.crs, instant };
}
