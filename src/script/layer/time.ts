import { fail } from "../../fault.ts";
import { instantsIn } from "../../layer/instant.ts";
import type { Instant } from "../../layer/meta.ts";
import type { AggregateByCellParams } from "../../ops/aggregate-by-cell.ts";
import { readSeries, type Series } from "../../session/series.ts";
import { type CrsLike, given, type InstantLike, toCrs, toInstant } from "../options.ts";
import type { Tile } from "../tile.ts";
import type { LayerKey } from "../to-arrays.ts";
import { ClassLayer } from "./classes.ts";

/** The layer's own key type, as GeoPySpark names it. */
export type LayerType = "SPATIAL" | "SPACETIME";

/** "SUM", "standard_deviation" or Rasterloom's own names. */
export type AggregateName = string;

export interface AggregateOptions {
  /** "own" keeps the layer's cell type, as GeoPySpark does; "exact" takes the type that the result needs. */
  readonly numbers?: AggregateByCellParams["numbers"];
}

/** Keys, bands of several layers, and time. */
export abstract class TimeLayer extends ClassLayer {
  /** "SPACETIME" when rasters have instants. */
  get layerType(): LayerType {
    return this.node.meta.rasters.some(({ instant }) => instant !== null) ? "SPACETIME" : "SPATIAL";
  }

  /** The instants of the layer in the order of time, milliseconds since 1970 UTC. */
  get instants(): readonly Instant[] {
    return instantsIn(this.node.meta.rasters);
  }

  /** This layer and others, their rasters in order; where they share a key both are kept. Instants stay as they are. */
  union(others: TimeLayer | readonly TimeLayer[]): this {
    return this.step("union", { dates: "keep" }, layersOf("union", others));
  }

  /** The bands of this layer and of others, in order, for the keys that all have. */
  combineBands(others: TimeLayer | readonly TimeLayer[]): this {
    return this.step("combineBands", {}, layersOf("combineBands", others));
  }

  /** One tile a key (and instant): the first raster that has a value wins; without a NoData number 0 counts as none, unless `zeros` are values. */
  merge({ zeros = "empty" }: { readonly zeros?: "empty" | "value" } = {}): this {
    return this.step("merge", { zeros });
  }

  /** The layer with an instant, or null, for each of its rasters in order. */
  setDates(instants: readonly (InstantLike | null)[]): this {
    return this.step("setDates", { instants: given("setDates", "instants", instants, "a list of dates").map((like) => toInstant(like)) });
  }

  /** Keep the instants in any of the intervals: pairs of ends, both included; an odd last entry is one instant. Text without a zone is UTC. */
  filterByTimes(timeIntervals: readonly InstantLike[]): this {
    const ends = [given("filterByTimes", "timeIntervals", timeIntervals, "a list of dates")].flat().map((like) => toInstant(like));
    const times = ends.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: ends[i + 1] ?? from }] : []));
    return this.step("filterByTimes", { times });
  }

  /** Without instants: the tiles of one, to the millisecond, or of all, whose keys then repeat. */
  toSpatialLayer(targetTime?: InstantLike | null): this {
    return this.step("toSpatialLayer", { targetTime: toInstant(targetTime) });
  }

  /** One tile for all that share a key and instant: "sum", "min", "max", "mean", "variance" or "standard_deviation". */
  aggregateByCell(operation: AggregateName, { numbers = "own" }: AggregateOptions = {}): this {
    return this.step("aggregateByCell", { operation: aggregateOf(operation), over: "key", numbers });
  }

  /** One tile for all instants of a key; the layer has none afterwards. */
  aggregateOverTime(operation: AggregateName, { numbers = "exact" }: AggregateOptions = {}): this {
    return this.step("aggregateByCell", { operation: aggregateOf(operation), over: "time", numbers });
  }

  /** The cells at `to` less those at `from`. */
  differenceOfDates(from: InstantLike, to: InstantLike): this {
    return this.step("differenceOfDates", {
      from: toInstant(given("differenceOfDates", "from", from, "a date")),
      to: toInstant(given("differenceOfDates", "to", to, "a date")),
    });
  }

  /** The exact values of every band at a point for each instant; longitude and latitude unless `crs` says otherwise. */
  getSeries([x, y]: readonly [x: number, y: number], { crs }: { readonly crs?: CrsLike } = {}): Promise<Series> {
    return readSeries(this.node, { x, y, crs: crs === undefined ? null : toCrs(crs) });
  }

  /** The key of every tile, raster by raster, row by row, duplicates included; an untiled layer has one a raster. */
  async collectKeys(): Promise<readonly LayerKey[]> {
    const { meta } = this.node;
    if (meta.kind === "raster") return meta.rasters.map(({ extent, grid: { crs }, instant }) => ({ extent, crs, instant }));
    return this.keys().map(({ col, row, raster }) => ({ col, row, instant: meta.rasters[raster]?.instant ?? null }));
  }

  /** The tiles of one key of a tiled layer without instants: none, one, or several where layers were united. */
  async lookup(col: number, row: number): Promise<readonly Tile[]> {
    const { meta } = this.node;
    const refuse = (problem: string) => fail({ tag: "bad-input", op: "lookup", problem });
    if (meta.kind !== "tiled") refuse("the layer is not tiled; use tileToLayout first");
    if (this.layerType === "SPACETIME") refuse("the layer has dates; use toSpatialLayer first");
    const keys = this.keys();
    for (const [axis, value] of [
      ["col", col],
      ["row", row],
    ] as const) {
      const all = keys.map((key) => key[axis]);
      const min = all.reduce((l, r) => Math.min(l, r), Number.POSITIVE_INFINITY);
      const max = all.reduce((l, r) => Math.max(l, r), Number.NEGATIVE_INFINITY);
      if (!(value >= min && value <= max)) fail({ tag: "no-key", axis: axis === "col" ? "column" : "row", value, min, max });
    }
    return Promise.all(keys.filter((key) => key.col === col && key.row === row).map((key) => this.tile(key)));
  }
}

function layersOf(op: string, others: TimeLayer | readonly TimeLayer[]): readonly TimeLayer[] {
  const list = [others ?? []].flat() as readonly TimeLayer[];
  if (list.length === 0) fail({ tag: "bad-param", op, param: "others", problem: "a layer or a list of layers is needed" });
  const stranger = list.find((other) => !(other instanceof TimeLayer));
  if (stranger !== undefined) fail({ tag: "bad-type", op, param: "others", given: typeof stranger, expected: "a layer or a list of layers" });
  return list;
}

const aggregateOf = (operation: AggregateName): string =>
  String(given("aggregateByCell", "operation", operation, "an operation"))
    .toLowerCase()
    .replace(/_/g, "-");
