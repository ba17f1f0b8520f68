import type { SceneMeta } from "../../../src/layer/scene.ts";
import { bringsSamples, compressionName } from "../codec/compression.ts";
import type { ByteSource } from "../source.ts";
import { describeBands, paletteOf } from "./bands.ts";
import { crsOf } from "./crs.ts";
import { elements, elementText, type GdalItem, gdalItems } from "./gdal-xml.ts";
import { readGeoKeys } from "./geo-keys.ts";
import type { Ifd } from "./ifd.ts";
import type { TiffImage } from "./image.ts";
import { parseInstant } from "./instant.ts";
import { parseNodata } from "./nodata.ts";
import { placeOf, type SideCars } from "./place.ts";
import { sceneId } from "./scene-id.ts";
import { PHOTOMETRIC, TAG } from "./tag.ts";

export interface HeaderFacts {
  readonly name: string;
  readonly source: ByteSource;
  readonly ifd: Ifd;
  readonly image: TiffImage;
  readonly sideCars: SideCars;
  readonly overviews: readonly { readonly cols: number; readonly rows: number }[];
  readonly hasMask: boolean;
}

/** All that a scene's header and side-cars tell. */
export async function describeScene({ name, source, ifd, image, sideCars, overviews, hasMask }: HeaderFacts): Promise<SceneMeta> {
  const { auxXml } = sideCars;
  const items = gdalItems(ifd.text(TAG.gdalMetadata) ?? "");
  const keys = readGeoKeys(ifd);
  const beside = auxXml === undefined ? null : elementText(elements(auxXml, "PAMRasterBand")[0]?.inner ?? "", "NoDataValue");
  const nodata = parseNodata(ifd.text(TAG.gdalNodata) ?? beside ?? undefined, image.cellType);
  return {
    id: await sceneId(source),
    name,
    sizeBytes: source.size,
    ...(source.remote && { remote: source.remote }),
    cols: image.cols,
    rows: image.rows,
    crs: await crsOf(keys, sideCars),
    ...placeOf(ifd, keys, sideCars),
    cellType: image.cellType,
    nodata,
    bands: describeBands(ifd, image, items, auxXml),
    palette: paletteOf(ifd, image, nodata),
    blockCols: image.blockCols,
    blockRows: image.blockRows,
    overviews,
    hasMask,
    compression: compressionLabel(image),
    instant:
      parseInstant(ifd.text(TAG.dateTime)) ?? parseInstant(items.find((it) => it.sample === null && /^(TIFFTAG_)?DATETIME$|^ISO_TIME$/i.test(it.name))?.value),
    tags: displayTags(ifd, image, items, keys.GTRasterTypeGeoKey === 2),
  };
}

function compressionLabel({ compression, predictor, photometric, lercParameters }: TiffImage): string {
  const base = compressionName(compression);
  if (!bringsSamples(compression)) return predictor > 1 ? `${base}, predictor ${predictor}` : base;
  const wrap = lercParameters?.[1];
  if (wrap) return `${base} in ${wrap === 1 ? "Deflate" : "ZSTD"}`;
  return photometric === PHOTOMETRIC.yCbCr ? `${base}, YCbCr` : base;
}

const textTags: readonly (readonly [tag: number, name: string])[] = [
  [TAG.documentName, "TIFFTAG_DOCUMENTNAME"],
  [TAG.imageDescription, "TIFFTAG_IMAGEDESCRIPTION"],
  [TAG.software, "TIFFTAG_SOFTWARE"],
  [TAG.dateTime, "TIFFTAG_DATETIME"],
  [TAG.artist, "TIFFTAG_ARTIST"],
  [TAG.hostComputer, "TIFFTAG_HOSTCOMPUTER"],
  [TAG.copyright, "TIFFTAG_COPYRIGHT"],
];

/** Under GDAL's names. Statistics are left out: they are those of another day. */
function displayTags(ifd: Ifd, image: TiffImage, items: readonly GdalItem[], isPoint: boolean): Record<string, string> {
  const tags: Record<string, string> = { AREA_OR_POINT: isPoint ? "Point" : "Area" };
  for (const [tag, name] of textTags) {
    const text = ifd.text(tag)?.trim();
    if (text) tags[name] = text;
  }
  for (const { name, value, sample, role, domain } of items)
    if (role === "" && domain === "" && !name.startsWith("STATISTICS_")) tags[sample === null ? name : `${name} (band ${sample + 1})`] = value;
  if (image.photometric === PHOTOMETRIC.minIsWhite) tags.PHOTOMETRIC = "MinIsWhite";
  if (image.bits === 64 && image.format !== "float") tags.PRECISION = "64-bit integers are read as doubles, exact up to 2^53";
  return tags;
}
