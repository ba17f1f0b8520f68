import type { Fault } from "../fault.ts";
import type { Areas } from "../grid/areas.ts";
import type { Instant } from "../layer/meta.ts";
import type { Statistics } from "../ops/cell-statistics.ts";
import type { LayerId, StepId } from "./state.ts";

/** Where the areas of a table come from: a mask step of the layer, or a file. */
export type AreaSource = { readonly kind: "step"; readonly step: StepId } | { readonly kind: "file"; readonly name: string; readonly areas: readonly Areas[] };

/** What one area holds at one date, band by band. */
export interface AreaRow {
  /** From 0, in the order of the areas. */
  readonly area: number;
  readonly instant: Instant | null;
  readonly bands: readonly Statistics[];
}

/** The table of statistics per area, below the map. */
export interface AreaTable {
  readonly layer: LayerId;
  /** Null while no areas are chosen. */
  readonly source: AreaSource | null;
  /** Whose values: a stage of the recipe; null is the usual one. */
  readonly stage: number | null;
  readonly rows: readonly AreaRow[] | null;
  /** Names what the rows were counted of. */
  readonly counted: string | null;
  readonly counting: boolean;
  readonly fault: Fault | null;
}
