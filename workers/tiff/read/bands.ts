import type { BandMeta, ColourRole, Rgba } from "../../../src/layer/meta.ts";
import { elements, elementText, type GdalItem } from "./gdal-xml.ts";
import type { Ifd } from "./ifd.ts";
import type { TiffImage } from "./image.ts";
import { PHOTOMETRIC, TAG } from "./tag.ts";

/** Names, units, scales and roles of the bands: GDAL's items first, then .aux.xml, then what the colour space implies. */
export function describeBands(ifd: Ifd, image: TiffImage, items: readonly GdalItem[], auxXml: string | undefined): BandMeta[] {
  const beside = auxXml === undefined ? [] : elements(auxXml, "PAMRasterBand");
  return Array.from({ length: image.samples }, (_, band) => {
    const pam = beside.find(({ attributes }) => Number(attributes.band) === band + 1)?.inner ?? "";
    const item = (role: string, element: string): string | null =>
      items.find((it) => it.sample === band && it.role === role)?.value ?? elementText(pam, element);
    return {
      name: item("description", "Description") || `Band ${band + 1}`,
      role: roleByName(item("colorinterp", "ColorInterp")) ?? impliedRole(ifd, image, band),
      unit: item("unittype", "UnitType") || null,
      scale: finite(item("scale", "Scale"), 1),
      offset: finite(item("offset", "Offset"), 0),
    };
  });
}

function finite(text: string | null, otherwise: number): number {
  const value = text === null ? Number.NaN : Number.parseFloat(text);
  return Number.isFinite(value) ? value : otherwise;
}

const roles: Readonly<Record<string, ColourRole>> = {
  gray: "grey",
  grey: "grey",
  red: "red",
  green: "green",
  blue: "blue",
  alpha: "alpha",
  palette: "palette",
  undefined: "undefined",
};

const roleByName = (name: string | null): ColourRole | null => (name === null ? null : (roles[name.toLowerCase()] ?? null));

function impliedRole(ifd: Ifd, { photometric, colour }: TiffImage, band: number): ColourRole {
  if (photometric === PHOTOMETRIC.cmyk && colour === null) return "undefined";
  const colours: readonly ColourRole[] = isRgb(photometric) ? ["red", "green", "blue"] : photometric === PHOTOMETRIC.palette ? ["palette"] : ["grey"];
  const role = colours[band];
  if (role) return role;
  if (photometric === PHOTOMETRIC.cmyk) return "alpha";
  const extra = ifd.numbers(TAG.extraSamples)?.[band - colours.length];
  return extra === 1 || extra === 2 ? "alpha" : "undefined";
}

/** Colour spaces that come out of the decoder as red, green and blue. */
const isRgb = (photometric: number): boolean => photometric === PHOTOMETRIC.rgb || photometric === PHOTOMETRIC.yCbCr || photometric === PHOTOMETRIC.cmyk;

/** The colour table, 16 bits brought to 8; a colour that stands for NoData is transparent. Null without one. */
export function paletteOf(ifd: Ifd, { photometric, bits }: TiffImage, nodata: number | null): Rgba[] | null {
  const map = photometric === PHOTOMETRIC.palette ? ifd.numbers(TAG.colorMap) : undefined;
  const count = Math.min(2 ** bits, Math.floor((map?.length ?? 0) / 3));
  if (!map || count === 0 || bits > 16) return null;
  const values = Array.from(map);
  // Some writers put 8-bit colours where 16-bit ones belong.
  const divisor = values.every((value) => value < 256) ? 1 : 257;
  const colour = (at: number) => Math.floor(values[at]! / divisor);
  return Array.from({ length: count }, (_, i) => [colour(i), colour(count + i), colour(2 * count + i), i === nodata ? 0 : 255] as const);
}
