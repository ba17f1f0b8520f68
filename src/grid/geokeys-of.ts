import type { Crs } from "./crs.ts";
import { userDefined } from "./geokey-codes.ts";
import { ellipsoidOf, filled, meridianOf, type ProjParams, parseProj, projNumber, shiftOf, unitSize, withoutUtm } from "./proj-string.ts";
import { datumAndUnitWords } from "./proj-words.ts";

/** One GeoKey to be written: codes as numbers, measures as numbers or lists (doubles in the file), names as text. */
export interface WrittenGeoKey {
  readonly key: number;
  readonly value: number | string | readonly number[];
}

type Numbers = (key: string, initial?: number) => number;
/** ProjCoordTrans and its numbers as [key, value]; null when GeoTIFF has no place for these numbers. */
type Writer = (n: Numbers, has: (key: string) => boolean) => readonly [number, ...(readonly [number, number])[]] | null;

const natural = (n: Numbers) =>
  [
    [3080, n("lon_0")],
    [3081, n("lat_0")],
  ] as const;
const central = (n: Numbers) =>
  [
    [3088, n("lon_0")],
    [3089, n("lat_0")],
  ] as const;
const scale = (n: Numbers) => [3092, n("k_0", 1)] as const;

/** Keys per projection: GDAL reads back the same system from these (geokeys-of.test.ts). */
const writers: Readonly<Record<string, Writer>> = {
  tmerc: (n, has) => [has("axis") ? 27 : 1, ...natural(n), scale(n)],
  merc: (n) => (n("lat_ts") ? [7, [3078, n("lat_ts")], [3080, n("lon_0")], [3081, 0]] : [7, [3080, n("lon_0")], [3081, 0], scale(n)]),
  lcc: (n) => {
    if (n("lat_1") === n("lat_2") && n("lat_0") === n("lat_1")) return [9, ...natural(n), scale(n)];
    return n("k_0", 1) === 1 ? [8, [3078, n("lat_1")], [3079, n("lat_2")], [3084, n("lon_0")], [3085, n("lat_0")]] : null;
  },
  aea: (n) => [11, [3078, n("lat_1")], [3079, n("lat_2")], ...natural(n)],
  eqdc: (n) => [13, [3078, n("lat_1")], [3079, n("lat_2")], ...natural(n)],
  laea: (n) => [10, ...central(n)],
  aeqd: (n) => [12, ...central(n)],
  gnom: (n) => [19, ...central(n)],
  ortho: (n) => [21, ...central(n)],
  stere: (n, has) => {
    if (Math.abs(n("lat_0")) !== 90) return [14, ...central(n), scale(n)];
    return [15, [3095, n("lon_0")], [3081, has("lat_ts") ? n("lat_ts") : n("lat_0")], [3092, has("lat_ts") && Math.abs(n("lat_ts")) !== 90 ? 1 : n("k_0", 1)]];
  },
  sterea: (n) => [16, ...natural(n), scale(n)],
  eqc: (n) => [17, [3078, n("lat_ts")], ...central(n)],
  cass: (n) => [18, ...natural(n)],
  mill: (n) => [20, [3088, n("lon_0")], [3089, 0]],
  poly: (n) => [22, ...natural(n), scale(n)],
  robin: (n) => [23, [3088, n("lon_0")]],
  sinu: (n) => [24, [3088, n("lon_0")]],
  vandg: (n) => [25, [3088, n("lon_0")]],
  nzmg: (n) => [26, ...natural(n)],
  cea: (n) => [28, [3078, n("lat_ts")], [3080, n("lon_0")]],
  omerc: (n, has) => {
    if (!has("alpha")) return null;
    const azimuth = n("alpha");
    return [has("no_uoff") ? 3 : 9815, [3088, n("lonc")], [3089, n("lat_0")], [3093, n("k_0", 1)], [3094, azimuth], [3096, n("gamma", azimuth)]];
  },
  somerc: (n) => [9815, [3088, n("lon_0")], [3089, n("lat_0")], [3093, n("k_0", 1)], [3094, 90], [3096, 90]],
};

/** Words that the keys can say, besides those about the datum and the unit. */
const sayable = new Set(["proj", "lat_0", "lon_0", "lat_1", "lat_2", "lat_ts", "k_0", "x_0", "y_0", "alpha", "gamma", "lonc", "no_uoff", "R_A", "axis"]);

/**
 * The GeoKeys that say `crs` in a GeoTIFF, in the order of their numbers: its EPSG code, else a user-defined system spelled out in full. A
 * projection that GeoTIFF has no numbers for (moll, krovak, geos ...) is left to a citation with its proj string: `crsFromGeoKeys` reads
 * that, GDAL shows a local system of that name without a place on the earth.
 */
export function geoKeysOf(crs: Crs): readonly WrittenGeoKey[] {
  const params = filled(withoutUtm(parseProj(crs.proj) ?? new Map()));
  const isGeographic = params.get("proj") === "longlat";
  const type: WrittenGeoKey[] = [
    { key: 1024, value: isGeographic ? 2 : 1 },
    { key: 1025, value: 1 },
  ];
  if (crs.code !== null) return [...type, { key: 1026, value: crs.name }, { key: isGeographic ? 2048 : 3072, value: crs.code }];
  const projection = isGeographic ? [] : projectionKeys(params);
  if (!projection)
    return [
      { key: 1024, value: userDefined },
      { key: 1025, value: 1 },
      { key: 1026, value: `${crs.name.includes("+proj=") ? "" : `${crs.name}: `}${crs.proj}` },
    ];
  const keys = [...type, { key: 1026, value: crs.name }, ...datumKeys(params, isGeographic), ...projection];
  return keys.sort((l, r) => l.key - r.key);
}

/** Ellipsoid, meridian and shift; the two datums that need no shift go by their codes. */
function datumKeys(params: ProjParams, isGeographic: boolean): WrittenGeoKey[] {
  const degrees = isGeographic ? unitSize(params) : 1;
  const unit: WrittenGeoKey[] =
    degrees === 1
      ? [{ key: 2054, value: 9102 }]
      : degrees === 0.9
        ? [{ key: 2054, value: 9105 }]
        : [
            { key: 2054, value: userDefined },
            { key: 2055, value: (degrees * Math.PI) / 180 },
          ];
  const code = { WGS84: 4326, NAD83: 4269 }[params.get("datum") ?? ""];
  if (code !== undefined && !meridianOf(params) && (degrees === 1 || !isGeographic)) return [{ key: 2048, value: code }, ...unit];
  const { semiMajor, inverseFlattening } = ellipsoidOf(params);
  const shift = shiftOf(params);
  return [
    { key: 2048, value: userDefined },
    { key: 2049, value: "unknown" },
    { key: 2050, value: userDefined },
    ...unit,
    { key: 2056, value: userDefined },
    { key: 2057, value: semiMajor },
    inverseFlattening ? { key: 2059, value: inverseFlattening } : { key: 2058, value: semiMajor },
    { key: 2061, value: meridianOf(params) / degrees },
    ...(shift ? [{ key: 2062, value: shift }] : []),
  ];
}

/** The projection's numbers and the unit; null when keys cannot say them. */
function projectionKeys(params: ProjParams): WrittenGeoKey[] | null {
  const proj = params.get("proj") ?? "";
  const isOddAxis = params.has("axis") && !(proj === "tmerc" && params.get("axis") === "wsu") && params.get("axis") !== "enu";
  const isSphere = ellipsoidOf(params).inverseFlattening === 0;
  // The authalic sphere is implied for two projections and foreign to the rest.
  const isOddSphere = params.has("R_A") ? proj !== "mill" && proj !== "vandg" : (proj === "mill" || proj === "vandg") && !isSphere;
  const isUnsayable = [...params.keys()].some((key) => !sayable.has(key) && !datumAndUnitWords.has(key));
  const number: Numbers = (key, initial = 0) => projNumber(params, key, initial);
  const written = isOddAxis || isOddSphere || isUnsayable ? null : writers[proj]?.(number, (key) => params.has(key) && params.get(key) !== "enu");
  if (!written) return null;
  const [transformation, ...numbers] = written;
  const metres = unitSize(params);
  const [easting, northing] = transformation === 8 ? [3086, 3087] : [3082, 3083];
  const code = [
    [1, 9001],
    [0.3048, 9002],
    [1200 / 3937, 9003],
  ].find(([size = 0]) => Math.abs(size - metres) < 1e-12)?.[1];
  return [
    { key: 3072, value: userDefined },
    { key: 3074, value: userDefined },
    { key: 3075, value: transformation },
    { key: 3076, value: code ?? userDefined },
    ...(code === undefined ? [{ key: 3077, value: metres }] : []),
    ...numbers.map(([key, value]) => ({ key, value })),
    { key: easting ?? 3082, value: projNumber(params, "x_0") / metres },
    { key: northing ?? 3083, value: projNumber(params, "y_0") / metres },
  ];
}
