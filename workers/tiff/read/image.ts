import type { CellType } from "../../../src/cells/cell-type.ts";
import { fail } from "../../../src/fault.ts";
import { bringsSamples, COMPRESSION, compressionName, isDecodable, takesPredictor } from "../codec/compression.ts";
import { restingType, type SampleFormat } from "../codec/samples.ts";
import { DEFAULT_YCBCR, type YCbCrSpace } from "../codec/ycbcr.ts";
import type { Ifd, TiffFile } from "./ifd.ts";
import { PHOTOMETRIC, TAG } from "./tag.ts";

/** One image of a file as far as reading its pixels needs it. */
export interface TiffImage {
  readonly file: string;
  readonly littleEndian: boolean;
  readonly cols: number;
  readonly rows: number;
  readonly samples: number;
  readonly bits: number;
  readonly format: SampleFormat;
  readonly cellType: CellType;
  readonly compression: number;
  readonly predictor: number;
  readonly photometric: number;
  /** Each band in blocks of its own, all blocks of band 0 first. */
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockCols: number;
  readonly blockRows: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly offsets: ArrayLike<number>;
  /** Fills in the offsets and byte counts of some blocks, where they come by parts; null when all are there. */
  readonly placeBlocks: ((blocks: readonly number[]) => Promise<void>) | null;
  /** null: to be computed from the layout, since the tag is absent or not to be trusted. */
  readonly byteCounts: ArrayLike<number> | null;
  /** Bits within bytes run from the least. */
  readonly reversedBits: boolean;
  readonly jpegTables: Uint8Array | null;
  readonly lercParameters: ArrayLike<number> | null;
  /** How colour is brought to red, green, blue after decompression; null leaves the samples as they are. */
  readonly colour: ColourConversion | null;
}

export type ColourConversion = { readonly kind: "cmyk" } | { readonly kind: "ycbcr"; readonly h: number; readonly v: number; readonly space: YCbCrSpace };

/** Bytes that one block may decode to; larger ones are refused, except uncompressed ones, which are read in parts. */
export const BLOCK_LIMIT_BYTES = 268_435_456;
const MAX_SIDE = 2_147_483_647;
const MAX_BLOCKS = 2_147_483_647;
/** What the tag's two bytes hold. */
const MAX_SAMPLES = 65_535;

/** The image an IFD describes. Faults `not-a-tiff`, `unsupported` or `too-large` where libtiff or this reader cannot follow. */
export function describeImage(file: string, { littleEndian }: Pick<TiffFile, "littleEndian">, ifd: Ifd): TiffImage {
  const damaged = (detail: string): never => fail({ tag: "not-a-tiff", file, why: "damaged-header", detail });
  const unsupported = (feature: string, value: string): never => fail({ tag: "unsupported", file, feature, value });
  const scalar = (tag: number, name: string, otherwise: number): number => {
    const values = ifd.numbers(tag);
    if (values && values.length !== 1) return damaged(`${name} has ${values.length} values`);
    return values?.[0] ?? otherwise;
  };

  const cols = ifd.number(TAG.imageWidth) ?? 0;
  const rows = ifd.number(TAG.imageLength) ?? 0;
  if (!(cols > 0 && rows > 0)) return damaged(`image of ${cols} by ${rows} pixels`);
  if (cols > MAX_SIDE || rows > MAX_SIDE)
    return fail({ tag: "too-large", what: `an image of ${cols} × ${rows} pixels`, needBytes: cols * rows, limitBytes: MAX_SIDE });
  const samples = scalar(TAG.samplesPerPixel, "SamplesPerPixel", 1);
  if (!(samples > 0)) return damaged("image without bands");
  if (samples > MAX_SAMPLES) return damaged(`${samples} bands`);
  const planar = scalar(TAG.planarConfiguration, "PlanarConfiguration", 1) === 2 && samples > 1;
  const compression = ifd.number(TAG.compression) ?? COMPRESSION.none;
  if (!isDecodable(compression)) return unsupported("compression", compressionName(compression));
  const photometric = ifd.number(TAG.photometric) ?? PHOTOMETRIC.minIsBlack;
  const bits =
    compression === COMPRESSION.jpeg || compression === COMPRESSION.webp ? (ifd.number(TAG.bitsPerSample) ?? 8) : (ifd.number(TAG.bitsPerSample) ?? 1);
  const format = sampleFormat(ifd.number(TAG.sampleFormat) ?? 1) ?? unsupported("samples", "complex numbers");
  const cellType = restingType(format, bits) ?? unsupported("samples", `${bits} bits ${format}`);
  if (compression === COMPRESSION.jpeg && bits !== 8) return unsupported("samples", `JPEG with ${bits} bits`);
  const predictor = takesPredictor(compression) ? (ifd.number(TAG.predictor) ?? 1) : 1;
  if (predictor < 1 || predictor > 3) return unsupported("predictor", String(predictor));
  if (predictor === 2 && ![8, 16, 32, 64].includes(bits)) return unsupported("predictor", `2 with ${bits} bits`);
  if (predictor === 3 && (format !== "float" || bits % 8 !== 0)) return unsupported("predictor", `3 with ${bits} bits ${format}`);

  const tiled = ifd.numbers(TAG.tileWidth) !== undefined && ifd.numbers(TAG.tileLength) !== undefined;
  const blockCols = tiled ? ifd.number(TAG.tileWidth)! : cols;
  const blockRows = tiled ? ifd.number(TAG.tileLength)! : Math.min(rows, ifd.number(TAG.rowsPerStrip) || rows);
  if (!(blockCols > 0 && blockRows > 0)) return damaged(`blocks of ${blockCols} by ${blockRows} pixels`);
  const blocksAcross = Math.ceil(cols / blockCols);
  const blocksDown = Math.ceil(rows / blockRows);
  const blocks = blocksAcross * blocksDown * (planar ? samples : 1);
  if (blocks > MAX_BLOCKS) return fail({ tag: "too-large", what: `${blocks} blocks`, needBytes: blocks * 8, limitBytes: MAX_BLOCKS });
  const offsets = ifd.numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets) ?? ifd.numbers(tiled ? TAG.stripOffsets : TAG.tileOffsets);
  if (!offsets) return damaged("no offsets of strips or tiles");
  if (planar && offsets.length < samples) return damaged(`${samples} bands in ${offsets.length} blocks`);
  const isYCbCr = photometric === PHOTOMETRIC.yCbCr && samples === 3 && !planar && !bringsSamples(compression);
  if (isYCbCr && (bits !== 8 || predictor !== 1)) return unsupported("colour space", `YCbCr with ${bits} bits, predictor ${predictor}`);
  const yCbCr = isYCbCr ? yCbCrOf(ifd) : null;
  if (yCbCr && !allowedUnits.has(`${yCbCr.h}${yCbCr.v}`)) return unsupported("YCbCr subsampling", `${yCbCr.h} by ${yCbCr.v}`);
  const jpegTables = ifd.numbers(TAG.jpegTables);
  if (photometric === PHOTOMETRIC.cieLab || photometric === PHOTOMETRIC.icclab || photometric === PHOTOMETRIC.itulab)
    return unsupported("colour space", "CIE L*a*b*");
  return {
    file,
    littleEndian,
    cols,
    rows,
    samples,
    bits,
    format,
    cellType,
    compression,
    predictor,
    photometric,
    planar,
    tiled,
    blockCols,
    blockRows,
    blocksAcross,
    blocksDown,
    offsets,
    placeBlocks: placing(ifd),
    byteCounts: trustedCounts(offsets, ifd.numbers(tiled ? TAG.tileByteCounts : TAG.stripByteCounts) ?? ifd.numbers(TAG.stripByteCounts)),
    reversedBits: ifd.number(TAG.fillOrder) === 2 && !bringsSamples(compression),
    jpegTables: jpegTables ? Uint8Array.from(jpegTables) : null,
    lercParameters: ifd.numbers(TAG.lercParameters) ?? null,
    colour: photometric === PHOTOMETRIC.cmyk && samples === 4 && bits === 8 && !planar ? { kind: "cmyk" } : yCbCr,
  };
}

/** Those that libtiff reads. */
const allowedUnits = new Set(["11", "12", "21", "22", "41", "42", "44"]);

function yCbCrOf(ifd: Ifd) {
  const [h = 2, v = 2] = Array.from(ifd.numbers(TAG.yCbCrSubSampling) ?? []);
  const luma = fractions(ifd.numbers(TAG.yCbCrCoefficients));
  const blackWhite = fractions(ifd.numbers(TAG.referenceBlackWhite));
  const space = {
    luma: luma.length === 3 && luma[1] !== 0 ? ([luma[0]!, luma[1]!, luma[2]!] as const) : DEFAULT_YCBCR.luma,
    blackWhite: blackWhite.length === 6 ? blackWhite : DEFAULT_YCBCR.blackWhite,
  };
  return { kind: "ycbcr", h, v, space } as const;
}

/** Numerators and denominators by turns, as directories are read here, to numbers. */
const fractions = (pairs: ArrayLike<number> | undefined): number[] =>
  Array.from({ length: (pairs?.length ?? 0) >> 1 }, (_, i) => pairs![2 * i]! / (pairs![2 * i + 1]! || 1));

function sampleFormat(code: number): SampleFormat | null {
  if (code === 2) return "signed";
  if (code === 3) return "float";
  // 4 is "undefined", and libtiff takes unknown codes for unsigned as well.
  return code === 5 || code === 6 ? null : "unsigned";
}

function placing(ifd: Ifd): TiffImage["placeBlocks"] {
  const tables = [TAG.tileOffsets, TAG.tileByteCounts].flatMap((tag) => ifd.late(tag) ?? []);
  if (tables.length === 0) return null;
  return async (blocks) => {
    await Promise.all(tables.map((table) => table.load(blocks)));
  };
}

/** libtiff computes the counts itself when the tag is absent, or when the only one is 0 though there is an offset. */
function trustedCounts(offsets: ArrayLike<number>, counts: ArrayLike<number> | undefined): ArrayLike<number> | null {
  if (!counts) return null;
  return offsets.length === 1 && offsets[0] !== 0 && counts[0] === 0 ? null : counts;
}
