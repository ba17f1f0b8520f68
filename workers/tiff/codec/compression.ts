/** TIFF compression codes that are decoded here. */
export const COMPRESSION = {
  none: 1,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  packBits: 32773,
  oldDeflate: 32946,
  lerc: 34887,
  zstd: 50000,
  webp: 50001,
} as const;

const names: Readonly<Record<number, string>> = {
  1: "None",
  2: "CCITT RLE",
  3: "CCITT fax group 3",
  4: "CCITT fax group 4",
  5: "LZW",
  6: "old JPEG",
  7: "JPEG",
  8: "Deflate",
  9: "JBIG",
  10: "JBIG",
  32766: "NeXT",
  32771: "CCITT RLE",
  32773: "PackBits",
  32809: "ThunderScan",
  32946: "Deflate",
  34661: "JBIG",
  34676: "SGI Log",
  34677: "SGI Log 24",
  34712: "JPEG 2000",
  34887: "LERC",
  34925: "LZMA",
  34933: "PNG",
  34934: "JPEG XR",
  50000: "ZSTD",
  50001: "WebP",
  50002: "JPEG XL",
  52546: "JPEG XL",
};

/** The name of a compression for people. */
export const compressionName = (code: number): string => names[code] ?? `compression ${code}`;

export const isDecodable = (code: number): boolean => Object.values<number>(COMPRESSION).includes(code);
/** Codecs that a predictor may go with; elsewhere the tag is ignored, as libtiff does. */
export const takesPredictor = (code: number): boolean =>
  code === COMPRESSION.lzw || code === COMPRESSION.deflate || code === COMPRESSION.oldDeflate || code === COMPRESSION.zstd;
/** Codecs that bring their own samples, so that bit widths, byte order and predictors do not apply. */
export const bringsSamples = (code: number): boolean => code === COMPRESSION.jpeg || code === COMPRESSION.webp || code === COMPRESSION.lerc;
