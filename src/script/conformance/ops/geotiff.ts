import type { CellInput } from "../lab.ts";
import { type Handlers, handler } from "../vector.ts";

interface GeoTiffParams {
  readonly storage_method?: string;
  readonly rows_per_strip?: number;
  readonly tile_dimensions?: readonly [number, number];
  readonly resample_method?: string;
  readonly decimations?: readonly number[];
  readonly compression?: "NoCompression" | "DeflateCompression";
  readonly color_space?: "BLACK_IS_ZERO" | "WHITE_IS_ZERO" | "RGB";
  readonly head_tags?: Readonly<Record<string, string>>;
  readonly band_tags?: readonly Readonly<Record<string, string>>[];
}

export const geotiffHandlers: Handlers = {
  to_geotiff: handler<Omit<CellInput, "bands"> & { raster?: readonly [cols: number, rows: number]; bands?: CellInput["bands"] | number }, GeoTiffParams>(
    async (vector, lab) => {
      const { raster = [1, 1], cells, bands: given } = vector.input;
      const empty = () => Array.from({ length: raster[1] }, () => Array.from({ length: raster[0] }, () => 0));
      const layer = await lab.single(
        typeof given === "object" ? { bands: given } : cells ? { cells } : { bands: Array.from({ length: given ?? 1 }, empty) },
        vector.dtype ?? "float32",
      );
      const { params } = vector;
      const [file] = await layer.toGeotiff({
        ...(params.storage_method && { storageMethod: params.storage_method.toUpperCase() === "STRIPED" ? "striped" : "tiled" }),
        ...(params.rows_per_strip !== undefined && { rowsPerStrip: params.rows_per_strip }),
        ...(params.tile_dimensions && { tileDimensions: params.tile_dimensions }),
        ...(params.resample_method && { resampleMethod: params.resample_method }),
        ...(params.decimations && { decimations: params.decimations }),
        ...(params.compression && { compression: params.compression }),
        ...(params.color_space && { colorSpace: params.color_space }),
        ...(params.head_tags && { headTags: params.head_tags }),
        ...(params.band_tags && { bandTags: params.band_tags }),
      });
      const bytes = file![1];
      const [image, ...overviews] = directories(bytes).filter(({ subfile }) => subfile !== masks.image && subfile !== masks.overview);
      const saved = await lab.api.geotiff.get(new File([bytes], "tile.tif"));
      const isTiled = image!.tileCols !== undefined;
      return {
        is_tiled: isTiled,
        overviews: overviews.map(({ cols }) => Math.round(image!.cols / cols)),
        blockxsize: image!.tileCols ?? image!.cols,
        blockysize: image!.tileRows ?? image!.rowsPerStrip,
        // GDAL says "band" of a single band, whatever the file says.
        interleave: image!.planar === 2 || image!.bands === 1 ? "band" : "pixel",
        compression: compressionNames[image!.compression] ?? null,
        bands: await lab.bands(saved),
        cells: await lab.cells(saved),
        nodata: saved.metadata.nodata,
        count: image!.bands,
        width: image!.cols,
        photometric: image!.photometric,
      };
    },
  ),
};

/** New subfile types of masks. */
const masks = { image: 4, overview: 5 } as const;
const compressionNames: Readonly<Record<number, string>> = { 5: "lzw", 8: "deflate", 50000: "zstd" };

/** What the directories of a classic little-endian TIFF say of their images, read without the workbench. */
function directories(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const found = [];
  for (let at = view.getUint32(4, true); at !== 0; ) {
    const count = view.getUint16(at, true);
    const values = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + 12 * i;
      values.set(view.getUint16(entry, true), view.getUint16(entry + 2, true) === 3 ? view.getUint16(entry + 8, true) : view.getUint32(entry + 8, true));
    }
    found.push({
      subfile: values.get(254) ?? 0,
      cols: values.get(256) ?? 0,
      compression: values.get(259) ?? 1,
      photometric: values.get(262) ?? 1,
      bands: values.get(277) ?? 1,
      rowsPerStrip: values.get(278),
      planar: values.get(284) ?? 1,
      tileCols: values.get(322),
      tileRows: values.get(323),
    });
    at = view.getUint32(at + 2 + 12 * count, true);
  }
  return found;
}
