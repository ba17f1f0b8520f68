import type { CellType } from "../cells/cell-type.ts";
import type { Fault } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import type { Series } from "./series.ts";
import type { LayerId, StepId } from "./state.ts";

/** Values under a clicked cell, one entry a visible layer. */
export interface Reading {
  readonly layer: LayerId;
  readonly name: string;
  readonly crs: Crs;
  readonly x: number;
  readonly y: number;
  readonly col: number;
  readonly row: number;
  /** NaN is NoData; null while it is read. */
  readonly values: readonly number[] | null;
  /** Of a layer with several dates, all of them; null while they are read, and for any other layer. */
  readonly series: Series | null;
  /** Why its cells could not be read. */
  readonly fault?: Fault;
}
export interface Probe {
  readonly lon: number;
  readonly lat: number;
  readonly readings: readonly Reading[];
}

/** What a stage of a recipe holds at a point; null where it has no cell. The source has no step. */
export interface TraceStage {
  readonly step: StepId | null;
  readonly values: readonly number[] | null;
}

/** Why the last stage has no value: at which stage it went, 1 for the first step. `band` where other bands have one. */
export type WhyNodata = { readonly band: number | null } & (
  | { readonly kind: "outside" }
  | { readonly kind: "source"; readonly file: string }
  | { readonly kind: "masked"; readonly stage: number; readonly keep: "inside" | "outside" }
  | { readonly kind: "cut-off" | "resampled" | "other-layer"; readonly stage: number }
  | { readonly kind: "overflow"; readonly stage: number; readonly value: number; readonly cellType: CellType }
  | { readonly kind: "nodata-number"; readonly stage: number; readonly value: number; readonly nodata: number }
  | { readonly kind: "division" | "no-result" | "operand"; readonly stage: number; readonly part: string }
  | { readonly kind: "step"; readonly stage: number; readonly value: number | null }
);

/** The values of one layer at the read point after every step; `stages` is null until they are read. */
export interface Trace {
  readonly layer: LayerId;
  readonly lon: number;
  readonly lat: number;
  readonly stages: readonly TraceStage[] | null;
  readonly why: WhyNodata | null;
}
