import type { LayerNode } from "../plan/graph.ts";
import { footprintOf } from "./footprint.ts";
import { coverTiles, intersectBox, type TileId, tileBox, tileName, type UnitBox } from "./mercator.ts";

/** The tiles of a zoom that a node's data meets within a view. */
export const regionsOf = (node: LayerNode, view: UnitBox, zoom: number): TileId[] =>
  distinct(
    footprintOf(node.meta).parts.flatMap(({ box }) => {
      const part = intersectBox(box, view);
      return part ? coverTiles(part, zoom) : [];
    }),
  );

/** Each tile once, in the order of their first mention. */
export const distinct = (tiles: readonly TileId[]): TileId[] => [...new Map(tiles.map((tile) => [tileName(tile), tile])).values()];

/** From the middle of a view to the middle of a tile, in tiles. */
export function distanceFrom(view: UnitBox, tile: TileId): number {
  const at = tileBox(tile);
  const dx = (at.left + at.right - view.left - view.right) / 2;
  const dy = (at.top + at.bottom - view.top - view.bottom) / 2;
  return Math.hypot(dx, dy) * 2 ** tile.z;
}
