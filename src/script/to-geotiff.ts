import { fail } from "../fault.ts";
import type { Compression } from "../layer/file-spec.ts";
import type { Rgba } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { type GeoTiffTile, geoTiffTiles, type TileFileSpec } from "../session/geotiff-tiles.ts";
import { optionsOf, type ResampleMethod, toResampling } from "./options.ts";
import { keyOf, type LayerKey } from "./to-arrays.ts";

/** How `toGeotiff` writes; what is left out is as in GeoPySpark. */
export interface GeoTiffOptions {
  readonly storageMethod?: "tiled" | "striped";
  /** Of a striped file; as many as make about 8000 bytes unless told. */
  readonly rowsPerStrip?: number;
  /** Columns and rows of a tile inside the file, multiples of 16. */
  readonly tileDimensions?: readonly [cols: number, rows: number];
  readonly resampleMethod?: ResampleMethod;
  /** Overviews inside the file, smaller by these factors. */
  readonly decimations?: readonly number[];
  readonly compression?: Compression | "NoCompression" | "DeflateCompression";
  readonly colorSpace?: keyof typeof colourSpaces;
  /** A ColorMap; its colours become the file's palette. For one band of UInt8 or UInt16. */
  readonly colorMap?: { colorOf(value: number): number };
  readonly headTags?: Readonly<Record<string, string>>;
  readonly bandTags?: readonly Readonly<Record<string, string>>[];
  readonly signal?: AbortSignal;
}

const optionNames = [
  "storageMethod",
  "rowsPerStrip",
  "tileDimensions",
  "resampleMethod",
  "decimations",
  "compression",
  "colorSpace",
  "colorMap",
  "headTags",
  "bandTags",
  "signal",
] as const satisfies readonly (keyof GeoTiffOptions)[];

/** GeoPySpark's names of TIFF's photometric interpretations. */
const colourSpaces = {
  WHITE_IS_ZERO: 0,
  BLACK_IS_ZERO: 1,
  RGB: 2,
  PALETTE: 3,
  TRANSPARENCY_MASK: 4,
  CMYK: 5,
  Y_CB_CR: 6,
  CIE_LAB: 8,
  ICC_LAB: 9,
  ITU_LAB: 10,
  CFA: 32803,
  LINEAR_RAW: 34892,
  LOG_L: 32844,
  LOG_LUV: 32845,
} as const;

const compressions: Readonly<Record<string, Compression>> = {
  nocompression: "none",
  none: "none",
  deflatecompression: "deflate",
  deflate: "deflate",
  lzw: "lzw",
  zstd: "zstd",
};

const op = "toGeotiff";

/** Every tile of a layer with its key, as the bytes of a GeoTIFF. */
export async function toGeotiff(node: LayerNode, options: GeoTiffOptions): Promise<(readonly [LayerKey, Uint8Array<ArrayBuffer>])[]> {
  const files: (readonly [LayerKey, Uint8Array<ArrayBuffer>])[] = [];
  for await (const { window, bytes } of geoTiffTiles(node, specOf(node, options), options.signal)) files.push([keyOfWindow(node, window), bytes]);
  return files;
}

const keyOfWindow = ({ meta }: LayerNode, window: GeoTiffTile["window"]): LayerKey =>
  keyOf(meta, { raster: window.raster, level: 0, col: Math.floor(window.col / meta.tileCols), row: Math.floor(window.row / meta.tileRows) });

function specOf({ meta }: LayerNode, options: GeoTiffOptions): TileFileSpec {
  optionsOf(op, options, "toGeotiff({ decimations: [2, 4] })", optionNames);
  const { storageMethod = "tiled", rowsPerStrip = null, tileDimensions: [cols, rows] = [256, 256], decimations = [], colorSpace, colorMap } = options;
  const refuse = (param: string, problem: string): never => fail({ tag: "bad-param", op, param, problem });
  const isTiled = storageMethod.toLowerCase() === "tiled";
  if (!isTiled && storageMethod.toLowerCase() !== "striped") refuse("storageMethod", '"tiled" or "striped" is needed');
  if (isTiled && ![cols, rows].every((edge) => Number.isInteger(edge) && edge >= 16 && edge <= 4096 && edge % 16 === 0))
    refuse("tileDimensions", "multiples of 16 from 16 to 4096 are needed");
  if (rowsPerStrip !== null && !(Number.isInteger(rowsPerStrip) && rowsPerStrip >= 1)) refuse("rowsPerStrip", "a whole number of 1 or more is needed");
  if (!decimations.every((factor) => Number.isInteger(factor) && factor >= 2)) refuse("decimations", "whole numbers of 2 or more are needed");
  const compression =
    compressions[
      String(options.compression ?? "none")
        .toLowerCase()
        .replace(/_/g, "")
    ];
  if (colorSpace !== undefined && !(colorSpace in colourSpaces)) refuse("colorSpace", `one of ${Object.keys(colourSpaces).join(", ")} is needed`);
  const paletteSize = meta.cellType === "uint8" ? 256 : meta.cellType === "uint16" ? 65536 : 0;
  if (colorMap && (paletteSize === 0 || meta.bands.length !== 1)) refuse("colorMap", "a palette is for one band of uint8 or uint16");
  const { INTERLEAVE, ...headTags } = options.headTags ?? {};
  const interleaving = (INTERLEAVE ?? "PIXEL").toLowerCase();
  if (interleaving !== "pixel" && interleaving !== "band") return refuse("headTags.INTERLEAVE", '"PIXEL" or "BAND" is needed');
  return {
    layout: isTiled ? { kind: "tiles", cols, rows } : { kind: "strips", rows: rowsPerStrip },
    compression: compression ?? refuse("compression", `one of ${[...new Set(Object.values(compressions))].join(", ")} is needed`),
    predictor: false,
    decimations,
    resampling: toResampling(op, options.resampleMethod ?? "nearest"),
    interleaving,
    palette: colorMap ? Array.from({ length: paletteSize }, (_, value) => rgba(colorMap.colorOf(value))) : null,
    photometric: colorSpace === undefined ? null : colourSpaces[colorSpace],
    headTags,
    bandTags: options.bandTags ?? [],
  };
}

/** 0xRRGGBBAA */
const rgba = (colour: number): Rgba => [(colour >>> 24) & 255, (colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255];
