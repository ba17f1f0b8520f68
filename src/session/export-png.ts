import { layerColours } from "./class-style.ts";
import { pngTiles } from "./png-tiles.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";
import { zipTiles } from "./zip-tiles.ts";

/** Every tile of a layer (every raster of an untiled one) as a PNG in the layer's colours with its place beside it, in one zip. */
export async function exportPngTiles(id: LayerId): Promise<void> {
  const state = session.getState();
  const layer = state.document.layers.find((one) => one.id === id);
  const found = state.derived[id];
  const colours = layerColours(state, id);
  if (!layer || !found?.ok || !colours) return;
  const { node } = found;
  await zipTiles({
    name: layer.name,
    node,
    ending: "png",
    type: "image/png",
    worldEnding: "pgw",
    async *tiles(signal) {
      for await (const { window, png } of pngTiles(node, colours, { band: layer.style.band, signal })) yield { window, bytes: png };
    },
  });
}
