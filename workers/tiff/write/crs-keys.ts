import type { Crs } from "../../../src/grid/crs.ts";
import type { GeoKey } from "./geo-fields.ts";

/** The GeoKeys of a CRS with an EPSG code; a user-defined one is named only. */
export function crsKeys({ code, name, proj }: Crs): readonly GeoKey[] {
  const geographic = proj.includes("+proj=longlat");
  const citation: GeoKey = { key: 1026, value: name };
  if (code === null) return [citation];
  return [{ key: 1024, value: geographic ? 2 : 1 }, citation, { key: geographic ? 2048 : 3072, value: code }];
}
