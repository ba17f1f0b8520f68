import { type Cells, emptyCells } from "../cells/cells.ts";
import { type Grid, gridAt, type Window } from "../grid/grid.ts";
import type { LayerMeta, RasterWindow } from "../layer/meta.ts";
import { dataPart, needsAround } from "./around.ts";
import type { Need, Part } from "./define.ts";
import { rowFactors, type ZFactor } from "./z-factor.ts";

/** What is made of the gradient of a surface: how much it rises towards the east and towards the north, a unit of length. */
export type OfGradient = (east: number, north: number) => number;

/** An angle in degrees of every band, as float64 with NaN for NoData; of several bands each keeps its name before the angle's. */
export const anglesOf = (input: LayerMeta, name: string): LayerMeta => ({
  ...input,
  cellType: "float64",
  nodata: Number.NaN,
  palette: null,
  bands: input.bands.map((band) => ({
    ...band,
    name: input.bands.length === 1 ? name : `${band.name}, ${name.toLowerCase()}`,
    role: "grey",
    unit: "°",
    scale: 1,
    offset: 0,
  })),
});

/** The cells that the surface of a window is made of. */
export const surfaceNeeds = (out: RasterWindow, input: LayerMeta): readonly Need[] => (dataPart(out, input) ? needsAround(out, 1, input) : []);

/**
 * A number for every cell from the gradient of Horn's 3 × 3 cells (1981). A neighbour that has no value, or is off the
 * layer, counts as the centre; a centre without a value stays NoData.
 */
export function surfaceCells(
  [part]: readonly Part[],
  grid: Grid,
  out: RasterWindow,
  { bands, zFactor, output, of }: { readonly bands: readonly number[]; readonly zFactor: ZFactor; readonly output: LayerMeta; readonly of: OfGradient },
): Cells {
  const cells = emptyCells(grid, bands.length);
  const whole = output.rasters[out.raster];
  const inside = dataPart(out, output);
  if (!part || !whole || !inside) return cells;
  const level = gridAt(whole.grid, out.level);
  const [colX, rowX, , colY, rowY] = level.affine;
  const area = colX * rowY - rowX * colY;
  const factors = rowFactors(zFactor, level);
  const near = [0, 1, 2].map(() => new Float64Array(inside.cols + 2));
  const [north, middle, south] = near as [Float64Array, Float64Array, Float64Array];
  for (const [i, band] of bands.entries()) {
    const from = part.cells.bands[band]!;
    const into = cells.bands[i]!;
    for (let row = inside.row; row < inside.row + inside.rows; row++) {
      const { x, y } = factors(row);
      for (const [r, cellsNear] of near.entries()) readRow(from, part.need, row + r - 1, inside.col - 1, cellsNear);
      const at = (row - out.row) * out.cols + inside.col - out.col;
      for (let c = 0; c < inside.cols; c++) {
        const centre = middle[c + 1]!;
        if (Number.isNaN(centre)) continue;
        const nw = or(north[c]!, centre);
        const n = or(north[c + 1]!, centre);
        const ne = or(north[c + 2]!, centre);
        const w = or(middle[c]!, centre);
        const e = or(middle[c + 2]!, centre);
        const sw = or(south[c]!, centre);
        const s = or(south[c + 1]!, centre);
        const se = or(south[c + 2]!, centre);
        const perCol = (ne + 2 * e + se - nw - 2 * w - sw) / 8;
        const perRow = (sw + 2 * s + se - nw - 2 * n - ne) / 8;
        // From columns and rows to east and north; in a north-up grid they are divided by the cell's width and height.
        const east = (perCol * rowY - perRow * colY) / area;
        const up = (perRow * colX - perCol * rowX) / area;
        into[at + c] = of(east * x, up * y);
      }
    }
  }
  return cells;
}

const or = (value: number, centre: number): number => (Number.isNaN(value) ? centre : value);

/** A stretch of one row of a part; NaN outside the part. */
function readRow(from: Float64Array, { col, row, cols, rows }: Window, at: number, first: number, into: Float64Array): void {
  into.fill(Number.NaN);
  if (at < row || at >= row + rows) return;
  const left = Math.max(first, col);
  const right = Math.min(first + into.length, col + cols);
  const start = (at - row) * cols - col;
  if (left < right) into.set(from.subarray(start + left, start + right), left - first);
}

/** Steepness in degrees. */
export const slopeDegrees: OfGradient = (east, north) => (Math.atan(Math.sqrt(east * east + north * north)) * 180) / Math.PI;

/** Where downhill is, in degrees clockwise from north, 0 to 360 (exclusive); −1 where it is flat. */
export function aspectDegrees(east: number, north: number): number {
  if (east === 0 && north === 0) return -1;
  const degrees = (Math.atan2(-east, -north) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees;
}
