import type { Grid } from "../grid/grid.ts";
import { takeBand } from "./band-pool.ts";

/**
 * Cells in motion: every band widened to float64, row by row from the north-west, nodata as NaN.
 *
 * Kernels see only this. A loop that has met five typed-array classes runs tens of times slower than one that
 * has met a single class, and NaN carries nodata through arithmetic without a branch.
 */
export interface Cells {
  readonly grid: Grid;
  readonly bands: readonly Float64Array[];
}

/** Cells that are all NoData. */
export const emptyCells = (grid: Grid, bandCount: number): Cells => ({
  grid,
  bands: Array.from({ length: bandCount }, () => takeBand(grid.cols * grid.rows).fill(Number.NaN)),
});
