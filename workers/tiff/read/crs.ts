import type { Crs } from "../../../src/grid/crs.ts";
import { loadEpsg } from "../../../src/grid/epsg.ts";
import { crsFromGeoKeys, type GeoKeys } from "../../../src/grid/geokeys.ts";
import { crsFromWkt } from "../../../src/grid/wkt.ts";
import { elementText } from "./gdal-xml.ts";
import type { SideCars } from "./place.ts";

/** The CRS from the first place that tells one: .aux.xml, GeoKeys, .prj. Null when none can be understood; it is never guessed. */
export async function crsOf(keys: GeoKeys, { auxXml, prj }: SideCars): Promise<Crs | null> {
  await loadEpsg();
  const beside = auxXml === undefined ? null : elementText(auxXml, "SRS");
  return (beside ? crsFromWkt(beside) : null) ?? crsFromGeoKeys(keys) ?? (prj === undefined ? null : crsFromWkt(prj));
}
