import { ancestorAt, childrenOf, type TileId } from "./mercator.ts";

/** What is loaded of one picture (one node in some bands). */
export interface Loaded<T> {
  /** The tile's cells when they can be drawn now; undefined when not. */
  get(tile: TileId): T | undefined;
  /** Cells get no finer than at this zoom; deeper regions are parts of its tiles. */
  readonly maxZoom: number;
}

/** A region of the screen and the tile that fills it: the region itself, one around it, or one inside it. */
export interface Patch<T> {
  readonly region: TileId;
  readonly tile: TileId;
  readonly cells: T;
}

/** Two levels down is as far as zooming out by a wheel notch or two goes. */
const levelsBelow = 2;

/**
 * What to draw in a region, from what is loaded: its own tile, else finer tiles inside it, else the nearest coarser tile
 * around it, else the same from the next picture. Patches never overlap, so half transparent layers stay even.
 */
export function fillRegion<T>(region: TileId, pictures: readonly Loaded<T>[]): Patch<T>[] {
  const [picture, ...older] = pictures;
  if (!picture) return [];
  return fillFrom(region, picture, older, levelsBelow) ?? fillRegion(region, older);
}

function fillFrom<T>(region: TileId, picture: Loaded<T>, older: readonly Loaded<T>[], depth: number): Patch<T>[] | null {
  const own = ancestorAt(region, Math.min(region.z, picture.maxZoom));
  const cells = picture.get(own);
  if (cells !== undefined) return [{ region, tile: own, cells }];
  const children = depth > 0 && region.z < picture.maxZoom ? childrenOf(region) : [];
  const below = children.map((child) => fillInside(child, picture, older, depth - 1));
  const above = nearestAbove(own, picture);
  if (below.every((patches) => patches === null)) return above ? [{ region, ...above }] : null;
  return children.flatMap((child, i) => below[i] ?? (above ? [{ region: child, ...above }] : fillRegion(child, older)));
}

/** Like `fillFrom`, but null unless something at or below the region is loaded. */
function fillInside<T>(region: TileId, picture: Loaded<T>, older: readonly Loaded<T>[], depth: number): Patch<T>[] | null {
  return hasInside(region, picture, depth) ? fillFrom(region, picture, older, depth) : null;
}

const hasInside = <T>(region: TileId, picture: Loaded<T>, depth: number): boolean =>
  picture.get(region) !== undefined || (depth > 0 && region.z < picture.maxZoom && childrenOf(region).some((child) => hasInside(child, picture, depth - 1)));

function nearestAbove<T>(tile: TileId, picture: Loaded<T>): { readonly tile: TileId; readonly cells: T } | null {
  for (let z = tile.z - 1; z >= 0; z--) {
    const above = ancestorAt(tile, z);
    const cells = picture.get(above);
    if (cells !== undefined) return { tile: above, cells };
  }
  return null;
}
