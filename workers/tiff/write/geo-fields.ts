import { isNorthUp } from "../../../src/grid/affine.ts";
import { geoKeysOf, type WrittenGeoKey } from "../../../src/grid/geokeys-of.ts";
import type { Grid } from "../../../src/grid/grid.ts";
import type { Field } from "./ifd.ts";

const pixelScaleTag = 33550;
const tiepointTag = 33922;
const transformationTag = 34264;
const directoryTag = 34735;
const doublesTag = 34736;
const asciiTag = 34737;

/** Keys that hold measures: units' sizes, ellipsoid axes, prime meridian, shifts, and projection parameters. */
const isMeasure = (key: number): boolean =>
  key === 2053 || key === 2055 || (key >= 2057 && key <= 2059) || key === 2061 || key === 2062 || (key >= 3077 && key <= 3096);

/**
 * Where the image lies: pixel scale and tiepoint when north is up, else the whole transformation (rotated, south-up),
 * as GDAL chooses; and the CRS as GeoKeys. Pixels are areas, so positions are those of pixel edges.
 */
export function geoFields({ affine, crs }: Grid): Field[] {
  const [a, b, c, d, e, f] = affine;
  const place: Field[] = isNorthUp(affine)
    ? [
        { tag: pixelScaleTag, type: "double", values: [a, -e, 0] },
        { tag: tiepointTag, type: "double", values: [0, 0, 0, c, f, 0] },
      ]
    : [{ tag: transformationTag, type: "double", values: [a, b, 0, c, d, e, 0, f, 0, 0, 0, 0, 0, 0, 0, 1] }];
  return [...place, ...keyFields(geoKeysOf(crs))];
}

function keyFields(keys: readonly WrittenGeoKey[]): Field[] {
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
