import { fail } from "../../fault.ts";
import { WGS84 } from "../../grid/crs.ts";
import type { Instant } from "../../layer/meta.ts";
import type { Grouping } from "../../ops/cell-groups.ts";
import type { GroupStatistics, Statistics } from "../../ops/cell-statistics.ts";
import { type CountStatistics, countStatistics } from "../../ops/count-statistics.ts";
import type { GroupCounts } from "../../ops/value-counts.ts";
import { areaGrouping } from "../../pool/area-grouping.ts";
import { type Edges, pointValues, type ValuesAtInstant } from "../../pool/point-values.ts";
import { enginePool } from "../../session/engine.ts";
import { areasFrom } from "../mask-options.ts";
import { type CrsLike, given, type ResampleMethod, toCrs } from "../options.ts";
import { type AreaOptions, areasEach, isWhole, type PointLike, pointFrom, pointMethod } from "../place-options.ts";
import { TimeLayer } from "./time.ts";

export interface PointOptions {
  /** "nearest" (the default), "bilinear", "cubicConvolution" or "cubicSpline". */
  readonly resampleMethod?: ResampleMethod;
  /** Whether the east and south edges of the layer are "inside" it (the default) or, as in GeoPySpark, "outside". */
  readonly edges?: Edges;
  /** CRS of the points, when it is not longitude and latitude. */
  readonly crs?: CrsLike;
}

/** What a layer holds at a point: one number a band, NaN for NoData. */
export interface PointValues {
  readonly point: PointLike;
  /** Of a layer without instants; null outside the layer, and for a layer with instants. */
  readonly values: readonly number[] | null;
  /** Of a layer with instants, by time; null outside the layer, and for a layer without. */
  readonly series: readonly ValuesAtInstant[] | null;
}

export interface SummaryOptions extends AreaOptions {
  /** "int" cuts every cell to a whole number first. "float" unless told. */
  readonly dataType?: "int" | "float";
}

export interface BandOptions extends AreaOptions {
  /** From 0, which is the first and the default. */
  readonly band?: number;
}

export interface ValueAtInstant {
  readonly instant: Instant;
  readonly value: number;
}

/** Different values and the number of cells that have each, by ascending value. */
export type ValueCounts = ReadonlyMap<number, number>;

export interface CountsAtInstant {
  readonly instant: Instant;
  readonly counts: ValueCounts;
}

/** One row of a table of areas or zones; a band without a cell there has count 0. */
export interface AreaStatistics {
  /** Index of the area among the geometries. */
  readonly area: number;
  readonly instant: Instant | null;
  readonly bands: readonly Statistics[];
}

/** Values at points and statistics over areas. Geometries are GeoJSON; NoData is left out everywhere. */
export abstract class AreaLayer extends TimeLayer {
  /** The values at points: a list is answered in its order, named points under their names. */
  getPointValues(points: readonly PointLike[], options?: PointOptions): Promise<readonly PointValues[]>;
  getPointValues<Name extends string>(points: Readonly<Record<Name, PointLike>>, options?: PointOptions): Promise<Readonly<Record<Name, PointValues>>>;
  async getPointValues(
    points: readonly PointLike[] | Readonly<Record<string, PointLike>>,
    { resampleMethod = "nearest", edges = "inside", crs }: PointOptions = {},
  ): Promise<readonly PointValues[] | Readonly<Record<string, PointValues>>> {
    const op = "getPointValues";
    const method = pointMethod(op, resampleMethod);
    const names = Array.isArray(points) ? null : Object.keys(given(op, "points", points, "a list of points, or an object of them by name"));
    const list: readonly PointLike[] = Array.isArray(points) ? points : Object.values(points);
    const places = list.map((point) => pointFrom(op, point));
    const found = await pointValues(enginePool(), this.node, places, { crs: crs === undefined ? WGS84 : toCrs(crs, op), method, edges });
    const isSpatial = this.layerType === "SPATIAL";
    const answers = list.map((point, i): PointValues => {
      const at = found[i]!;
      return { point, values: isSpatial ? (at[0]?.values ?? null) : null, series: isSpatial || at.length === 0 ? null : at };
    });
    return names ? Object.fromEntries(names.map((name, i) => [name, answers[i]!])) : answers;
  }

  /** Count, minimum, maximum, sum, mean and deviation of each band in each area, instant by instant: one pass for all areas. */
  async polygonalStatistics(geometries: unknown, { dataType = "float", ...options }: SummaryOptions = {}): Promise<readonly AreaStatistics[]> {
    const whole = isWhole("polygonalStatistics", dataType);
    const areas = areasEach("polygonalStatistics", geometries, options.crs);
    const rows = await this.fold<readonly GroupStatistics[]>("cellStatistics", { grouping: areaGrouping(areas, options.rule), byInstant: true, whole });
    const instants = this.layerType === "SPATIAL" ? [null] : this.instants;
    return instants.flatMap((instant) =>
      areas.map((_, area) => {
        const row = rows.find((one) => one.group === area && one.instant === instant);
        return { area, instant, bands: row?.bands ?? this.node.meta.bands.map(() => none) };
      }),
    );
  }

  /** The smallest value inside a polygon or MultiPolygon, one number a band; NaN where nothing is covered. */
  async polygonalMin(geometry: unknown, dataType: "int" | "float" = "float", options: AreaOptions = {}): Promise<readonly number[]> {
    return (await this.within("polygonalMin", geometry, { ...options, dataType })).map(({ min }) => min);
  }

  /** The largest value inside, one number a band; NaN where nothing is covered. */
  async polygonalMax(geometry: unknown, dataType: "int" | "float" = "float", options: AreaOptions = {}): Promise<readonly number[]> {
    return (await this.within("polygonalMax", geometry, { ...options, dataType })).map(({ max }) => max);
  }

  /** The sum of the values inside, one number a band; NaN where nothing is covered. */
  async polygonalSum(geometry: unknown, dataType: "int" | "float" = "float", options: AreaOptions = {}): Promise<readonly number[]> {
    return (await this.within("polygonalSum", geometry, { ...options, dataType })).map(({ sum, count }) => (count === 0 ? Number.NaN : sum));
  }

  /** The mean of the values inside, one number a band; NaN where nothing is covered. */
  async polygonalMean(geometry: unknown, options: AreaOptions = {}): Promise<readonly number[]> {
    return (await this.within("polygonalMean", geometry, { ...options, dataType: "float" })).map(({ mean }) => mean);
  }

  /** How many cells inside have a value, one number a band. */
  async polygonalCount(geometry: unknown, options: AreaOptions = {}): Promise<readonly number[]> {
    return (await this.within("polygonalCount", geometry, { ...options, dataType: "float" })).map(({ count }) => count);
  }

  /** The different values inside and their cells, of one band. */
  async polygonalHistogram(geometry: unknown, { band = 0, crs, rule }: BandOptions = {}): Promise<ValueCounts> {
    const [found] = await this.counts(areaGrouping([areasFrom(geometry, crs)], rule), { band, byInstant: false, whole: false });
    return new Map(found?.counts);
  }

  /** How many cells of a band have each value, cut to whole numbers; of the whole layer or of an area. */
  async getCellValueCounts({
    areaOfInterest,
    targetBand = 0,
    crs,
    rule,
  }: AreaOptions & { readonly areaOfInterest?: unknown; readonly targetBand?: number } = {}): Promise<ValueCounts> {
    const grouping: Grouping =
      areaOfInterest === undefined || areaOfInterest === null ? { by: "nothing" } : areaGrouping([areasFrom(areaOfInterest, crs)], rule);
    const [found] = await this.counts(grouping, { band: targetBand, byInstant: false, whole: true });
    return new Map(found?.counts);
  }

  /** The smallest value of a band inside the geometries (all together), instant by instant. */
  minSeries(geometries: unknown, options: BandOptions = {}): Promise<readonly ValueAtInstant[]> {
    return this.series("minSeries", geometries, options, ({ min }) => min);
  }

  maxSeries(geometries: unknown, options: BandOptions = {}): Promise<readonly ValueAtInstant[]> {
    return this.series("maxSeries", geometries, options, ({ max }) => max);
  }

  meanSeries(geometries: unknown, options: BandOptions = {}): Promise<readonly ValueAtInstant[]> {
    return this.series("meanSeries", geometries, options, ({ mean }) => mean);
  }

  sumSeries(geometries: unknown, options: BandOptions = {}): Promise<readonly ValueAtInstant[]> {
    return this.series("sumSeries", geometries, options, ({ sum, count }) => (count === 0 ? Number.NaN : sum));
  }

  /** The different values of a band inside the geometries and their cells, instant by instant. */
  async histogramSeries(geometries: unknown, { band = 0, crs, rule }: BandOptions = {}): Promise<readonly CountsAtInstant[]> {
    this.needInstants("histogramSeries");
    const rows = await this.counts(areaGrouping([areasFrom(geometries, crs)], rule), { band, byInstant: true, whole: false });
    return this.instants.map((instant) => ({ instant, counts: new Map(rows.find((row) => row.instant === instant)?.counts) }));
  }

  /** Statistics of each band in each zone: the cells over which the first band of `zones` has one (whole) number. By zone; instants together. */
  async zonalStatistics(zones: AreaLayer): Promise<ReadonlyMap<number, readonly CountStatistics[]>> {
    const tables = await Promise.all(this.node.meta.bands.map((_, band) => this.zoneCounts(zones, band)));
    const numbers = [...new Set(tables.flatMap((table) => table.map(({ group }) => group)))].sort((l, r) => l - r);
    return new Map(numbers.map((zone) => [zone, tables.map((table) => countStatistics(table.find(({ group }) => group === zone)?.counts ?? []))]));
  }

  /** The different values of a band in each zone and their cells. */
  async zonalHistogram(zones: AreaLayer, { band = 0 }: { readonly band?: number } = {}): Promise<ReadonlyMap<number, ValueCounts>> {
    return new Map((await this.zoneCounts(zones, band)).map(({ group, counts }) => [group, new Map(counts)]));
  }

  /** The share of each value of a band among the cells with a value in its zone, in whole percent. */
  async zonalPercentage(zones: AreaLayer, { band = 0 }: { readonly band?: number } = {}): Promise<ReadonlyMap<number, ValueCounts>> {
    const table = await this.zoneCounts(zones, band);
    return new Map(
      table.map(({ group, counts }) => {
        const all = counts.reduce((sum, [, cells]) => sum + cells, 0);
        return [group, new Map(counts.map(([value, cells]) => [value, Math.floor((100 * cells) / all + 0.5)]))];
      }),
    );
  }

  /** The statistics of each band inside one area, instants together. */
  private async within(
    op: string,
    geometry: unknown,
    { dataType, crs, rule }: SummaryOptions & { readonly dataType: "int" | "float" },
  ): Promise<readonly Statistics[]> {
    const params = { grouping: areaGrouping([areasFrom(geometry, crs)], rule), byInstant: false, whole: isWhole(op, dataType) };
    const [found] = await this.fold<readonly GroupStatistics[]>("cellStatistics", params);
    return found?.bands ?? this.node.meta.bands.map(() => none);
  }

  private async series(
    op: string,
    geometries: unknown,
    { band = 0, crs, rule }: BandOptions,
    pick: (one: Statistics) => number,
  ): Promise<readonly ValueAtInstant[]> {
    this.needInstants(op);
    this.needBand(op, band);
    const params = { grouping: areaGrouping([areasFrom(geometries, crs)], rule), byInstant: true, whole: false };
    const rows = await this.fold<readonly GroupStatistics[]>("cellStatistics", params);
    return this.instants.map((instant) => ({ instant, value: pick(rows.find((row) => row.instant === instant)?.bands[band] ?? none) }));
  }

  private counts(grouping: Grouping, params: { readonly band: number; readonly byInstant: boolean; readonly whole: boolean }): Promise<readonly GroupCounts[]> {
    this.needBand("valueCounts", params.band);
    return this.fold("valueCounts", { grouping, ...params });
  }

  private zoneCounts(zones: AreaLayer, band: number): Promise<readonly GroupCounts[]> {
    this.needBand("zonal", band);
    if (!(zones instanceof AreaLayer)) fail({ tag: "bad-type", op: "zonal", param: "zones", given: `a ${typeof zones}`, expected: "a layer" });
    return this.step("bands", { bands: [band] })
      .combineBands(zones.step("bands", { bands: [0] }))
      .counts({ by: "zones", band: 1 }, { band: 0, byInstant: false, whole: false });
  }

  private needInstants(op: string): void {
    if (this.layerType === "SPATIAL") fail({ tag: "bad-input", op, problem: "the layer has no dates; use the polygonal methods" });
  }

  private needBand(op: string, band: number): void {
    const { length } = this.node.meta.bands;
    if (!(Number.isInteger(band) && band >= 0 && band < length))
      fail({ tag: "bad-param", op, param: "band", problem: `there is no band ${band}; the layer has ${length}, from 0` });
  }
}

/** What an area holds that covers no cell with a value. */
const none: Statistics = { count: 0, min: Number.NaN, max: Number.NaN, sum: 0, mean: Number.NaN, deviation: Number.NaN };
