import type { Window } from "../../grid/grid.ts";

/** Source cells that a kernel reads. All bands share the window; cells without a value are NaN. */
export interface Sampling {
  /** Size of the whole source raster, so that its edge is known from the edge of what is at hand. */
  readonly cols: number;
  readonly rows: number;
  /** The part at hand. It holds every source cell that a place in the window reaches. */
  readonly window: Window;
  readonly bands: readonly Float64Array[];
  /** Out cells per source cell along each axis, below 1 when shrinking: kernels are that much wider. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Places of one row of out cells, in source pixels from the source's outer corner; NaN without image. */
export interface Spots {
  readonly count: number;
  /** Centres; for area methods the north-west corners, one more than cells. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** For area methods the corners of the row below; empty otherwise. */
  readonly belowXs: Float64Array;
  readonly belowYs: Float64Array;
}

/**
 * Computes one row of one band and fills those cells of `target`, from index `at`, that are still NaN: the first source
 * that has a value wins. A cell that gets no value stays NaN.
 */
export type RowKernel = (source: Sampling, band: number, spots: Spots, target: Float64Array, at: number) => void;

export interface Resampler {
  /** Whether the method looks at cell centres or at the area between corners. */
  readonly at: "centre" | "corner";
  /** How many source cells beyond a place's own the method reads along an axis of that scale. */
  reach(scale: number): number;
  readonly row: RowKernel;
}

/** A place that rounding puts on the far side of an edge still belongs to the cell before it. GDAL's figure. */
export const edgeTolerance = 1e-10;

/**
 * True when the source cell under a place has no value in any band. Such a place gets none either, whatever its
 * neighbours hold; a place whose cell has a value in another band is interpolated from the neighbours. GDAL's rule.
 */
export function isHole({ cols, rows, window, bands }: Sampling, x: number, y: number): boolean {
  const col = Math.min(Math.floor(x + edgeTolerance), cols - 1);
  const row = Math.min(Math.floor(y + edgeTolerance), rows - 1);
  const at = (row - window.row) * window.cols + col - window.col;
  return bands.every((band) => Number.isNaN(band[at]));
}
