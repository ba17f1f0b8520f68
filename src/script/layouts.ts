import { gridExtent } from "../grid/grid.ts";
import type { LayerNode } from "../plan/graph.ts";
import { type ExtentLike, toExtent } from "./options.ts";

/** A layout as the tile_to_layout step takes it. */
export type Layout =
  | { readonly kind: "local"; readonly tileCols: number; readonly tileRows: number }
  | { readonly kind: "global"; readonly tileSize: number; readonly zoom: number | null }
  | {
      readonly kind: "definition";
      readonly extent: ReturnType<typeof toExtent>;
      readonly layoutCols: number;
      readonly layoutRows: number;
      readonly tileCols: number;
      readonly tileRows: number;
    };

/** A grid anchored at the data's north-west corner, in cells of the data's own size. */
export const LocalLayout = ({
  tileSize = 256,
  tileCols = tileSize,
  tileRows = tileSize,
}: {
  readonly tileSize?: number;
  readonly tileCols?: number;
  readonly tileRows?: number;
} = {}): Layout => ({
  kind: "local",
  tileCols,
  tileRows,
});

/** The world in 2^zoom × 2^zoom tiles; without a zoom, the one whose cells are nearest in size to the data's. */
export const GlobalLayout = ({ tileSize = 256, zoom = null }: { readonly tileSize?: number; readonly zoom?: number | null } = {}): Layout => ({
  kind: "global",
  tileSize,
  zoom,
});

/** A layout given in full: an extent in the target CRS, cut into layoutCols × layoutRows tiles of tileCols × tileRows cells. */
export const LayoutDefinition = (
  extent: ExtentLike,
  {
    layoutCols,
    layoutRows,
    tileCols,
    tileRows,
  }: { readonly layoutCols: number; readonly layoutRows: number; readonly tileCols: number; readonly tileRows: number },
): Layout => ({ kind: "definition", extent: toExtent(extent, "LayoutDefinition"), layoutCols, layoutRows, tileCols, tileRows });

/** The layout of a tiled layer, for another layer to be laid on. */
export function layoutOf({ meta }: LayerNode): Layout {
  const { grid } = meta.rasters[0]!;
  const { tileCols, tileRows } = meta;
  return { kind: "definition", extent: gridExtent(grid), layoutCols: grid.cols / tileCols, layoutRows: grid.rows / tileRows, tileCols, tileRows };
}
