import { type Affine, shifted } from "../../../src/grid/affine.ts";
import { fitAffine } from "../../../src/grid/control-points.ts";
import type { GeoKeys } from "../../../src/grid/geokeys.ts";
import type { SceneMeta } from "../../../src/layer/scene.ts";
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

/** Where an image lies, as its file tells. */
export type Place = Pick<SceneMeta, "affine" | "controlPoints">;

/**
 * Pixel edges to map units, from the first place that tells: .aux.xml, the tags, the world file (GDAL's order), and at last
 * the affine that fits the ground control points best. Null when none does.
 */
export function placeOf(ifd: Ifd, keys: GeoKeys, { auxXml, worldFile }: SideCars): Place {
  const told = (auxXml === undefined ? null : fromAuxXml(auxXml)) ?? fromTags(ifd, keys) ?? (worldFile === undefined ? null : fromWorldFile(worldFile));
  return told ? { affine: told } : fromControlPoints(ifd, keys);
}

function fromControlPoints(ifd: Ifd, keys: GeoKeys): Place {
  const ties = Array.from(ifd.numbers(TAG.modelTiepoint) ?? []);
  const shift = keys.GTRasterTypeGeoKey === 2 ? 0.5 : 0;
  const points = Array.from({ length: Math.floor(ties.length / 6) }, (_, i) => {
    const [col, row, , x, y] = ties.slice(6 * i, 6 * i + 6);
    return { col: col! + shift, row: row! + shift, x: x!, y: y! };
  });
  const fitted = fitAffine(points);
  return fitted ? { affine: fitted.affine, controlPoints: { count: points.length, rms: fitted.rms } } : { affine: null };
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
