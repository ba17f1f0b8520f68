import type { Affine } from "../../../src/grid/affine.ts";
import type { Field } from "./ifd.ts";

/** One GeoKey; a whole number where the key is a code, doubles where it is a measure, text where it is a name. */
export interface GeoKey {
  readonly key: number;
  readonly value: number | string | readonly number[];
}

const pixelScaleTag = 33550;
const tiepointTag = 33922;
const transformationTag = 34264;
const directoryTag = 34735;
const doublesTag = 34736;
const asciiTag = 34737;
const rasterTypeKey = 1025;
const pixelIsArea = 1;

/** Keys that hold measures: units' sizes, ellipsoid axes, prime meridian, shifts, and projection parameters. */
const isMeasure = (key: number): boolean =>
  key === 2053 || key === 2055 || (key >= 2057 && key <= 2059) || key === 2061 || key === 2062 || (key >= 3077 && key <= 3096);

/**
 * Where the image lies: pixel scale and tiepoint when north is up, else the whole transformation (rotated, south-up),
 * as GDAL chooses; and the CRS as GeoKeys. Pixels are areas, so positions are those of pixel edges.
 */
export function geoFields([a, b, c, d, e, f]: Affine, keys: readonly GeoKey[]): Field[] {
  const place: Field[] =
    b === 0 && d === 0 && a > 0 && e < 0
      ? [
          { tag: pixelScaleTag, type: "double", values: [a, -e, 0] },
          { tag: tiepointTag, type: "double", values: [0, 0, 0, c, f, 0] },
        ]
      : [{ tag: transformationTag, type: "double", values: [a, b, 0, c, d, e, 0, f, 0, 0, 0, 0, 0, 0, 0, 1] }];
  return [...place, ...keyFields(keys)];
}

function keyFields(given: readonly GeoKey[]): Field[] {
  const keys = [...given.filter(({ key }) => key !== rasterTypeKey), { key: rasterTypeKey, value: pixelIsArea }].sort((l, r) => l.key - r.key);
  const directory = [1, 1, 0, keys.length];
  const doubles: number[] = [];
  let ascii = "";
  for (const { key, value } of keys) {
    if (typeof value === "string") {
      // Each text ends in a bar; the field's own NUL closes the last.
      const text = `${value.replaceAll(/[^\x20-\x7e]/g, "?").replaceAll("|", " ")}|`;
      directory.push(key, asciiTag, text.length, ascii.length);
      ascii += text;
    } else if (typeof value === "number" && !isMeasure(key)) directory.push(key, 0, 1, value);
    else {
      const values = typeof value === "number" ? [value] : value;
      directory.push(key, doublesTag, values.length, doubles.length);
      doubles.push(...values);
    }
  }
  const fields: Field[] = [{ tag: directoryTag, type: "short", values: directory }];
  if (doubles.length > 0) fields.push({ tag: doublesTag, type: "double", values: doubles });
  if (ascii !== "") fields.push({ tag: asciiTag, type: "ascii", text: ascii });
  return fields;
}
