import { geoTiffTiles, type TileFileSpec } from "./geotiff-tiles.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";
import { zipTiles } from "./zip-tiles.ts";

const spec: TileFileSpec = {
  layout: { kind: "tiles", cols: 256, rows: 256 },
  compression: "deflate",
  predictor: true,
  decimations: [],
  resampling: "nearest",
  interleaving: "pixel",
  palette: null,
  photometric: null,
  headTags: {},
  bandTags: [],
};

/** Every tile of a layer (every raster of an untiled one) as a GeoTIFF with its exact cells, in one zip. */
export async function exportGeoTiffTiles(id: LayerId): Promise<void> {
  const { document, derived } = session.getState();
  const layer = document.layers.find((one) => one.id === id);
  const found = derived[id];
  if (!layer || !found?.ok) return;
  const { node } = found;
  await zipTiles({ name: layer.name, node, ending: "tif", type: "image/tiff", worldEnding: null, tiles: (signal) => geoTiffTiles(node, spec, signal) });
}
