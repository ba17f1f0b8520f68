import { cellTypeInfo } from "../../cells/cell-type.ts";
import type { Neighbourhood } from "../../cells/neighbourhood.ts";
import { fail } from "../../fault.ts";
import { noAreas } from "../../grid/areas.ts";
import type { BurnRule } from "../../grid/burn.ts";
import type { FocalOperation } from "../../ops/focal.ts";
import { initialZFactor, type ZFactor } from "../../ops/z-factor.ts";
import { shapesFrom } from "../geometries.ts";
import type { CrsLike } from "../options.ts";
import { TypedLayer } from "./types.ts";

/** What heights are multiplied with: a number, or what `zFactorCalculator` and `zFactorLatLngCalculator` give. */
export type ZFactorLike = number | ZFactor;

export interface SurfaceOptions {
  /** Without one, heights in metres over degrees, or heights and distances in the same unit. */
  readonly zFactor?: ZFactorLike;
}

export interface HillshadeOptions extends SurfaceOptions {
  /** From 0. */
  readonly band?: number;
  /** Degrees clockwise from north. */
  readonly azimuth?: number;
  /** Degrees above the horizon. */
  readonly altitude?: number;
  /** Brightness 0 to 127 in int16 (GeoPySpark's), or 1 to 255 in uint8 (GDAL's). */
  readonly scale?: 127 | 255;
}

interface PlacedGeometries {
  /** CRS of the coordinates, when it is not longitude and latitude. */
  readonly crs?: CrsLike;
}

export interface CostDistanceOptions extends PlacedGeometries {
  /** Cells that cost more are NoData. */
  readonly maxDistance?: number | null;
  /** Length of a cell; its metres on the ground without one. */
  readonly resolution?: number | null;
}

export interface BurnOptions extends PlacedGeometries {
  readonly value?: number;
  readonly rule?: BurnRule;
}

const statistics: Readonly<Record<string, FocalOperation>> = {
  sum: "sum",
  mean: "mean",
  min: "min",
  max: "max",
  median: "median",
  mode: "mode",
  standarddeviation: "standardDeviation",
  variance: "variance",
};

/** What depends on a cell's surroundings: focal statistics, surface, distance. */
export abstract class FocalLayer extends TypedLayer {
  /**
   * A statistic of the cells around every cell, of every band: "sum", "mean", "min", "max", "median", "mode",
   * "standardDeviation", "variance", or "slope" and "aspect", which need no neighbourhood. `wholeNumbers` cuts fractions before
   * median and mode, whose result is int32 then; cells of integers always do. `sums` "wrap" keeps sums of integers in the layer's
   * type, as in GeoPySpark.
   */
  focal(operation: string, neighbourhood?: Neighbourhood, { wholeNumbers, sums }: { readonly wholeNumbers?: boolean; readonly sums?: "wrap" } = {}): this {
    const name = operation.toLowerCase().replace(/[_\s]/g, "");
    if (name === "slope") return this.slope();
    if (name === "aspect") return this.aspect();
    const known = statistics[name];
    if (!known)
      return fail({
        tag: "bad-param",
        op: "focal",
        param: "operation",
        problem: `no operation "${operation}"; there are ${[...Object.values(statistics), "slope", "aspect"].join(", ")}`,
      });
    if (!neighbourhood)
      return fail({ tag: "bad-param", op: "focal", param: "neighbourhood", problem: `${known} needs a neighbourhood: Square, Circle, Nesw, Wedge or Annulus` });
    const isInteger = !cellTypeInfo(this.metadata.cellType).float;
    return this.step("focal", { operation: known, neighbourhood, wholeNumbers: wholeNumbers ?? isInteger, ...(sums && { sums }) });
  }

  /** Steepness in degrees, of every band. */
  slope({ zFactor }: SurfaceOptions = {}): this {
    return this.step("slope", { zFactor: this.zFactorOf(zFactor) });
  }

  /** Where the surface falls to, in degrees clockwise from north; −1 where it is flat. */
  aspect({ zFactor }: SurfaceOptions = {}): this {
    return this.step("aspect", { zFactor: this.zFactorOf(zFactor) });
  }

  /** The light of the sun on one band. */
  hillshade({ zFactor, band = 0, azimuth = 315, altitude = 45, scale = 127 }: HillshadeOptions = {}): this {
    return this.step("hillshade", { azimuth, altitude, zFactor: this.zFactorOf(zFactor), band, scale: String(scale) });
  }

  /** Walking speed in km/h from slope in degrees. */
  tobler(): this {
    return this.step("tobler", {});
  }

  /** The least cost of a way from some GeoJSON geometries to every cell, with the first band as friction. */
  costDistance(geometries: unknown, { maxDistance = null, resolution = null, crs }: CostDistanceOptions = {}): this {
    const shapes = shapesFrom(geometries, crs);
    const farthest = maxDistance === Number.POSITIVE_INFINITY ? null : maxDistance;
    return this.step("costDistance", { areas: noAreas, shapes, maxDistance: farthest, resolution });
  }

  /** GeoJSON geometries burnt into all bands of this layer; outside them its cells stay. */
  burn(geometries: unknown, { value = 1, rule = "centre", crs }: BurnOptions = {}): this {
    const shapes = shapesFrom(geometries, crs);
    const { cellType, nodata } = this.metadata;
    return this.step("rasterize", { areas: noAreas, shapes, value, onto: "layer", rule, cellType, nodata });
  }

  private zFactorOf(like: ZFactorLike | undefined): ZFactor {
    if (like === undefined) return initialZFactor(this.metadata);
    return typeof like === "number" ? { kind: "number", value: like } : like;
  }
}
