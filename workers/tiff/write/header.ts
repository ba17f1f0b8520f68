import { type CellType, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import type { BlockCoding, FileLevel, FileMetadata, FilePlan } from "../../../src/layer/file-plan.ts";
import type { Compression } from "../../../src/layer/file-spec.ts";
import type { ColourRole, Instant, Rgba } from "../../../src/layer/meta.ts";
import { gdalMetadata } from "./gdal-metadata.ts";
import { geoFields } from "./geo-fields.ts";
import { composeHeader, type Field } from "./ifd.ts";

/** Where the blocks of one image are, counted from the end of the header; NaN and 0 where nothing is written. */
export interface BlockPlaces {
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

export interface LevelPlaces {
  readonly cells: BlockPlaces;
  /** Null when every cell has a value, or NoData has a number. */
  readonly mask: BlockPlaces | null;
}

export interface FileHeader {
  readonly plan: FilePlan;
  readonly metadata: FileMetadata;
  /** One a level. */
  readonly places: readonly LevelPlaces[];
  /** BigTIFF. */
  readonly big: boolean;
}

const compressionCodes: Record<Compression, number> = { none: 1, lzw: 5, deflate: 8, zstd: 50000 };
const photometric = { minIsBlack: 1, rgb: 2, palette: 3, mask: 4 } as const;
const subfile = { reduced: 1, mask: 4 } as const;

/**
 * Signature and all directories: the image, its mask, then each overview with its mask, from large to small. The
 * cells follow from the smallest overview to the image, which makes a tiled file a Cloud Optimized GeoTIFF.
 */
export function composeFileHeader({ plan, metadata, places, big }: FileHeader): Uint8Array<ArrayBuffer> {
  const colour = colourOf(plan.coding, metadata);
  const directories = plan.levels.flatMap((level, l) => {
    const { cells, mask } = places[l]!;
    const image = [...imageFields(plan.coding, level, l), ...colour.fields, ...blockFields(plan.coding, level, cells)];
    if (l === 0) image.push(...descriptionFields(metadata, colour.implied), ...geoFields(metadata.grid));
    return mask ? [image, [...maskFields(level, l), ...blockFields(plan.coding, level, mask)]] : [image];
  });
  return composeHeader(directories, big);
}

function imageFields(coding: BlockCoding, level: FileLevel, l: number): Field[] {
  const { bytes } = cellTypeInfo(coding.cellType);
  const each = <T>(value: T): T[] => Array.from({ length: coding.bandCount }, () => value);
  const fields: Field[] = [
    { tag: 256, type: "long", values: [level.cols] },
    { tag: 257, type: "long", values: [level.rows] },
    { tag: 258, type: "short", values: each(bytes * 8) },
    { tag: 259, type: "short", values: [compressionCodes[coding.compression]] },
    { tag: 277, type: "short", values: [coding.bandCount] },
    { tag: 284, type: "short", values: [coding.interleaving === "pixel" ? 1 : 2] },
    { tag: 339, type: "short", values: each(sampleFormat(coding.cellType)) },
  ];
  if (l > 0) fields.push({ tag: 254, type: "long", values: [subfile.reduced] });
  if (coding.predictor !== 1) fields.push({ tag: 317, type: "short", values: [coding.predictor] });
  // In the overviews too: a block that is not written reads as this number.
  if (coding.nodata !== null)
    fields.push({ tag: 42113, type: "ascii", text: nodataText(coding.cellType === "float32" ? Math.fround(coding.nodata) : coding.nodata) });
  return fields;
}

const sampleFormat = (type: CellType): number => (cellTypeInfo(type).float ? 3 : cellTypeInfo(type).min < 0 ? 2 : 1);

const nodataText = (nodata: number): string => {
  if (Number.isNaN(nodata)) return "nan";
  if (!Number.isFinite(nodata)) return nodata > 0 ? "inf" : "-inf";
  return String(nodata);
};

const maskFields = (level: FileLevel, l: number): Field[] => [
  { tag: 254, type: "long", values: [l > 0 ? subfile.mask | subfile.reduced : subfile.mask] },
  { tag: 256, type: "long", values: [level.cols] },
  { tag: 257, type: "long", values: [level.rows] },
  { tag: 258, type: "short", values: [1] },
  { tag: 259, type: "short", values: [compressionCodes.deflate] },
  { tag: 262, type: "short", values: [photometric.mask] },
  { tag: 277, type: "short", values: [1] },
  { tag: 284, type: "short", values: [1] },
];

function blockFields({ kind, cols, rows }: BlockCoding, level: FileLevel, { offsets, byteCounts }: BlockPlaces): Field[] {
  return kind === "tiles"
    ? [
        { tag: 322, type: "short", values: [cols] },
        { tag: 323, type: "short", values: [rows] },
        { tag: 324, type: "offset", values: offsets },
        { tag: 325, type: "long", values: byteCounts },
      ]
    : [
        { tag: 273, type: "offset", values: offsets },
        { tag: 278, type: "long", values: [Math.min(rows, level.rows)] },
        { tag: 279, type: "long", values: byteCounts },
      ];
}

/** Photometric interpretation, extra samples and colour map, and the roles a reader takes from them. */
function colourOf({ bandCount, cellType }: BlockCoding, { bands, palette, photometric: told }: FileMetadata): { fields: Field[]; implied: ColourRole[] } {
  const paletteBits = cellType === "uint8" ? 8 : cellType === "uint16" ? 16 : 0;
  if (palette && bandCount === 1 && paletteBits > 0)
    return {
      fields: [
        { tag: 262, type: "short", values: [photometric.palette] },
        { tag: 320, type: "short", values: colourMap(palette, 2 ** paletteBits) },
      ],
      implied: ["palette"],
    };
  const isRgb = bands[0]?.role === "red" && bands[1]?.role === "green" && bands[2]?.role === "blue";
  const colours: ColourRole[] = isRgb ? ["red", "green", "blue"] : ["grey"];
  const extra = bands.slice(colours.length, bandCount).map(({ role }) => (role === "alpha" ? 2 : 0));
  const fields: Field[] = [{ tag: 262, type: "short", values: [told ?? (isRgb ? photometric.rgb : photometric.minIsBlack)] }];
  if (extra.length > 0) fields.push({ tag: 338, type: "short", values: extra });
  return { fields, implied: [...colours, ...extra.map((kind): ColourRole => (kind === 2 ? "alpha" : "undefined"))] };
}

/** All reds, then greens, then blues, each 0 to 65535; values beyond the palette are black. TIFF keeps no opacity. */
const colourMap = (palette: readonly Rgba[], size: number): number[] =>
  [0, 1, 2].flatMap((channel) => Array.from({ length: size }, (_, value) => (palette[value]?.[channel] ?? 0) * 257));

/** TIFF's own text tags under GDAL's names; software, date and description have values of the file itself before those. */
const textTags: Readonly<Record<string, number>> = {
  TIFFTAG_DOCUMENTNAME: 269,
  TIFFTAG_IMAGEDESCRIPTION: 270,
  TIFFTAG_DATETIME: 306,
  TIFFTAG_ARTIST: 315,
  TIFFTAG_HOSTCOMPUTER: 316,
  TIFFTAG_COPYRIGHT: 33432,
};
/** Told by other tags, or no longer true of this file. */
const notKept = new Set(["TIFFTAG_SOFTWARE", "AREA_OR_POINT", "PHOTOMETRIC", "PRECISION"]);

function descriptionFields({ bands, instant, description, recipe, sources, tags, bandTags }: FileMetadata, implied: readonly ColourRole[]): Field[] {
  const kept = Object.entries(tags).filter(([name]) => !notKept.has(name));
  const texts = new Map(kept.flatMap(([name, text]) => (name in textTags ? [[textTags[name]!, text] as const] : [])));
  texts.set(305, "Rasterloom");
  if (description !== null) texts.set(270, description);
  if (instant !== null) texts.set(306, dateTime(instant));

  const items = Object.fromEntries(kept.filter(([name]) => !(name in textTags)));
  if (recipe !== null) items.RASTERLOOM_RECIPE = recipe;
  if (sources.length > 0) items.RASTERLOOM_SOURCES = sources.join("\n");
  const xml = gdalMetadata(items, bands, implied, bandTags);
  if (xml !== "") texts.set(42112, xml);
  return Array.from(texts, ([tag, text]): Field => ({ tag, type: "ascii", text: text.replaceAll("\0", "") }));
}

/** "YYYY:MM:DD HH:MM:SS" in UTC. */
const dateTime = (instant: Instant): string => new Date(instant).toISOString().slice(0, 19).replaceAll("-", ":").replace("T", " ");
