import type { Crs } from "../../../src/grid/crs.ts";
import { crsFromCode, loadEpsg } from "../../../src/grid/epsg.ts";
import { crsFromWkt } from "../../../src/grid/wkt.ts";
import { elementText } from "./gdal-xml.ts";
import type { GeoKeys } from "./geo-keys.ts";
import type { SideCars } from "./place.ts";

/** The CRS from the first place that tells one: .aux.xml, GeoKeys, .prj. Null when none can be understood; it is never guessed. */
export async function crsOf(keys: GeoKeys, { auxXml, prj }: SideCars): Promise<Crs | null> {
  await loadEpsg();
  const beside = auxXml === undefined ? null : elementText(auxXml, "SRS");
  return (beside ? crsFromWkt(beside) : null) ?? fromKeys(keys) ?? (prj === undefined ? null : crsFromWkt(prj));
}

function fromKeys(keys: GeoKeys): Crs | null {
  const code = keys.GTModelTypeGeoKey === 2 ? keys.GeographicTypeGeoKey : keys.ProjectedCSTypeGeoKey;
  return typeof code === "number" && code > 1024 && code < 32767 ? crsFromCode(code) : null;
}
