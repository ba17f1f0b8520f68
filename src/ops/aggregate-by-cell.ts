import { z } from "zod";
import { fitInto } from "../algebra/fit.ts";
import { type CellType, cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { emptyCells } from "../cells/cells.ts";
import { fail } from "../fault.ts";
import { unionExtent } from "../grid/extent.ts";
import { clipWindow, gridAt } from "../grid/grid.ts";
import { instantsIn } from "../layer/instant.ts";
import { sameGrid } from "../layer/join.ts";
import { hasTile, keysOver, unionKeys } from "../layer/keys.ts";
import { keyWindow, type LayerMeta, type Raster } from "../layer/meta.ts";
import { type Aggregate, aggregates, reduceRows } from "./aggregate-rows.ts";
import { gatherOp, type Part } from "./define.ts";
import { field } from "./fields.ts";
import { moments } from "./instants.ts";

const schema = z.object({
  operation: field(z.enum(aggregates), {
    kind: "choice",
    label: "Value",
    help: "Sum, minimum and maximum need a value at every date; the others take the values there are",
    options: { sum: "Sum", min: "Minimum", max: "Maximum", mean: "Mean", variance: "Variance", "standard-deviation": "Standard deviation" },
  }),
  over: field(z.enum(["key", "time"]), {
    kind: "choice",
    label: "Over",
    options: { time: "All dates", key: "Tiles of the same date" },
  }),
  numbers: field(z.enum(["own", "exact", "wrap"]), {
    kind: "choice",
    label: "Cell type",
    options: { exact: "As wide as the result needs", own: "The layer's own", wrap: "The layer's own; a number out of range wraps around" },
  }),
});
export type AggregateByCellParams = z.infer<typeof schema>;

/** Input rasters that become one raster of the output. */
type Group = readonly number[];

/**
 * One tile for all that share a key (of all dates, or of each date), cell by cell. Sum, minimum and maximum are NoData where any of
 * them is; mean, variance and standard deviation leave NoData out. Variance is that of a sample (n - 1): NoData for less than two
 * values. In the layer's own integer type the mean and the standard deviation are cut towards zero, the variance is rounded half
 * up, and a sum stops at the type's range, or (wrap) keeps its low bits.
 */
export const aggregateByCell = gatherOp<AggregateByCellParams, readonly Group[]>({
  title: "Aggregate by cell",
  help: "One value a cell from all dates: sum, mean, minimum, maximum, variance",
  words: ["time", "over time", "temporal", "composite", "average", "mean", "sum", "maximum", "variance", "standard deviation", "duplicates"],
  version: 1,
  takes: "one",
  params: schema,
  summary: ({ operation, over }) => `${operation.replace("-", " ")}${over === "time" ? " over time" : ""}`,
  initial: ([{ rasters }]) => ({ operation: "mean", over: instantsIn(rasters).length > 1 ? "time" : "key", numbers: "exact" }),
  infer([input], params) {
    const rasters = groupsOf(input, params).map((group): Raster => {
      const members = group.flatMap((raster) => input.rasters[raster] ?? []);
      const first = members[0]!;
      const keys = unionKeys(members);
      const extent = unionExtent(members.map((member) => member.extent)) ?? first.extent;
      return { name: first.name, grid: first.grid, instant: params.over === "time" ? null : first.instant, extent, ...(keys && { keys }) };
    });
    const keeps = params.operation === "min" || params.operation === "max";
    return { ...input, rasters, ...typeOf(input, params), palette: keeps ? input.palette : null };
  },
  prepare: ([input], params) => groupsOf(input, params),
  needs(out, _params, { inputs: [input], prepared }) {
    return (prepared[out.raster] ?? []).flatMap((raster) => {
      const grid = input.rasters[raster]?.grid;
      const part = grid && clipWindow(out, gridAt(grid, out.level));
      return part ? [{ ...part, input: 0, raster, level: out.level }] : [];
    });
  },
  kernel(parts, grid, out, { operation, numbers }, { inputs: [input], output }) {
    const cells = emptyCells(grid, output.bands.length);
    for (const key of keysOver(output, out)) {
      const window = clipWindow(keyWindow(output, key), gridAt(output.rasters[out.raster]!.grid, out.level));
      const there = parts.filter(({ need }) => hasTile(input, { ...key, raster: need.raster }));
      const shared = window && there[0] && overlap(window, there[0]);
      if (!shared) continue;
      for (const [b, band] of cells.bands.entries()) {
        const to = { cells: band, at: (shared.row - out.row) * out.cols + shared.col - out.col, stride: out.cols };
        const from = there.map(({ need, cells: { bands } }) => ({
          cells: bands[b]!,
          at: (shared.row - need.row) * need.cols + shared.col - need.col,
          stride: need.cols,
        }));
        reduceRows(operation, from, to, shared);
      }
    }
    settle(cells.bands, operation, output, numbers === "wrap");
    return cells;
  },
});

const overlap = (window: { col: number; row: number; cols: number; rows: number }, { need }: Part) => {
  const col = Math.max(window.col, need.col);
  const row = Math.max(window.row, need.row);
  const cols = Math.min(window.col + window.cols, need.col + need.cols) - col;
  const rows = Math.min(window.row + window.rows, need.row + need.rows) - row;
  return cols > 0 && rows > 0 ? { col, row, cols, rows } : null;
};

function groupsOf(input: LayerMeta, { over }: AggregateByCellParams): readonly Group[] {
  const [first, ...rest] = input.rasters;
  if (input.kind === "raster" && first && rest.some(({ grid }) => !sameGrid(grid, first.grid)))
    fail({ tag: "bad-input", op: "aggregateByCell", problem: "the rasters lie on different grids; tile and reproject the layer first" });
  if (over === "key") return moments(input).map(({ refs }) => refs.map(({ raster }) => raster));
  return first ? [input.rasters.map((_, raster) => raster)] : [];
}

/** The cell type that comes out, and its NoData. */
function typeOf({ cellType, nodata, rasters }: LayerMeta, { operation, numbers }: AggregateByCellParams): Pick<LayerMeta, "cellType" | "nodata"> {
  if (numbers !== "exact" || operation === "min" || operation === "max") return { cellType, nodata };
  const { float, min, max } = cellTypeInfo(cellType);
  const holds = (type: CellType) => {
    const info = cellTypeInfo(type);
    // The conventional NoData is the lowest number: no sum may be that.
    return info.max >= rasters.length * max && info.min < rasters.length * min;
  };
  const wide = operation === "sum" && !float ? ((["int16", "int32"] as const).find(holds) ?? "float64") : "float64";
  return { cellType: wide, nodata: conventionalNodata(wide) };
}

/** Results as their type can hold them; a number that is the NoData number becomes NoData. */
function settle(bands: readonly Float64Array[], operation: Aggregate, { cellType, nodata }: LayerMeta, wraps: boolean): void {
  const { float, min, max, bytes } = cellTypeInfo(cellType);
  const none = nodata ?? Number.NaN;
  for (const band of bands) {
    if (wraps && !float) {
      for (let i = 0; i < band.length; i++) band[i] = whole(band[i]!, operation);
      fitInto(band, band, band.length, { cellType, nodata }, "wrap");
      continue;
    }
    for (let i = 0; i < band.length; i++) {
      const value = band[i]!;
      if (Number.isNaN(value)) continue;
      const held = float ? (bytes === 4 ? Math.fround(value) : value) : Math.min(max, Math.max(min, whole(value, operation)));
      band[i] = held === none ? Number.NaN : held;
    }
  }
}

/** GeoTrellis rounds the variance before it takes the root of it. */
function whole(value: number, operation: Aggregate): number {
  if (operation === "variance") return Math.floor(value + 0.5);
  if (operation === "standard-deviation") return Math.trunc(Math.sqrt(Math.floor(value * value + 0.5)));
  return Math.trunc(value);
}
