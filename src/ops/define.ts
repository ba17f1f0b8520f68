import type { ZodType } from "zod";
import type { Cells } from "../cells/cells.ts";
import type { Grid } from "../grid/grid.ts";
import type { LayerMeta, RasterWindow, TileKey } from "../layer/meta.ts";
import type { Measured, Measurement } from "./measurement.ts";

/** A zod schema whose fields carry `.meta({ label, unit, help, field })`; the form, the recipe and the worker's guard derive from it. */
type Schema<P> = ZodType<P>;

interface Common<P> {
  /** The verb as it stands in menus: "Tile and reproject". */
  readonly title: string;
  /** One line for the palette and the docs. */
  readonly help: string;
  /** Other words people search by. */
  readonly words: readonly string[];
  readonly params: Schema<P>;
  /** True for ops that the program itself adds (for the screen, for export) and no menu offers. */
  readonly hidden?: boolean;
  /** A few words for the closed step row: "EPSG:3857, bilinear". */
  summary(params: P): string;
}

interface LayerOp<P> extends Common<P> {
  /** Raised when the op's cells change for equal parameters, so that stored tiles are not reused. */
  readonly version: number;
  /** The colours that its result is first shown in, where the usual ones do not suit. */
  readonly ramp?: "greys";
  /** How many layers it takes: one, or one and any number of others. */
  readonly takes: "one" | "many";
  /** True when band b of the result depends on band b of each input alone, and parameters name no band: fewer bands can be asked then. */
  readonly isBandByBand?: boolean;
  /** Parameters that make sense for these inputs before the user chose any: nearest for classes, the input's own CRS ... */
  initial(inputs: readonly [LayerMeta, ...LayerMeta[]]): P;
  /** For ops whose parameters may leave numbers of the whole input to be measured. */
  readonly measure?: Measure<P>;
  /** The layer that will come out, or a fault that says which parameter is wrong. No cell is read. */
  infer(inputs: readonly [LayerMeta, ...LayerMeta[]], params: P): LayerMeta;
}

/** Numbers of the whole first input that parameters may leave open: exact, measured once per input and kept. */
export interface Measure<P> {
  /** What is missing for these parameters, or null when they are complete. A node is only ever made of complete ones. */
  missing(params: P): Measurement | null;
  /** The parameters with the numbers in place. */
  settled(params: P, numbers: Measured): P;
}

/** What a kernel may know beside its cells. */
export interface KernelContext<Prepared> {
  readonly inputs: readonly [LayerMeta, ...LayerMeta[]];
  readonly output: LayerMeta;
  /** What `prepare` made, once per node and worker. */
  readonly prepared: Prepared;
}

/** Output tile k depends on input tile k alone, so a chain of these runs as one task. */
export interface CellOp<P, Prepared = unknown> extends LayerOp<P> {
  readonly form: "cell";
  prepare(inputs: readonly [LayerMeta, ...LayerMeta[]], params: P): Prepared;
  /** For ops on several layers: the raster of each input behind a raster of the output; the same one unless told. */
  sources?(raster: number, inputs: readonly [LayerMeta, ...LayerMeta[]]): readonly number[];
  /** True when no cell of the window can have a value whatever the inputs hold: they are not asked then. */
  isEmpty?(window: RasterWindow, params: P, context: KernelContext<Prepared>): boolean;
  /** Cells of any window and level of raster `raster`, the bands of all inputs one after the other. May change them in place and return them. What it returns is used again: a kernel keeps none of it. */
  kernel(cells: Cells, params: P, context: KernelContext<Prepared> & { readonly raster: number }): Cells;
}

/** A window of an input layer, or of the op's own result at a finer level than the one being made. */
export interface Need extends RasterWindow {
  readonly input: number | "self";
}

export interface Part {
  readonly need: Need;
  readonly cells: Cells;
}

/** Output cells depend on the input windows that `needs` names: a task boundary. */
export interface GatherOp<P, Prepared = unknown> extends LayerOp<P> {
  readonly form: "gather";
  prepare(inputs: readonly [LayerMeta, ...LayerMeta[]], params: P): Prepared;
  /**
   * The input windows for one output window. `out` may be any rectangle at any level; evaluating a window whole or in
   * pieces must give the same cells, bit for bit. Windows must lie inside their raster (`gridAt(raster.grid, level)`).
   */
  needs(out: RasterWindow, params: P, context: KernelContext<Prepared>): readonly Need[];
  /** `grid` is the grid of `out`; parts come in the order of `needs`. Memory of the parts and of the result is used again: a kernel keeps none of it. */
  kernel(parts: readonly Part[], grid: Grid, out: RasterWindow, params: P, context: KernelContext<Prepared>): Cells;
}

/** Output cells are some input's cells unchanged, at most shifted by whole cells: nothing is computed, the window is asked elsewhere. */
export interface RouteOp<P> extends LayerOp<P> {
  readonly form: "route";
  source(out: RasterWindow, inputs: readonly [LayerMeta, ...LayerMeta[]], params: P): { readonly input: number; readonly window: RasterWindow };
}

/** A layer reduced to a value; partial results of different tiles merge in any order. Accumulators are plain data. */
export interface FoldOp<P, Acc, Out> extends Common<P> {
  readonly form: "fold";
  /** "keys": the answer follows from the keys alone; cells come without bands and none is computed. */
  readonly looksAt: "cells" | "keys";
  /** The tiles that can change the answer, told without reading one; all when it is left out. */
  keys?(params: P, keys: readonly TileKey[], meta: LayerMeta): readonly TileKey[];
  empty(params: P, meta: LayerMeta): Acc;
  /** May change `acc` and return it. */
  add(acc: Acc, cells: Cells, params: P, key: TileKey, meta: LayerMeta): Acc;
  merge(left: Acc, right: Acc): Acc;
  done(acc: Acc): Out;
}

export const cellOp = <P, Prepared = null>(op: Omit<CellOp<P, Prepared>, "form">): CellOp<P, Prepared> => ({ form: "cell", ...op });
export const gatherOp = <P, Prepared = null>(op: Omit<GatherOp<P, Prepared>, "form">): GatherOp<P, Prepared> => ({ form: "gather", ...op });
export const routeOp = <P>(op: Omit<RouteOp<P>, "form">): RouteOp<P> => ({ form: "route", ...op });
export const foldOp = <P, Acc, Out>(op: Omit<FoldOp<P, Acc, Out>, "form">): FoldOp<P, Acc, Out> => ({ form: "fold", ...op });
