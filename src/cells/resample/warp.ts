import type { Window } from "../../grid/grid.ts";
import type { Bounds } from "../../grid/lattice.ts";
import type { Transformer } from "../../grid/transformer.ts";
import type { Resampler, Sampling } from "./sampling.ts";
import type { Scale } from "./scale.ts";

/** The source pixels that a method reads for places within `bounds`, clipped to the raster; null when they miss it. */
export function windowFor(
  bounds: Bounds,
  size: { readonly cols: number; readonly rows: number },
  { reach }: Pick<Resampler, "reach">,
  scale: Scale,
): Window | null {
  // One cell more: bounds may be an eighth of a pixel short, and rounding may favour either side of an edge.
  const marginX = reach(scale.x) + 1;
  const marginY = reach(scale.y) + 1;
  const left = Math.max(0, Math.floor(bounds.left) - marginX);
  const top = Math.max(0, Math.floor(bounds.top) - marginY);
  const right = Math.min(size.cols, Math.ceil(bounds.right) + marginX);
  const bottom = Math.min(size.rows, Math.ceil(bounds.bottom) + marginY);
  return left < right && top < bottom ? { col: left, row: top, cols: right - left, rows: bottom - top } : null;
}

/** The window whose places a method needs: area methods look at the corners, one more each way than cells. */
export const placesWindow = (out: Window, { at }: Pick<Resampler, "at">): Window =>
  at === "centre" ? out : { ...out, cols: out.cols + 1, rows: out.rows + 1 };

/** Fill the cells of a window that are still NaN from one source. `transformer` takes out pixels to source pixels, at the method's places. */
export function warpInto(target: readonly Float64Array[], out: Window, transformer: Transformer, source: Sampling, { at, row: fillRow }: Resampler): void {
  const window = placesWindow(out, { at });
  const places = transformer.over(window);
  const empty = new Float64Array(0);
  let xs = new Float64Array(window.cols);
  let ys = new Float64Array(window.cols);
  let belowXs = at === "corner" ? new Float64Array(window.cols) : empty;
  let belowYs = at === "corner" ? new Float64Array(window.cols) : empty;
  if (at === "corner") places.row(out.row, belowXs, belowYs);
  for (let r = 0; r < out.rows; r++) {
    if (at === "corner") {
      [xs, ys, belowXs, belowYs] = [belowXs, belowYs, xs, ys];
      places.row(out.row + r + 1, belowXs, belowYs);
    } else places.row(out.row + r, xs, ys);
    const spots = { count: out.cols, xs, ys, belowXs, belowYs };
    for (let band = 0; band < target.length; band++) fillRow(source, band, spots, target[band]!, r * out.cols);
  }
}
