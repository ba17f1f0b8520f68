import { invariant } from "../fault.ts";
import type { Crs } from "./crs.ts";
import type { Extent } from "./extent.ts";
import { filled, formatProj, parseProj } from "./proj-string.ts";

/** One system of the table: code, name, proj string, largest distance from PROJ in metres, area of use west south east north in degrees. */
export type EpsgRow = readonly [code: number, name: string, proj: string, error: number, west: number, south: number, east: number, north: number];

/** The file: systems, and what GeoKeys, WKT and the search look up by code or name. Lengths in metres, angles in degrees. */
export interface EpsgTable {
  readonly crs: readonly EpsgRow[];
  /** Geographic system, its datum, and further names of both: letters and digits only, joined by |. */
  readonly datums: readonly (readonly [code: number, datum: number, names: string])[];
  /** A conversion (map projection with its numbers) and one system that uses it. */
  readonly conversions: readonly (readonly [conversion: number, crs: number])[];
  /** An inverse flattening of 0 is a sphere. */
  readonly ellipsoids: readonly (readonly [code: number, name: string, semiMajor: number, inverseFlattening: number])[];
  readonly meridians: readonly (readonly [code: number, name: string, degrees: number])[];
  readonly lengths: readonly (readonly [code: number, name: string, metres: number])[];
  /** Countries and regions: west, south, east, north. */
  readonly places: readonly (readonly [name: string, west: number, south: number, east: number, north: number])[];
}

let table: EpsgTable | null = null;
let byCode: ReadonlyMap<number, EpsgRow> = new Map();
const made = new Map<number, Crs>();

/** Reads the table, once; every later call is free. Each thread has its own. */
export async function loadEpsg(): Promise<void> {
  if (table) return;
  const { default: read } = await import("./epsg.json");
  table = read;
  byCode = new Map(read.crs.map((row) => [row[0], row]));
}

/** All rows, in the order of their codes. */
export const epsgRows = (): readonly EpsgRow[] => epsgTable().crs;

/** The whole table; it must be loaded. */
export function epsgTable(): EpsgTable {
  invariant(table, "the EPSG table to be loaded (loadEpsg) before it is read");
  return table;
}

/** Codes that other programs give to systems which EPSG calls otherwise. */
const aliases: Readonly<Record<number, number>> = { 900913: 3857, 102100: 3857, 102113: 3857, 4979: 4326 };

/** EPSG's code for a code in use elsewhere. */
export const sameCode = (code: number): number => aliases[code] ?? code;

/** The system with this EPSG code; null when the table has none. The table must be loaded. */
export function crsFromCode(code: number): Crs | null {
  invariant(table, `the EPSG table to be loaded (loadEpsg) before EPSG:${code} is looked up`);
  const row = byCode.get(sameCode(code));
  return row ? crsFromRow(row) : null;
}

/** The system of one row. */
export function crsFromRow(row: EpsgRow): Crs {
  const [code, name, proj, error] = row;
  const known = made.get(code);
  if (known) return known;
  const params = parseProj(proj);
  invariant(params, `a proj string in the row of EPSG:${code}, got ${proj}`);
  const crs: Crs = { code, name, proj: formatProj(filled(params)), accuracyMetres: error, area: areaOf(row) };
  made.set(code, crs);
  return crs;
}

/** A row's area of use in degrees. EPSG gives some superseded systems the whole world for want of anything better; a regional projection has none then. */
export function areaOf([, , proj, , west, south, east, north]: EpsgRow): Extent | null {
  const isUnknown = east - west === 360 && /^\+proj=(tmerc|lcc|aea|cass|omerc|somerc|sterea|krovak|nzmg|poly) /.test(proj);
  return isUnknown ? null : { west, south, east, north };
}
