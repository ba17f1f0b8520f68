import { exactNumber } from "./proj-string.ts";

/** Numbers of a map projection under PROJ's names: degrees, metres, plain factors. */
export type MethodNumbers = ReadonlyMap<string, number>;

/**
 * What files call one projection. `recipe` lists the words of the proj string: a name takes the number of that name, `to:from` another's,
 * `key=value` and bare flags stand as they are. False easting and northing are added to all.
 */
interface Method {
  readonly recipe: string;
  /** Names in WKT 1, WKT 2 and ESRI's dialect, without case, spaces and punctuation. */
  readonly wkt: readonly string[];
}

const methods = {
  tmerc: { recipe: "tmerc lat_0 lon_0 k_0", wkt: ["transversemercator", "gausskruger", "gaussskruger", "transversemercatorcomplex", "gaussboaga"] },
  tmercSouth: { recipe: "tmerc axis=wsu lat_0 lon_0 k_0", wkt: ["transversemercatorsouthorientated", "transversemercatorsouthoriented"] },
  merc: { recipe: "merc lon_0 k_0", wkt: ["mercator1sp", "mercatorvarianta"] },
  mercTrueScale: { recipe: "merc lat_ts:lat_1 lon_0", wkt: ["mercator2sp", "mercatorvariantb", "mercator"] },
  mercSphere: { recipe: "merc sphere lat_ts:lat_1 lon_0", wkt: ["mercatorauxiliarysphere", "popularvisualisationpseudomercator"] },
  lcc1: { recipe: "lcc lat_1:lat_0 lat_0 lon_0 k_0", wkt: ["lambertconformalconic1sp", "lambertconicconformal1sp"] },
  lcc2: { recipe: "lcc lat_1 lat_2 lat_0 lon_0 k_0", wkt: ["lambertconformalconic2sp", "lambertconicconformal2sp", "lambertconformalconic"] },
  aea: { recipe: "aea lat_1 lat_2 lat_0 lon_0", wkt: ["albersconicequalarea", "albersequalarea", "albers"] },
  laea: { recipe: "laea lat_0 lon_0", wkt: ["lambertazimuthalequalarea", "lambertazimuthalequalareaspherical"] },
  aeqd: { recipe: "aeqd lat_0 lon_0", wkt: ["azimuthalequidistant", "modifiedazimuthalequidistant"] },
  eqdc: { recipe: "eqdc lat_1 lat_2 lat_0 lon_0", wkt: ["equidistantconic"] },
  stere: { recipe: "stere lat_0 lon_0 k_0", wkt: ["stereographic"] },
  sterePole: { recipe: "stere lat_0 lon_0 k_0", wkt: ["polarstereographicvarianta"] },
  stereTrueScale: {
    recipe: "stere pole lat_ts:lat_1 lon_0",
    wkt: ["polarstereographic", "polarstereographicvariantb", "stereographicnorthpole", "stereographicsouthpole"],
  },
  sterea: { recipe: "sterea lat_0 lon_0 k_0", wkt: ["obliquestereographic", "doublestereographic"] },
  eqc: {
    recipe: "eqc lat_ts:lat_1 lat_0 lon_0",
    wkt: ["equirectangular", "equidistantcylindrical", "equidistantcylindricalspherical", "platecarree"],
  },
  cass: { recipe: "cass lat_0 lon_0", wkt: ["cassinisoldner", "cassini"] },
  gnom: { recipe: "gnom lat_0 lon_0", wkt: ["gnomonic"] },
  mill: { recipe: "mill R_A lon_0", wkt: ["millercylindrical"] },
  ortho: { recipe: "ortho lat_0 lon_0", wkt: ["orthographic"] },
  poly: { recipe: "poly lat_0 lon_0", wkt: ["polyconic", "americanpolyconic"] },
  robin: { recipe: "robin lon_0", wkt: ["robinson"] },
  sinu: { recipe: "sinu lon_0", wkt: ["sinusoidal"] },
  vandg: { recipe: "vandg R_A lon_0", wkt: ["vandergrinten", "vandergrinteni"] },
  nzmg: { recipe: "nzmg lat_0 lon_0", wkt: ["newzealandmapgrid"] },
  cea: { recipe: "cea lat_ts:lat_1 lon_0", wkt: ["cylindricalequalarea", "lambertcylindricalequalarea", "lambertcylindricalequalareaspherical", "behrmann"] },
  omercOrigin: {
    recipe: "omerc no_uoff lat_0 lonc:lon_0 alpha gamma k_0",
    wkt: ["hotineobliquemercator", "hotineobliquemercatorvarianta", "hotineobliquemercatorazimuthnaturalorigin", "rectifiedskeworthomorphicnaturalorigin"],
  },
  omercCentre: {
    recipe: "omerc lat_0 lonc:lon_0 alpha gamma k_0",
    wkt: ["hotineobliquemercatorazimuthcenter", "hotineobliquemercatorvariantb", "obliquemercator", "rectifiedskeworthomorphiccenter"],
  },
  omercPoints: {
    recipe: "omerc lat_0 lat_1 lon_1 lat_2 lon_2 k_0",
    wkt: ["hotineobliquemercatortwopointnaturalorigin"],
  },
  somerc: { recipe: "somerc lat_0 lon_0 k_0", wkt: ["swissobliquecylindrical", "swissobliquemercator"] },
  krovak: { recipe: "krovak lat_0 lon_0 alpha k_0", wkt: ["krovaknorthorientated"] },
  krovakSouth: { recipe: "krovak axis=swu lat_0 lon_0 alpha k_0", wkt: ["krovak"] },
  bonne: { recipe: "bonne lat_1 lon_0", wkt: ["bonne"] },
  moll: { recipe: "moll lon_0", wkt: ["mollweide"] },
  eck6: { recipe: "eck6 lon_0", wkt: ["eckertvi"] },
  eqearth: { recipe: "eqearth lon_0", wkt: ["equalearth"] },
  geos: { recipe: "geos h lon_0", wkt: ["geostationarysatellite", "geostationarysatellitesweepy"] },
  geosSweepX: { recipe: "geos sweep=x h lon_0", wkt: ["geostationarysatellitesweepx"] },
} as const satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;

/** Letters and digits only, lower case: how names are compared. A plus stays, it tells CH1903+ from CH1903. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9+]/g, "");

const byWktName: ReadonlyMap<string, MethodName> = new Map(
  Object.entries(methods).flatMap(
    (
      [name, { wkt }], // Object.entries widens the keys of `methods` to string.
    ) => wkt.map((word) => [word, name as MethodName] as const),
  ),
);

/** The method that WKT calls so; null when proj4 has no such projection. */
export const methodOfWkt = (projection: string): MethodName | null => byWktName.get(plainName(projection)) ?? null;

/** The words of a proj string for a method, without ellipsoid, datum and unit; null when a number is out of what the method allows. */
export function projOf(method: MethodName, given: MethodNumbers): string | null {
  const numbers = new Map(given);
  const scale = numbers.get("k_0");
  if (scale === undefined || scale === 0) numbers.set("k_0", 1);
  const value = (key: string) => numbers.get(key) ?? 0;
  let name: MethodName = method;
  // GDAL writes both polar variants under one name: a pole with a scale, or a latitude of true scale.
  if (name === "stereTrueScale") {
    const truth = numbers.get("lat_1") ?? value("lat_0");
    if (Math.abs(Math.abs(truth) - 90) < 1e-9 && value("k_0") !== 1) name = "sterePole";
    numbers.set("lat_0", truth < 0 ? -90 : 90).set("lat_1", truth);
  }
  if (name === "bonne" && !numbers.has("lat_1")) numbers.set("lat_1", value("lat_0"));
  if (name === "lcc2" && !numbers.has("lat_2")) {
    if (!numbers.has("lat_1")) name = "lcc1";
    else numbers.set("lat_2", value("lat_1"));
  }
  if ((name === "omercCentre" || name === "omercOrigin") && !numbers.has("gamma")) numbers.set("gamma", value("alpha"));
  // An oblique Mercator along the parallel is the Swiss projection, and singular in the general formula.
  if (name === "omercCentre" && Math.abs(value("alpha") - 90) < 1e-9 && Math.abs(value("gamma") - 90) < 1e-9) name = "somerc";
  // Mercator with a latitude of origin has its true scale there, as PROJ reads it.
  if (name === "merc" && value("lat_0") !== 0) name = "mercTrueScale";
  if (name === "mercTrueScale" && !numbers.has("lat_1")) numbers.set("lat_1", value("lat_0"));
  const [proj, ...words] = methods[name].recipe.split(" ");
  const out = [`+proj=${proj}`];
  for (const word of [...words, "x_0", "y_0"]) {
    const [to = "", from = to] = word.split(":");
    if (word === "sphere") continue;
    if (word === "pole") out.push(`+lat_0=${value("lat_0")}`);
    else if (word.includes("=") || word === "R_A" || word === "no_uoff") out.push(`+${word}`);
    else if (to !== "k_0" || value("k_0") !== 1) out.push(`+${to}=${exactNumber(value(from))}`);
  }
  return out.join(" ");
}

/** True when the method is computed on a sphere whatever the datum's ellipsoid. */
export const isOnSphere = (method: MethodName): boolean => methods[method].recipe.includes(" sphere");
