import { cellTypeInfo } from "../cells/cell-type.ts";
import { type Cells, emptyCells } from "../cells/cells.ts";
import { geotrellisResampler } from "../cells/resample/geotrellis.ts";
import { type ResampleMethod, resamplers } from "../cells/resample/method.ts";
import { quantise } from "../cells/resample/quantise.ts";
import type { Resampler } from "../cells/resample/sampling.ts";
import { type Scale, scaleOver } from "../cells/resample/scale.ts";
import { placesWindow, warpInto, windowFor } from "../cells/resample/warp.ts";
import { invariant } from "../fault.ts";
import { toPixel } from "../grid/affine.ts";
import { clipWindow, type Grid, gridAt, type Window, windowGrid } from "../grid/grid.ts";
import { periodOf } from "../grid/period.ts";
import { map } from "../grid/point.ts";
import { imageExtent } from "../grid/target-grid.ts";
import { type Transformer, transformer } from "../grid/transformer.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta, Raster, RasterWindow } from "../layer/meta.ts";
import type { Need, Part } from "./define.ts";

/** A raster of an input layer on its way into one raster of the output. */
interface Source {
  readonly input: number;
  readonly index: number;
  readonly raster: Raster;
  readonly out: Grid;
  /** Where it can reach in the out raster's cells at level 0; a little too large rather than too small. */
  readonly box: Box;
  readonly scale: () => Scale;
  readonly views: Map<number, View>;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The same without any margin. */
  readonly tight: Window;
}

/** A source as one level of the output sees it. */
interface View {
  readonly level: number;
  /** The pixels that hold data, in the raster at that level. */
  readonly window: Window;
  readonly scale: Scale;
  readonly transformer: Transformer;
}

/** How a gather that resamples gets its cells: which rasters of which inputs make up each raster of the output. */
export interface WarpPlan {
  readonly output: LayerMeta;
  readonly method: ResampleMethod;
  readonly rule: ResampleRule | undefined;
  /** A later source's value replaces a 0: GeoTrellis' rule where there is no NoData number. */
  readonly emptyZeros: boolean;
  readonly resampler: Resampler;
  /** For the screen: level 0 is a preview too and reads the level that matches it. */
  readonly isPreview: boolean;
  /** By raster of the output, in the order in which they win. */
  readonly sources: readonly (readonly Source[])[];
}

/** Which raster of which input. */
export interface RasterRef {
  readonly input: number;
  readonly raster: number;
}

export interface WarpSpec {
  readonly inputs: readonly LayerMeta[];
  readonly output: LayerMeta;
  readonly method: ResampleMethod;
  /** Whose rules: GDAL's unless told. */
  readonly rule?: ResampleRule | undefined;
  readonly isPreview?: boolean;
  /** By raster of the output: the first of them that has a value gives it. */
  readonly groups: readonly (readonly RasterRef[])[];
}

export const resampleRules = ["gdal", "geotrellis"] as const;
/**
 * Statistics weigh the cells that a new cell covers by their share, and other methods widen when shrinking (GDAL); or statistics
 * count the cells whose centres are within half a new cell, whole numbers are cut, and nothing widens (GeoTrellis).
 */
export type ResampleRule = (typeof resampleRules)[number];

/** Prepared once per node: what windows need and how they are computed follows from it. */
export function planWarp({ inputs, output, method, rule, isPreview = false, groups }: WarpSpec): WarpPlan {
  const emptyZeros = rule === "geotrellis" && output.nodata === null;
  const resampler = rule === "geotrellis" ? geotrellisResampler(method, cellTypeInfo(output.cellType).float, emptyZeros) : resamplers[method];
  const sources = groups.map((group, r) =>
    group.flatMap(({ input, raster: index }) => {
      const raster = inputs[input]?.rasters[index];
      const out = output.rasters[r]?.grid;
      invariant(raster && out, `raster ${index} of input ${input} and raster ${r} of the output`);
      return sourceOf(raster, out, input, index) ?? [];
    }),
  );
  return { output, method, rule, emptyZeros, resampler, isPreview, sources };
}

function sourceOf(raster: Raster, out: Grid, input: number, index: number): Source | null {
  const data = windowGrid(raster.grid, dataWindow(raster, 0));
  if (data.cols === 0 || data.rows === 0) return null;
  const box = boxIn(data, out);
  if (!box) return null;
  let scale: Scale | null = null;
  const measure = () => scaleOver(transformer(out, data).exact, clipWindow(box.tight, out), data);
  return { input, index, raster, out, box, scale: () => (scale ??= measure()), views: new Map() };
}

/** The cells of `out` around the image of `data`; null when it has none. */
function boxIn(data: Grid, out: Grid): Box | null {
  const image = imageExtent(data, out.crs);
  if (!image) return null;
  const { west, south, east, north } = image.extent;
  const pixels = [map(west, north), map(east, north), map(east, south), map(west, south)].map((p) => toPixel(out.affine, p));
  const xs = pixels.map((p) => p.x);
  const ys = pixels.map((p) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // The outline is known at a few points only, and may bulge between them.
  const margin = 2 + 0.02 * Math.max(right - left, bottom - top);
  const isAnywhere = !image.isWhole;
  const isAround = isAnywhere || (periodOf(out.crs) !== null && (left < -margin || right > out.cols + margin));
  return {
    left: isAround ? Number.NEGATIVE_INFINITY : left - margin,
    right: isAround ? Number.POSITIVE_INFINITY : right + margin,
    top: isAnywhere ? Number.NEGATIVE_INFINITY : top - margin,
    bottom: isAnywhere ? Number.POSITIVE_INFINITY : bottom + margin,
    tight: wholeCells(left, top, right, bottom),
  };
}

/** The cells between edges that rounding may have moved by a millionth. */
function wholeCells(left: number, top: number, right: number, bottom: number): Window {
  const col = Math.floor(left + 1e-6);
  const row = Math.floor(top + 1e-6);
  return { col, row, cols: Math.ceil(right - 1e-6) - col, rows: Math.ceil(bottom - 1e-6) - row };
}

/** How a level of the output reads a source: always exactly from level 0 for level 0, previews from the level just finer than they are. */
function viewAt({ resampler, isPreview }: WarpPlan, source: Source, outLevel: number): View {
  const known = source.views.get(outLevel);
  if (known) return known;
  const { raster, out } = source;
  const { x, y } = source.scale();
  const level = outLevel === 0 && !isPreview ? 0 : levelFor(source, outLevel);
  const window = dataWindow(raster, level);
  const grid = windowGrid(gridAt(raster.grid, level), window);
  const factor = 2 ** (level - outLevel);
  const view = { level, window, scale: { x: x * factor, y: y * factor }, transformer: transformer(gridAt(out, outLevel), grid, resampler.at) };
  source.views.set(outLevel, view);
  return view;
}

/** The coarsest level whose cells are not larger than the output's. */
function levelFor({ raster, scale }: Source, outLevel: number): number {
  const { x, y } = scale();
  const cellsPerCell = 2 ** outLevel / Math.max(x, y);
  const last = Math.floor(Math.log2(Math.max(raster.grid.cols, raster.grid.rows)));
  return Math.max(0, Math.min(Math.floor(Math.log2(cellsPerCell) + 1e-6), last));
}

/** The level of `raster` that a preview on `out` reads. */
export function previewLevel(raster: Raster, out: Grid): number {
  const source = sourceOf(raster, out, 0, 0);
  return source ? levelFor(source, 0) : 0;
}

/** The input windows that a window of the output is made from. */
export function warpNeeds(plan: WarpPlan, out: RasterWindow): Need[] {
  const inside = insideOf(plan, out);
  if (!inside) return [];
  const unit = 2 ** out.level;
  return sourcesOf(plan, out).flatMap((source) => {
    const { box } = source;
    const misses =
      box.left >= (inside.col + inside.cols) * unit ||
      box.right <= inside.col * unit ||
      box.top >= (inside.row + inside.rows) * unit ||
      box.bottom <= inside.row * unit;
    if (misses) return [];
    const { level, window, scale, transformer } = viewAt(plan, source, out.level);
    const bounds = transformer.over(placesWindow(inside, plan.resampler)).bounds();
    const part = bounds && windowFor(bounds, window, plan.resampler, scale);
    if (!part) return [];
    return [{ input: source.input, raster: source.index, level, ...part, col: part.col + window.col, row: part.row + window.row }];
  });
}

/** The cells of a window from the parts that `warpNeeds` asked for, in that order; cells past the raster are NoData. */
export function warpKernel(plan: WarpPlan, parts: readonly Part[], grid: Grid, out: RasterWindow): Cells {
  const { cellType, nodata, bands } = plan.output;
  const whole = emptyCells(grid, bands.length);
  const inside = insideOf(plan, out);
  if (!inside || parts.length === 0) return whole;
  const isAll = inside.cols === out.cols && inside.rows === out.rows;
  const cells = isAll ? whole : emptyCells({ ...grid, cols: inside.cols, rows: inside.rows }, bands.length);
  for (const { need, cells: from } of parts) {
    if (!cells.bands.some((band) => hasHoles(band, plan.emptyZeros))) break;
    const source = sourcesOf(plan, out).find(({ input, index }) => input === need.input && index === need.raster);
    invariant(source, `raster ${need.raster} of input ${need.input} among the sources`);
    const { window, scale, transformer } = viewAt(plan, source, out.level);
    const sampling = {
      cols: window.cols,
      rows: window.rows,
      window: { col: need.col - window.col, row: need.row - window.row, cols: need.cols, rows: need.rows },
      bands: from.bands,
      scaleX: scale.x,
      scaleY: scale.y,
    };
    warpInto(cells.bands, inside, transformer, sampling, plan.resampler);
  }
  if (!picksValues.has(plan.method)) quantise(cells.bands, cellType, nodata, plan.rule);
  if (isAll) return cells;
  for (const [b, band] of cells.bands.entries())
    for (let r = 0; r < inside.rows; r++) {
      const from = band.subarray(r * inside.cols, (r + 1) * inside.cols);
      whole.bands[b]!.set(from, (inside.row - out.row + r) * out.cols + inside.col - out.col);
    }
  return whole;
}

function hasHoles(band: Float64Array, emptyZeros: boolean): boolean {
  for (let i = 0; i < band.length; i++) if (Number.isNaN(band[i]) || (emptyZeros && band[i] === 0)) return true;
  return false;
}

/** Methods whose results are source values: there is nothing to round. */
const picksValues: ReadonlySet<ResampleMethod> = new Set(["nearest", "mode", "median", "min", "max"]);

const sourcesOf = ({ sources }: WarpPlan, { raster }: RasterWindow): readonly Source[] => sources[raster] ?? [];

/** The part of a window that lies on the output's raster. */
function insideOf({ output }: WarpPlan, out: RasterWindow): Window | null {
  const raster = output.rasters[out.raster];
  invariant(raster, `raster ${out.raster} among ${output.rasters.length}`);
  return clipWindow(out, gridAt(raster.grid, out.level));
}
