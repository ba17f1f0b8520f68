import { fail } from "../fault.ts";
import type { RasterLayer } from "./raster-layer.ts";

/** Levels of one layer by zoom: each has cells twice as large as the one above it. */
export class Pyramid {
  readonly levels: Readonly<Record<number, RasterLayer>>;
  readonly maxZoom: number;

  /** Of levels by zoom, or of a list of tiled layers that know their zoom. */
  constructor(levels: readonly RasterLayer[] | Readonly<Record<number, RasterLayer>>) {
    const given: unknown = levels;
    if (typeof given !== "object" || given === null)
      fail({ tag: "bad-type", op: "Pyramid", param: "levels", given: typeof given, expected: "a list of layers, or layers by zoom" });
    const byZoom = isList(levels)
      ? levels.map((level) => [zoomOf(level), level] as const)
      : Object.entries(levels).map(([zoom, level]) => [Number(zoom), level] as const);
    if (byZoom.length === 0) fail({ tag: "bad-param", op: "Pyramid", param: "levels", problem: "there is no level" });
    this.levels = Object.fromEntries(byZoom);
    this.maxZoom = Math.max(...byZoom.map(([zoom]) => zoom));
  }

  /** The finest level. */
  get finest(): RasterLayer {
    return this.levels[this.maxZoom]!;
  }

  /** Every level by itself. */
  map(work: (level: RasterLayer, zoom: number) => RasterLayer): Pyramid {
    return new Pyramid(Object.fromEntries(Object.entries(this.levels).map(([zoom, level]) => [zoom, work(level, Number(zoom))])));
  }

  /** Level by level with a number, or with the levels of another pyramid at the zooms that both have. */
  private combined(other: Pyramid | number, work: (level: RasterLayer, other: RasterLayer | number) => RasterLayer): Pyramid {
    if (typeof other === "number") return this.map((level) => work(level, other));
    if (!(other instanceof Pyramid)) fail({ tag: "bad-type", op: "Pyramid", param: "other", given: typeof other, expected: "a pyramid or a number" });
    const common = Object.entries(this.levels).flatMap(([zoom, level]) => {
      const match = other.levels[Number(zoom)];
      return match ? [[zoom, work(level, match)] as const] : [];
    });
    return new Pyramid(Object.fromEntries(common));
  }

  add(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.add(value));
  }
  subtract(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.subtract(value));
  }
  multiply(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.multiply(value));
  }
  divide(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.divide(value));
  }
  /** other − pyramid */
  reverseSubtract(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.reverseSubtract(value));
  }
  /** other / pyramid */
  reverseDivide(other: Pyramid | number): Pyramid {
    return this.combined(other, (level, value) => level.reverseDivide(value));
  }

  /** The histogram of the finest level; see `RasterLayer.getHistogram`. */
  getHistogram(...options: Parameters<RasterLayer["getHistogram"]>): ReturnType<RasterLayer["getHistogram"]> {
    return this.finest.getHistogram(...options);
  }

  /** Compute every level and keep it. */
  async persist(): Promise<Pyramid> {
    for (const level of Object.values(this.levels)) await level.persist();
    return this;
  }

  async unpersist(): Promise<Pyramid> {
    for (const level of Object.values(this.levels)) await level.unpersist();
    return this;
  }

  get isPersisted(): boolean {
    return Object.values(this.levels).every((level) => level.isPersisted);
  }
}

const isList = (levels: readonly RasterLayer[] | Readonly<Record<number, RasterLayer>>): levels is readonly RasterLayer[] => Array.isArray(levels);

const zoomOf = (level: RasterLayer): number =>
  level.metadata.zoom ?? fail({ tag: "bad-param", op: "Pyramid", param: "levels", problem: "a layer of the list has no zoom; give the levels by zoom" });
