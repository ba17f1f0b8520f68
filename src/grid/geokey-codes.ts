import type { MethodName } from "./methods.ts";

/** What GeoTIFF writes where a code would stand but the keys themselves tell. */
export const userDefined = 32767;

/** ProjCoordTransGeoKey to method. Mercator has one code for two methods: with a standard parallel it is `mercTrueScale`. */
export const methodOfCode: ReadonlyMap<number, MethodName> = new Map([
  [1, "tmerc"],
  [3, "omercOrigin"],
  [5, "somerc"],
  [7, "merc"],
  [8, "lcc2"],
  [9, "lcc1"],
  [10, "laea"],
  [11, "aea"],
  [12, "aeqd"],
  [13, "eqdc"],
  [14, "stere"],
  [15, "stereTrueScale"],
  [16, "sterea"],
  [17, "eqc"],
  [18, "cass"],
  [19, "gnom"],
  [20, "mill"],
  [21, "ortho"],
  [22, "poly"],
  [23, "robin"],
  [24, "sinu"],
  [25, "vandg"],
  [26, "nzmg"],
  [27, "tmercSouth"],
  [28, "cea"],
  [9815, "omercCentre"],
]);

/** Where each number of a projection may stand; the first key that is there counts. */
export const numberKeys = {
  lat_0: ["ProjNatOriginLatGeoKey", "ProjFalseOriginLatGeoKey", "ProjCenterLatGeoKey"],
  lon_0: ["ProjStraightVertPoleLongGeoKey", "ProjNatOriginLongGeoKey", "ProjFalseOriginLongGeoKey", "ProjCenterLongGeoKey"],
  lat_1: ["ProjStdParallel1GeoKey"],
  lat_2: ["ProjStdParallel2GeoKey"],
  k_0: ["ProjScaleAtNatOriginGeoKey", "ProjScaleAtCenterGeoKey"],
  alpha: ["ProjAzimuthAngleGeoKey"],
  gamma: ["ProjRectifiedGridAngleGeoKey"],
  x_0: ["ProjFalseEastingGeoKey", "ProjFalseOriginEastingGeoKey", "ProjCenterEastingGeoKey"],
  y_0: ["ProjFalseNorthingGeoKey", "ProjFalseOriginNorthingGeoKey", "ProjCenterNorthingGeoKey"],
} as const;

/** Degrees in the units of angle that GeogAngularUnitsGeoKey may name; the sexagesimal ones write plain degrees. */
export const degreesOfUnit: ReadonlyMap<number, number> = new Map([
  [9101, 180 / Math.PI],
  [9102, 1],
  [9103, 1 / 60],
  [9104, 1 / 3600],
  [9105, 0.9],
  [9106, 0.9],
  [9109, 180e-6 / Math.PI],
  [9112, 0.009],
  [9113, 0.00009],
  [9114, 0.05625],
  [9107, 1],
  [9108, 1],
  [9122, 1],
]);
