import type { Crs } from "./crs.ts";
import { datumWords, datumWordsOf, geographicOfDatum, geographicOfName, knownCrs, ownCrs } from "./datum-lookup.ts";
import { crsFromCode, sameCode } from "./epsg.ts";
import { isOnSphere, type MethodName, methodOfWkt, plainName, projOf } from "./methods.ts";
import { ellipsoidOf, meridians, parseProj, unitWords } from "./proj-string.ts";
import { child, children, nameOf, numbersOf, parseWkt, type WktNode } from "./wkt-tree.ts";

const geographicWords = ["GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS", "BASEGEOGCRS", "BASEGEODCRS"];
const projectedWords = ["PROJCS", "PROJCRS", "PROJECTEDCRS"];
const degreesOfRadian = 180 / Math.PI;

/**
 * The system a WKT text describes: a .prj file of GDAL or ESRI, or WKT 2. Its EPSG code is used when the table has it; otherwise the
 * projection is built from its numbers, and named by EPSG again when these and the datum are exactly a row's. Heights are left out. Null
 * when the text is no WKT or its projection is not one that can be computed. The EPSG table must be loaded.
 */
export function crsFromWkt(text: string): Crs | null {
  const root = parseWkt(text.replace(/^\uFEFF/, "").trim());
  const node = root && horizontal(root);
  if (!node) return null;
  const [authority, code] = authorityOf(node);
  if (authority === "EPSG" || sameCode(code) !== code) {
    const known = crsFromCode(code);
    if (known) return known;
  }
  const shift = root.keyword === "BOUNDCRS" ? boundShift(root) : null;
  const extension = child(node, "EXTENSION");
  const given = extension?.items[0] === "PROJ4" ? String(extension.items[1] ?? "") : "";
  if (given) return ownCrs(nameOf(node), given);
  return geographicWords.includes(node.keyword) ? geographicOf(node, shift) : projectedOf(node, shift);
}

/** The part about x and y of compound and bound systems. */
function horizontal(root: WktNode): WktNode | null {
  if ([...geographicWords, ...projectedWords].includes(root.keyword)) return root;
  if (root.keyword === "BOUNDCRS") return horizontal(child(root, "SOURCECRS") ?? { keyword: "NONE", items: [] });
  const inner = child(root, ...projectedWords, ...geographicWords, "BOUNDCRS");
  return inner && horizontal(inner);
}

/** Name and number of AUTHORITY["EPSG","4326"] or ID["EPSG",4326]; "" and NaN when there is none. */
function authorityOf(node: WktNode | null): readonly [string, number] {
  const mark = child(node, "AUTHORITY", "ID");
  return mark ? [String(mark.items[0]).toUpperCase(), Number(mark.items[1])] : ["", Number.NaN];
}

/** Three or seven parameters to WGS 84: metres, arc seconds, parts per million, position vector. */
type Shift = readonly number[] | null;

/** The shift that BOUNDCRS adds to its source; null when it is not one of three or seven parameters. */
function boundShift(bound: WktNode): Shift {
  const transformation = child(bound, "ABRIDGEDTRANSFORMATION");
  const method = plainName(nameOf(child(transformation, "METHOD")));
  if (!transformation || !/^(geocentrictranslations|positionvector|coordinateframe)/.test(method)) return null;
  const turn = method.startsWith("coordinateframe") ? -1 : 1;
  const number = (name: string) => numbersOf(children(transformation, "PARAMETER").find((parameter) => plainName(nameOf(parameter)) === name) ?? null)[0] ?? 0;
  // In the abridged form a scale is the factor itself.
  const scale = number("scaledifference");
  return [
    ...["xaxistranslation", "yaxistranslation", "zaxistranslation"].map(number),
    ...["xaxisrotation", "yaxisrotation", "zaxisrotation"].map((name) => turn * number(name)),
    scale > 0.5 ? (scale - 1) * 1e6 : scale,
  ];
}

interface Geographic {
  readonly name: string;
  readonly words: string;
  readonly known: Crs | null;
  /** Degrees in one unit of angle. */
  readonly unit: number;
}

function geographicOf(node: WktNode, bound: Shift): Crs | null {
  const { name, words, known, unit } = readGeographic(node, bound);
  const units = Math.abs(unit - 0.9) < 1e-9 ? " +units=grad" : Math.abs(unit - degreesOfRadian) < 1e-6 ? " +units=rad" : Math.abs(unit - 1) < 1e-6 ? "" : null;
  if (units === null) return null;
  const proj = `+proj=longlat ${words}${units}`;
  return knownCrs(proj, known, name) ?? ownCrs(name, proj);
}

function readGeographic(node: WktNode, bound: Shift): Geographic {
  const datum = child(node, "DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF");
  const [semiMajor = 6378137, inverseFlattening = 298.257223563] = numbersOf(child(datum, "SPHEROID", "ELLIPSOID") ?? child(node, "SPHEROID", "ELLIPSOID"));
  const unit = angleUnitOf(node);
  const own = child(datum, "TOWGS84");
  const shift = own ? numbersOf(own) : bound;
  const meridian = meridianIn(child(node, "PRIMEM", "PRIMEMERIDIAN"), unit);
  const known = knownDatum(node, datum, { semiMajor, inverseFlattening, meridian });
  const words = shift || !known ? datumWords(semiMajor, inverseFlattening, meridian, shift) : datumWordsOf(known);
  return { name: nameOf(node), words, known: shift ? null : known, unit };
}

/** The table's system of this datum, by code or name, if its ellipsoid and meridian are those written. */
function knownDatum(node: WktNode, datum: WktNode | null, written: { semiMajor: number; inverseFlattening: number; meridian: number }): Crs | null {
  const [authority, code] = authorityOf(node);
  const [datumAuthority, datumCode] = authorityOf(datum);
  const found =
    (authority === "EPSG" ? crsFromCode(code) : null) ??
    (datumAuthority === "EPSG" ? geographicOfDatum(datumCode) : null) ??
    geographicOfName(nameOf(node)) ??
    geographicOfName(nameOf(datum));
  const params = found && parseProj(found.proj);
  if (!params) return null;
  const { semiMajor, inverseFlattening } = ellipsoidOf(params);
  const same = Math.abs(semiMajor - written.semiMajor) < 0.01 && Math.abs(inverseFlattening - written.inverseFlattening) < 1e-4;
  return same && Math.abs((meridians[params.get("pm") ?? ""] ?? Number(params.get("pm") ?? 0)) - written.meridian) < 1e-4 ? found : null;
}

/** Degrees east of Greenwich. Names go first: files disagree whether the number is in degrees or in the system's own unit. */
function meridianIn(node: WktNode | null, unit: number): number {
  const known = meridians[nameOf(node).toLowerCase()];
  if (known !== undefined) return known;
  const own = child(node, "ANGLEUNIT", "UNIT");
  return (numbersOf(node)[0] ?? 0) * (own ? (numbersOf(own)[0] ?? 0) * degreesOfRadian : unit);
}

/** Degrees in the unit of angle of a geographic node; degrees when it names none. */
function angleUnitOf(node: WktNode): number {
  const unit =
    child(node, "ANGLEUNIT", "UNIT") ??
    children(node, "AXIS")
      .map((axis) => child(axis, "ANGLEUNIT", "UNIT"))
      .find((found) => found) ??
    null;
  const radians = numbersOf(unit)[0];
  if (radians === undefined) return 1;
  const degrees = radians * degreesOfRadian;
  // Files round the factor; a degree is meant by all of these.
  return Math.abs(degrees - 1) < 1e-6 ? 1 : Math.abs(degrees - 0.9) < 1e-6 ? 0.9 : degrees;
}

/** Metres in the unit of length of a projected node. */
function lengthUnitOf(node: WktNode): number {
  const unit =
    child(node, "LENGTHUNIT", "UNIT") ??
    children(node, "AXIS")
      .map((axis) => child(axis, "LENGTHUNIT", "UNIT"))
      .find((found) => found) ??
    null;
  return numbersOf(unit)[0] ?? 1;
}

/** What WKT 1, WKT 2 and ESRI call the numbers of a projection. */
const parameterNames: Readonly<Record<string, readonly string[]>> = {
  lat_0: [
    "latitudeoforigin",
    "latitudeofcenter",
    "latitudeofcentre",
    "centralparallel",
    "latitudeofnaturalorigin",
    "latitudeoffalseorigin",
    "latitudeofprojectioncentre",
  ],
  lon_0: [
    "centralmeridian",
    "longitudeoforigin",
    "longitudeofcenter",
    "longitudeofcentre",
    "longitudeofnaturalorigin",
    "longitudeoffalseorigin",
    "longitudeofprojectioncentre",
    "straightverticallongitudefrompole",
  ],
  lat_1: ["standardparallel1", "latitudeof1ststandardparallel", "latitudeofstandardparallel", "latitudeof1stpoint"],
  lat_2: ["standardparallel2", "latitudeof2ndstandardparallel", "latitudeof2ndpoint"],
  lon_1: ["longitudeof1stpoint"],
  lon_2: ["longitudeof2ndpoint"],
  k_0: ["scalefactor", "scalefactoratnaturalorigin", "scalefactoroninitialline", "scalefactoratprojectioncentre", "scalefactoronpseudostandardparallel"],
  alpha: ["azimuth", "azimuthofinitialline", "azimuthatprojectioncentre", "colatitudeofconeaxis"],
  gamma: ["rectifiedgridangle", "anglefromrectifiedtoskewgrid", "xyplanerotation"],
  x_0: ["falseeasting", "eastingatfalseorigin", "eastingatprojectioncentre"],
  y_0: ["falsenorthing", "northingatfalseorigin", "northingatprojectioncentre"],
  h: ["satelliteheight", "height"],
};
const keyOfParameter: ReadonlyMap<string, string> = new Map(
  Object.entries(parameterNames).flatMap(([key, names]) => names.map((name) => [name, key] as const)),
);

function projectedOf(node: WktNode, bound: Shift): Crs | null {
  const base = child(node, ...geographicWords);
  const conversion = child(node, "CONVERSION") ?? node;
  const method = base && methodOf(node, nameOf(child(conversion, "PROJECTION", "METHOD")));
  if (!base || !method) return null;
  const geographic = readGeographic(base, bound);
  const metres = lengthUnitOf(node);
  const numbers = new Map<string, number>();
  for (const parameter of children(conversion, "PARAMETER")) {
    const key = keyOfParameter.get(plainName(nameOf(parameter)));
    const value = numbersOf(parameter)[0];
    if (!key || value === undefined) continue;
    const own = numbersOf(child(parameter, "ANGLEUNIT", "LENGTHUNIT", "UNIT"))[0];
    if (key === "k_0") numbers.set(key, value);
    else if (key === "x_0" || key === "y_0" || key === "h") numbers.set(key, value * (own ?? metres));
    else numbers.set(key, value * (own === undefined ? geographic.unit : Math.abs(own * degreesOfRadian - 1) < 1e-6 ? 1 : own * degreesOfRadian));
  }
  const projection = projOf(method, numbers);
  if (!projection) return null;
  const [semiMajor = 6378137] = numbersOf(child(child(base, "DATUM", "ENSEMBLE"), "SPHEROID", "ELLIPSOID"));
  const figure = isOnSphere(method) ? `+a=${semiMajor} +b=${semiMajor} +nadgrids=@null` : geographic.words;
  const proj = [projection, figure, unitWords(metres)].filter(Boolean).join(" ");
  return knownCrs(proj, geographic.known, nameOf(node)) ?? ownCrs(nameOf(node), proj, geographic.known);
}

/** The method, told apart where one name means two: Krovak's axes, and ESRI's Mercator of an auxiliary sphere. */
function methodOf(node: WktNode, name: string): MethodName | null {
  const method = methodOfWkt(name);
  if (method !== "krovakSouth") return method;
  const turn = children(node, "PARAMETER").find((parameter) => plainName(nameOf(parameter)) === "xyplanerotation");
  // ESRI turns its south and west by 90° to get GDAL's east and north.
  if (turn) return numbersOf(turn)[0] === 0 ? "krovakSouth" : "krovak";
  const axes = children(node, "AXIS").flatMap(({ items }) => items.filter((item) => typeof item === "string").map((item) => item.toUpperCase()));
  return axes.includes("SOUTH") ? "krovakSouth" : "krovak";
}
