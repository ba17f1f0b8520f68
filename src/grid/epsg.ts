import { invariant } from "../fault.ts";
import type { Crs } from "./crs.ts";
import { filled, formatProj, parseProj } from "./proj-string.ts";

/** One system of the table: code, name, proj string, largest distance from PROJ in metres, area of use west south east north in degrees. */
export type EpsgRow = readonly [code: number, name: string, proj: string, error: number, west: number, south: number, east: number, north: number];

let rows: readonly EpsgRow[] | null = null;
let byCode: ReadonlyMap<number, EpsgRow> = new Map();
const made = new Map<number, Crs>();

/** Reads the table, once; every later call is free. Each thread has its own. */
export async function loadEpsg(): Promise<void> {
  if (rows) return;
  const { default: table } = await import("./epsg.json");
  rows = table;
  byCode = new Map(table.map((row) => [row[0], row]));
}

/** All rows, in the order of their codes. */
export function epsgRows(): readonly EpsgRow[] {
  invariant(rows, "the EPSG table to be loaded (loadEpsg) before it is read");
  return rows;
}

/** The system with this EPSG code; null when the table has none. The table must be loaded. */
export function crsFromCode(code: number): Crs | null {
  invariant(rows, `the EPSG table to be loaded (loadEpsg) before EPSG:${code} is looked up`);
  const known = made.get(code);
  if (known) return known;
  const row = byCode.get(code);
  return row ? crsFromRow(row) : null;
}

export function crsFromRow([code, name, proj, error, west, south, east, north]: EpsgRow): Crs {
  const known = made.get(code);
  if (known) return known;
  const params = parseProj(proj);
  invariant(params, `a proj string in the row of EPSG:${code}, got ${proj}`);
  const crs: Crs = { code, name, proj: formatProj(filled(params)), accuracyMetres: error, area: { west, south, east, north } };
  made.set(code, crs);
  return crs;
}
