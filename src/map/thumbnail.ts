import type { Rgba } from "../layer/meta.ts";
import type { Footprint } from "./footprint.ts";
import type { Look } from "./look.ts";
import { coverTiles, type TileId } from "./mercator.ts";
import { isOutside } from "./outside.ts";
import type { HeldTile } from "./tile-cache.ts";

/** The one to four coarse tiles that show a whole layer: its thumbnail, and what stands in wherever nothing finer is loaded. */
export const backdropTiles = ({ box, maxZoom }: Footprint): TileId[] => (box ? coverTiles(box, Math.min(maxZoom, backdropZoom(box))) : []);

/** A square picture of the middle of a footprint, from its backdrop tiles. */
export function samplePicture(
  footprint: Footprint,
  size: number,
  find: (tile: TileId) => HeldTile | undefined,
  look: Look,
  colourOf: (look: Look, values: readonly number[]) => Rgba | null,
): ImageData | null {
  const { box, maxZoom } = footprint;
  if (!box) return null;
  const z = Math.min(maxZoom, backdropZoom(box));
  const side = Math.min(box.right - box.left, box.bottom - box.top);
  const [left, top] = [(box.left + box.right - side) / 2, (box.top + box.bottom - side) / 2];
  const picture = new ImageData(size, size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const [x, y] = [(left + ((col + 0.5) / size) * side) * 2 ** z, (top + ((row + 0.5) / size) * side) * 2 ** z];
      const tile = { z, x: Math.floor(x), y: Math.floor(y) };
      const held = find(tile);
      if (!held || held.size === 0) continue;
      const at = Math.floor((y - tile.y) * held.size) * held.size + Math.floor((x - tile.x) * held.size);
      const cells = look.bands.map((band) => held.bands.get(band)!.values);
      const colour = isOutside(cells[0]!, at)
        ? null
        : colourOf(
            look,
            cells.map((values) => values[at]!),
          );
      if (colour) picture.data.set(colour, (row * size + col) * 4);
    }
  return picture;
}

const backdropZoom = ({ left, top, right, bottom }: { left: number; top: number; right: number; bottom: number }): number =>
  Math.max(0, Math.floor(Math.log2(1 / Math.max(right - left, bottom - top))));
