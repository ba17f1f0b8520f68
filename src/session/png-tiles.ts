import { widen } from "../cells/tile.ts";
import { breakOf } from "../classes/break-map.ts";
import { type ColourTable, colourAt } from "../classes/colour-map.ts";
import { bytesOf } from "../classes/colour-ramp.ts";
import { dataWindow, layerKeys } from "../layer/keys.ts";
import { keyWindow, type RasterWindow } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { enginePool } from "./engine.ts";
import { encodePng, type Picture } from "./png.ts";

/** Places 254 and 255 of an index are for values without a break and for NoData. */
const mostIndexed = 254;

/** A tile of a layer as a PNG file. */
export interface PngTile {
  readonly window: RasterWindow;
  readonly png: Uint8Array<ArrayBuffer>;
}

/** The windows of a layer that become one picture each: the tiles of a tiled layer, the rasters of an untiled one. */
export const pictureWindows = ({ meta }: LayerNode): readonly RasterWindow[] =>
  meta.kind === "tiled"
    ? layerKeys(meta).map((key) => keyWindow(meta, key))
    : meta.rasters.map((raster, index) => ({ ...dataWindow(raster, 0), raster: index, level: 0 }));

/** The first band of every tile in the table's colours, one after the other. */
export async function* pngTiles(
  node: LayerNode,
  table: ColourTable,
  { band = 0, signal }: { readonly band?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<PngTile> {
  for (const window of pictureWindows(node)) {
    const tile = await enginePool().run(node, { kind: "window", node: node.id, window }, { signal });
    const { grid, bands } = widen(tile);
    yield { window, png: await encodePng(pictureOf(table, { values: bands[band]!, cols: grid.cols, rows: grid.rows })) };
  }
}

/** Values in the table's colours: an index where there are at most 254, else red, green, blue and alpha. NaN is NoData. */
export function pictureOf(
  table: ColourTable,
  { values, cols, rows }: { readonly values: Float64Array; readonly cols: number; readonly rows: number },
): Picture {
  const { colours, nodata, fallback, breaks, strategy, whole } = table;
  if (colours.length > mostIndexed) {
    const pixels = new Uint8Array(values.length * 4);
    for (let i = 0; i < values.length; i++) pixels.set(bytesOf(colourAt(table, values[i]!)), i * 4);
    return { kind: "rgba", cols, rows, pixels };
  }
  const pixels = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const at = breakOf(breaks, strategy, whole ? Math.trunc(value) : value);
    pixels[i] = Number.isNaN(value) ? 255 : at < 0 ? 254 : at;
  }
  const index = new Uint8Array(256 * 4);
  for (const [i, colour] of colours.entries()) index.set(bytesOf(colour), i * 4);
  index.set(bytesOf(fallback), 254 * 4);
  index.set(bytesOf(nodata), 255 * 4);
  return { kind: "indexed", cols, rows, pixels, colours: index };
}
