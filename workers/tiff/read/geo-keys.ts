import { globals } from "geotiff";
import type { GeoKeys } from "../../../src/grid/geokeys.ts";
import type { Ifd } from "./ifd.ts";
import { TAG } from "./tag.ts";

/** The GeoKey directory of an image; keys that point outside their arrays are left out. */
export function readGeoKeys(ifd: Ifd): GeoKeys {
  const directory = ifd.numbers(TAG.geoKeyDirectory);
  if (!directory || directory.length < 4) return {};
  const names: Readonly<Record<number, string>> = globals.geoKeyNames;
  const doubles = ifd.numbers(TAG.geoDoubleParams);
  const ascii = ifd.text(TAG.geoAsciiParams);
  const keys: Record<string, number | string | readonly number[]> = {};
  for (let i = 4; i + 3 < directory.length && i <= directory[3]! * 4; i += 4) {
    const name = names[directory[i]!];
    const from = directory[i + 1]!;
    const count = directory[i + 2]!;
    const at = directory[i + 3]!;
    if (name === undefined) continue;
    if (from === 0) keys[name] = at;
    else if (from === TAG.geoAsciiParams && ascii !== undefined) keys[name] = ascii.slice(at, at + count).replace(/[|\0]+$/, "");
    else {
      const values = from === TAG.geoDoubleParams ? doubles : from === TAG.geoKeyDirectory ? directory : undefined;
      if (!values || at + count > values.length || count < 1) continue;
      keys[name] = count === 1 ? values[at]! : Array.from({ length: count }, (_, k) => values[at + k]!);
    }
  }
  return keys;
}
