import type { BandMeta, ColourRole } from "../../../src/layer/meta.ts";

/** GDAL's names of colour interpretations. */
const roleNames: Record<ColourRole, string> = {
  grey: "Gray",
  red: "Red",
  green: "Green",
  blue: "Blue",
  alpha: "Alpha",
  palette: "Palette",
  undefined: "Undefined",
};

/**
 * The XML of TIFF tag 42112: `items` for the whole file, then `bandItems`, name, scale, offset and unit of each band, and its
 * colour role where that differs from the one (`implied`) that the TIFF tags give it. Empty when there is nothing to say.
 */
export function gdalMetadata(
  items: Readonly<Record<string, string>>,
  bands: readonly BandMeta[],
  implied: readonly ColourRole[],
  bandItems: readonly Readonly<Record<string, string>>[] = [],
): string {
  const lines = Object.entries(items).map(([name, value]) => item({ name }, value));
  bandItems.forEach((of, sample) => {
    for (const [name, value] of Object.entries(of)) lines.push(item({ name, sample }, value));
  });
  bands.forEach((band, sample) => {
    if (band.name !== `Band ${sample + 1}`) lines.push(item({ name: "DESCRIPTION", sample, role: "description" }, band.name));
    if (band.scale !== 1 || band.offset !== 0) {
      lines.push(item({ name: "OFFSET", sample, role: "offset" }, String(band.offset)));
      lines.push(item({ name: "SCALE", sample, role: "scale" }, String(band.scale)));
    }
    if (band.unit !== null) lines.push(item({ name: "UNITTYPE", sample, role: "unittype" }, band.unit));
    if (band.role !== implied[sample]) lines.push(item({ name: "COLORINTERP", sample, role: "colorinterp" }, roleNames[band.role]));
  });
  return lines.length === 0 ? "" : `<GDALMetadata>\n${lines.join("\n")}\n</GDALMetadata>\n`;
}

const item = (attributes: Readonly<Record<string, string | number>>, text: string): string => {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  return `  <Item${list.join("")}>${escaped(text)}</Item>`;
};

/** GDAL unescapes once as XML and once more by itself, so an ampersand has to outlive the first. */
const entities: Readonly<Record<string, string>> = { "&": "&amp;amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML knows no control characters but tab and line ends, not even as entities; they are left out. */
const escaped = (text: string): string =>
  Array.from(text, (char) => entities[char] ?? (char < " " && char !== "\t" && char !== "\n" && char !== "\r" ? "" : char)).join("");
