import type { Crs } from "./crs.ts";
import { crsOfConversion, datumWords, datumWordsOf, geographicOfDatum, geographicOfName, knownCrs, ownCrs } from "./datum-lookup.ts";
import { crsFromCode, crsFromRow, epsgRows, epsgTable } from "./epsg.ts";
import { degreesOfUnit, methodOfCode, numberKeys, userDefined } from "./geokey-codes.ts";
import { plainName, projOf } from "./methods.ts";
import { angularUnits, ellipsoidOf, formatProj, meridianOf, meridians, parseProj, projectionPart, unitSize, unitWords } from "./proj-string.ts";
import { crsFromWkt } from "./wkt.ts";

/** A file's GeoKeys under their standard names, values as they stand in the file. */
export type GeoKeys = Readonly<Record<string, number | string | readonly number[]>>;

/**
 * The system that GeoKeys describe: by EPSG code, by the numbers of a user-defined projection, or by a citation that spells one out (ESRI's
 * WKT, a proj string, the exact name of an EPSG system). Vertical keys are ignored. Null when the keys do not say; nothing is guessed.
 * The EPSG table must be loaded.
 */
export function crsFromGeoKeys(keys: GeoKeys): Crs | null {
  const projected = codeIn(keys, "ProjectedCSTypeGeoKey");
  if (projected !== null && projected !== userDefined) {
    const crs = crsFromCode(projected);
    if (crs) return inUnitsOf(keys, crs);
  }
  const model = keys.GTModelTypeGeoKey ?? (projected !== null || "ProjCoordTransGeoKey" in keys ? projectedModel : geographicModel);
  if (model === projectedModel) return crsFromCitations(keys) ?? projectedFrom(keys) ?? namedIn(keys, ["PCSCitationGeoKey", "GTCitationGeoKey"]);
  // Neither projected nor geographic: only a citation that spells the system out can tell.
  if (model !== geographicModel) return model === userDefined ? crsFromCitations(keys) : null;
  const code = codeIn(keys, "GeographicTypeGeoKey");
  const known = code !== null && code !== userDefined ? crsFromCode(code) : null;
  return known ?? crsFromCitations(keys) ?? geographicFrom(keys) ?? namedIn(keys, ["GeogCitationGeoKey", "GTCitationGeoKey"]);
}

const projectedModel = 1;
const geographicModel = 2;

function numberIn(keys: GeoKeys, name: string): number | null {
  const value = keys[name];
  const first = typeof value === "object" ? value[0] : value;
  return typeof first === "number" && Number.isFinite(first) ? first : null;
}

/** A code, or null where the key is absent or says "undefined" (0). */
const codeIn = (keys: GeoKeys, name: string): number | null => numberIn(keys, name) || null;

const textIn = (keys: GeoKeys, name: string): string => {
  const value = keys[name];
  return typeof value === "string" ? value.replace(/\0/g, "").trim() : "";
};

/** A known system, but in the unit of length that the file names beside its code; GDAL reads it so too. */
function inUnitsOf(keys: GeoKeys, crs: Crs): Crs {
  const metres = lengthUnit(keys);
  const params = parseProj(crs.proj);
  if (metres === null || !params || params.get("proj") === "longlat" || Math.abs(unitSize(params) - metres) < 1e-9 * metres) return crs;
  const rest = new Map([...params].filter(([key]) => key !== "units" && key !== "to_meter"));
  return { ...crs, code: null, name: `${crs.name} × ${metres} m`, proj: `${formatProj(rest)} ${unitWords(metres)}`.trim() };
}

/** Metres in the unit of x and y; null when the keys name none. */
function lengthUnit(keys: GeoKeys): number | null {
  const code = codeIn(keys, "ProjLinearUnitsGeoKey");
  if (code === null) return citedUnit(keys);
  if (code === userDefined) return numberIn(keys, "ProjLinearUnitSizeGeoKey");
  return (code !== null && epsgTable().lengths.find(([known]) => known === code)?.[2]) || null;
}

/** IMAGINE writes the unit into its citation alone: "GeoTIFF Units = us_survey_feet". */
function citedUnit(keys: GeoKeys): number | null {
  const text = `${textIn(keys, "GTCitationGeoKey")} ${textIn(keys, "PCSCitationGeoKey")}`.toLowerCase();
  const unit = /imagine geotiff support/.test(text) ? /\bunits = (\w+)/.exec(text)?.[1] : undefined;
  if (!unit || !/f(ee|oo)t/.test(unit)) return null;
  return /survey|us/.test(unit) ? 1200 / 3937 : 0.3048;
}

/** Degrees in the unit of angle; null when the keys name none that is known. */
function angleUnit(keys: GeoKeys): number | null {
  const code = codeIn(keys, "GeogAngularUnitsGeoKey");
  const radians = code === userDefined ? numberIn(keys, "GeogAngularUnitSizeGeoKey") : null;
  return radians !== null ? (radians * 180) / Math.PI : (degreesOfUnit.get(code ?? 0) ?? null);
}

/** A system written out in a citation, as WKT or as a proj string. */
function crsFromCitations(keys: GeoKeys): Crs | null {
  for (const key of ["PCSCitationGeoKey", "GTCitationGeoKey", "GeogCitationGeoKey"]) {
    const text = textIn(keys, key);
    const wkt = /(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD_CS)\s*[[(].*/s.exec(text)?.[0];
    const fromWkt = wkt ? crsFromWkt(wkt.replace(/\|[^|\])]*$/, "")) : null;
    if (fromWkt) return fromWkt;
    const proj = /\+proj=[^|]*/.exec(text)?.[0];
    const fromProj = proj ? ownCrs(text.slice(0, text.indexOf("+proj=")).replace(/[\s|:=]+$/, ""), proj) : null;
    if (fromProj) return fromProj;
  }
  return null;
}

/** The EPSG system whose exact name a citation holds. */
function namedIn(keys: GeoKeys, citations: readonly string[]): Crs | null {
  for (const key of citations) {
    const name = plainName(citedName(textIn(keys, key)));
    const row = name.length > 5 ? epsgRows().find((candidate) => plainName(candidate[1]) === name) : undefined;
    if (row) return crsFromRow(row);
  }
  return null;
}

/** "PCS Name = X|" and "X|" both cite X. */
const citedName = (text: string): string => (text.split("|")[0] ?? "").replace(/^[A-Za-z ]*=\s*/, "").trim();

/** Datum, meridian and unit of the geographic system under a projection, or of a geographic file. */
interface Base {
  readonly words: string;
  readonly known: Crs | null;
  readonly degrees: number;
  readonly name: string;
}

function baseFrom(keys: GeoKeys): Base {
  const code = codeIn(keys, "GeographicTypeGeoKey");
  const coded = code !== null && code !== userDefined ? crsFromCode(code) : null;
  // A known system has its own unit; GDAL too takes angles in that, whatever unit stands beside the code.
  const figure = ellipsoidFrom(keys);
  const own = coded && unitSize(parseProj(coded.proj) ?? new Map());
  // An ellipsoid that is not the code's is what the file was made on; GDAL believes it too.
  if (coded && own !== null && agrees(coded, figure, null)) return { words: datumWordsOf(coded), known: coded, degrees: own, name: coded.name };
  const degrees = own ?? angleUnit(keys) ?? 1;
  const meridian = meridianFrom(keys, degrees);
  const named = /(?:Datum|GCS Name)\s*=\s*([^|]+)/.exec(textIn(keys, "GeogCitationGeoKey"))?.[1] ?? citedName(textIn(keys, "GeogCitationGeoKey"));
  const found = geographicOfDatum(codeIn(keys, "GeogGeodeticDatumGeoKey") ?? userDefined) ?? geographicOfName(named);
  const shift = keys.GeogTOWGS84GeoKey;
  const known = found && typeof shift !== "object" && agrees(found, figure, meridian) ? found : null;
  if (known) return { words: datumWordsOf(known), known, degrees, name: known.name };
  const [semiMajor, inverseFlattening] = figure ?? [6378137, 298.257223563];
  return { words: datumWords(semiMajor, inverseFlattening, meridian ?? 0, typeof shift === "object" ? shift : null), known: null, degrees, name: named };
}

/** Whether a system found by its datum has the ellipsoid and the meridian that are written beside it, as far as they are. */
function agrees(crs: Crs, figure: readonly [number, number] | null, meridian: number | null): boolean {
  const params = parseProj(crs.proj) ?? new Map<string, string>();
  const { semiMajor, inverseFlattening } = ellipsoidOf(params);
  const [a, rf] = figure ?? [semiMajor, inverseFlattening];
  return Math.abs(a - semiMajor) < 0.5 && Math.abs(rf - inverseFlattening) < 1e-3 && Math.abs((meridian ?? meridianOf(params)) - meridianOf(params)) < 1e-4;
}

/** Semi-major axis in metres and inverse flattening (0 for a sphere), by axes or by code; null when neither is there. */
function ellipsoidFrom(keys: GeoKeys): readonly [number, number] | null {
  const coded = epsgTable().ellipsoids.find(([code]) => code === codeIn(keys, "GeogEllipsoidGeoKey"));
  const semiMajor = numberIn(keys, "GeogSemiMajorAxisGeoKey");
  if (semiMajor === null) return coded ? [coded[2], coded[3]] : null;
  const inverse = numberIn(keys, "GeogInvFlatteningGeoKey");
  if (inverse !== null) return [semiMajor, inverse];
  const semiMinor = numberIn(keys, "GeogSemiMinorAxisGeoKey");
  if (semiMinor !== null) return [semiMajor, semiMinor === semiMajor ? 0 : semiMajor / (semiMajor - semiMinor)];
  return coded ? [semiMajor, coded[3]] : [semiMajor, 0];
}

/** Degrees east of Greenwich; null when the keys name no meridian. */
function meridianFrom(keys: GeoKeys, degrees: number): number | null {
  const code = codeIn(keys, "GeogPrimeMeridianGeoKey");
  const coded = epsgTable().meridians.find(([known]) => known === code);
  if (coded) return meridians[coded[1].toLowerCase()] ?? coded[2];
  const longitude = numberIn(keys, "GeogPrimeMeridianLongGeoKey");
  return longitude === null ? null : longitude * degrees;
}

function geographicFrom(keys: GeoKeys): Crs | null {
  if (!["GeogGeodeticDatumGeoKey", "GeogEllipsoidGeoKey", "GeogSemiMajorAxisGeoKey"].some((key) => key in keys)) return null;
  const { words, known, degrees, name } = baseFrom(keys);
  const unit = Object.entries(angularUnits).find(([, size]) => Math.abs(size - degrees) < 1e-9 * size)?.[0];
  if (!unit) return null;
  const proj = `+proj=longlat ${words}${unit === "deg" ? "" : ` +units=${unit}`}`;
  return knownCrs(proj, known, name) ?? ownCrs(name, proj);
}

function projectedFrom(keys: GeoKeys): Crs | null {
  const base = baseFrom(keys);
  const metres = lengthUnit(keys) ?? 1;
  const projection = projectionFrom(keys, base.degrees, metres);
  if (!projection) return null;
  const isWhole = projection.includes("+nadgrids=@null");
  const proj = [projection, isWhole ? "" : base.words, unitWords(metres)].filter(Boolean).join(" ");
  const name = citedName(textIn(keys, "PCSCitationGeoKey") || textIn(keys, "GTCitationGeoKey"));
  return knownCrs(proj, base.known, name) ?? ownCrs(name, proj, base.known);
}

/** The words of a proj string without datum and unit, from a conversion's EPSG code or from method and numbers. */
function projectionFrom(keys: GeoKeys, degrees: number, metres: number): string | null {
  const conversion = codeIn(keys, "ProjectionGeoKey");
  if (conversion !== null && conversion !== userDefined) {
    const user = crsOfConversion(conversion);
    // Web Mercator's conversion is on a sphere of its own, which comes with it.
    if (user) return user.proj.includes("+nadgrids=@null") ? user.proj : projectionPart(user.proj);
  }
  const code = codeIn(keys, "ProjCoordTransGeoKey");
  const method = methodOfCode.get(code ?? 0);
  if (!method) return null;
  const numbers = new Map<string, number>();
  for (const [key, places] of Object.entries(numberKeys)) {
    const value = places.map((place) => numberIn(keys, place)).find((found) => found !== null) ?? null;
    if (value !== null) numbers.set(key, value * (key === "k_0" ? 1 : key === "x_0" || key === "y_0" ? metres : degrees));
  }
  return projOf(method === "merc" && numbers.has("lat_1") ? "mercTrueScale" : method, numbers);
}
