import type { EpsgRow } from "./epsg.ts";

/** The shape of the table, so that the compiler need not infer six thousand rows. */
declare const rows: readonly EpsgRow[];
export default rows;
