import { type Affine, shifted } from "../../../src/grid/affine.ts";
import type { GeoKeys } from "../../../src/grid/geokeys.ts";
import { elementText } from "./gdal-xml.ts";
import type { Ifd } from "./ifd.ts";
import { TAG } from "./tag.ts";

/** Texts of the files that came beside a TIFF. */
export interface SideCars {
  /** .tfw, .tifw or .wld */
  readonly worldFile?: string;
  readonly prj?: string;
  /** .aux.xml, GDAL's persistent auxiliary metadata */
  readonly auxXml?: string;
}

/** Pixel edges to map units, from the first place that tells: .aux.xml, the tags, the world file (GDAL's order). Null when none does. */
export function placeOf(ifd: Ifd, keys: GeoKeys, { auxXml, worldFile }: SideCars): Affine | null {
  return (auxXml === undefined ? null : fromAuxXml(auxXml)) ?? fromTags(ifd, keys) ?? (worldFile === undefined ? null : fromWorldFile(worldFile));
}

function fromTags(ifd: Ifd, keys: GeoKeys): Affine | null {
  const scale = ifd.numbers(TAG.modelPixelScale);
  const tie = ifd.numbers(TAG.modelTiepoint);
  const matrix = ifd.numbers(TAG.modelTransformation);
  const centred = keys.GTRasterTypeGeoKey === 2;
  const edges = (affine: Affine): Affine | null => usable(centred ? shifted(affine, -0.5, -0.5) : affine);
  if (scale && scale.length >= 2 && scale[0] !== 0 && scale[1] !== 0) {
    if (!tie || tie.length < 6) return null;
    // Like GDAL: a negative scale is a writer's slip, not a south-up image.
    const [x, y] = [scale[0]!, -Math.abs(scale[1]!)];
    return edges([x, 0, tie[3]! - tie[0]! * x, 0, y, tie[4]! - tie[1]! * y]);
  }
  if (matrix && matrix.length === 16) return edges([matrix[0]!, matrix[1]!, matrix[3]!, matrix[4]!, matrix[5]!, matrix[7]!]);
  return null;
}

/** Six numbers A D B E C F, the last two being the centre of the first pixel. */
function fromWorldFile(text: string): Affine | null {
  const numbers = text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => Number(word.replace(",", ".")));
  const [a, d, b, e, c, f] = numbers;
  if (a === undefined || d === undefined || b === undefined || e === undefined || c === undefined || f === undefined) return null;
  return usable(shifted([a, b, c, d, e, f], -0.5, -0.5));
}

function fromAuxXml(xml: string): Affine | null {
  const numbers = elementText(xml, "GeoTransform")?.split(",").map(Number);
  if (numbers?.length !== 6) return null;
  const [c, a, b, f, d, e] = numbers;
  return usable([a!, b!, c!, d!, e!, f!]);
}

/** Finite and with an area, else none. */
function usable(affine: Affine): Affine | null {
  const [a, b, , d, e] = affine;
  return affine.every(Number.isFinite) && a * e - b * d !== 0 ? affine : null;
}
