import type { EpsgTable } from "./epsg.ts";

/** The shape of the table, so that the compiler need not infer six thousand rows. */
declare const table: EpsgTable;
export default table;
