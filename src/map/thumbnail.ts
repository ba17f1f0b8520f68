import type { Rgba } from "../layer/meta.ts";
import type { Footprint } from "./footprint.ts";
import { cellBands, colourOf, type Look } from "./look.ts";
import { coverTiles, type TileId, type UnitBox } from "./mercator.ts";
import { isOutside } from "./outside.ts";
import type { HeldTile } from "./tile-cache.ts";

const clear: Rgba = [0, 0, 0, 0];

/** The one to four coarse tiles that show a whole layer: its thumbnail, and what stands in wherever nothing finer is loaded. */
export const backdropTiles = ({ box, maxZoom }: Footprint): TileId[] => (box ? coverTiles(box, Math.min(maxZoom, backdropZoom(box))) : []);

/** RGBA of a square picture of the middle of a footprint, from all of its backdrop tiles. */
export function samplePicture(
  { box, maxZoom }: Footprint,
  size: number,
  tiles: readonly { readonly tile: TileId; readonly held: HeldTile }[],
  look: Look,
): Uint8ClampedArray<ArrayBuffer> {
  const picture = new Uint8ClampedArray(size * size * 4);
  if (!box) return picture;
  const scale = 2 ** Math.min(maxZoom, backdropZoom(box));
  const side = Math.min(box.right - box.left, box.bottom - box.top);
  const [left, top] = [(box.left + box.right - side) / 2, (box.top + box.bottom - side) / 2];
  for (const { tile, held } of tiles) {
    if (held.size === 0) continue;
    const bands = cellBands(look).map((band) => held.bands.get(band)!.values);
    const values = bands.map(() => Number.NaN);
    for (let row = 0; row < size; row++)
      for (let col = 0; col < size; col++) {
        const x = (left + ((col + 0.5) / size) * side) * scale - tile.x;
        const y = (top + ((row + 0.5) / size) * side) * scale - tile.y;
        if (x < 0 || x >= 1 || y < 0 || y >= 1) continue;
        const at = Math.floor(y * held.size) * held.size + Math.floor(x * held.size);
        if (isOutside(bands[0]!, at)) continue;
        for (let i = 0; i < bands.length; i++) values[i] = bands[i]![at]!;
        picture.set(colourOf(look, values) ?? clear, (row * size + col) * 4);
      }
  }
  return picture;
}

const backdropZoom = ({ left, top, right, bottom }: UnitBox): number => Math.max(0, Math.floor(Math.log2(1 / Math.max(right - left, bottom - top))));
