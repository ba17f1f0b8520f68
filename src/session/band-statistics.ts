import type { NodeId } from "../layer/meta.ts";

/** Cells in bins of equal width. */
export interface Histogram {
  /** Left edge of the first bin, right edge of the last. */
  readonly min: number;
  readonly max: number;
  readonly counts: readonly number[];
}

/** Numbers of one band of one node. Level 0 is exact; above, an estimate from cells of 2^level. */
export interface BandStatistics {
  readonly level: number;
  readonly valid: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly histogram: Histogram;
}

/** Under which name the numbers of a band are kept. */
export const statisticsKey = (node: NodeId, band: number) => `${node}/${band}`;
