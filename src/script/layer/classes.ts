import type { Tally } from "../../classes/breaks.ts";
import { type Buckets, usualBuckets } from "../../classes/streaming.ts";
import { fail } from "../../fault.ts";
import type { OpId } from "../../ops/index.ts";
import { type BreakMethod, measurementSchema } from "../../ops/measurement.ts";
import { byClasses } from "../../ops/reclassify.ts";
import { deriveMeasured, wanted, wantedBy } from "../../plan/make.ts";
import { quantilesOfBand } from "../../pool/measure.ts";
import { enginePool } from "../../session/engine.ts";
import { measureNow } from "../../session/measure.ts";
import { pngTiles } from "../../session/png-tiles.ts";
import { type ClassificationStrategy, orNodata, pairsOf, toStrategy, type ValueMap } from "../break-map.ts";
import type { ColorMap } from "../colour-map.ts";
import { ClassHistogram, checked, type Histogram, StreamingHistogram } from "../histogram.ts";
import { isWhole } from "../place-options.ts";
import type { LayerKey } from "../to-arrays.ts";
import { FocalLayer } from "./focal.ts";

/** How `reclassify` takes values; what is left out is as in GeoPySpark. */
export interface ReclassifyOptions {
  /** Cells are compared as whole numbers, fractions cut off, or as they are. */
  readonly dataType?: "int" | "float";
  readonly classificationStrategy?: ClassificationStrategy;
  readonly replaceNodataWith?: number;
  readonly fallbackValue?: number;
  /** A value in no class is a fault that names it. */
  readonly strict?: boolean;
  /** The layer's own cell type: "own" widens it where a new value is out of range, "wrap" keeps the value's low bits. "own" unless told. */
  readonly result?: "own" | "wrap";
}

/** Values into classes, classes into colours: reclassify, normalize, breaks, histograms. */
export abstract class ClassLayer extends FocalLayer {
  /** Every value becomes the number of its break; see docs/operations.md. */
  reclassify(valueMap: ValueMap, options: ReclassifyOptions = {}): this {
    const { dataType = "int", classificationStrategy = "lessThanOrEqualTo", replaceNodataWith, fallbackValue, strict = false, result = "own" } = options;
    return this.step("reclassify", {
      classes: {
        kind: "table",
        rows: pairsOf("reclassify", valueMap, dataType).map(([limit, value]) => ({ limit, value: orNodata(value, dataType) })),
      },
      strategy: toStrategy("reclassify", classificationStrategy),
      read: isWhole("reclassify", dataType) ? "int" : "float",
      fallback: orNodata(fallbackValue, dataType),
      replaceNodata: orNodata(replaceNodataWith, dataType),
      strict,
      result,
    });
  }

  /** Classes 1, 2, 3 ... of all cells of all bands, by exact measured limits. */
  classify(method: BreakMethod, count: number): Promise<this> {
    return this.measuredStep("reclassify", byClasses({ kind: "measured", method, count }));
  }

  /** Values stretched from the old range to the new one; an old end that is left out is measured over all cells of all bands. */
  normalize(newMin: number, newMax: number, oldMin?: number, oldMax?: number, result: "own" | "wrap" | "float32" | "float64" = "own"): Promise<this> {
    return this.measuredStep("normalize", { newMin, newMax, oldMin: oldMin ?? null, oldMax: oldMax ?? null, result });
  }

  /** One streaming histogram a band: up to 80 buckets over all cells, NoData left out. */
  async getHistogram(buckets = usualBuckets): Promise<readonly Histogram[]> {
    return (await this.fold<readonly Buckets[]>("streamingHistogram", { buckets })).map((counted) => new StreamingHistogram(counted));
  }

  /** One histogram a band with the exact count of every whole number, fractions cut off. */
  async getClassHistogram(): Promise<readonly Histogram[]> {
    return (await this.fold<readonly Tally[]>("classHistogram", {})).map((counts) => new ClassHistogram(counts));
  }

  /** The values of a band below which i/count of its cells lie, i from 1 to `count`; exact, and always `count` of them. */
  async getQuantileBreaks(count: number, band = 0): Promise<readonly number[]> {
    return quantilesOfBand(enginePool(), this.node, { band: this.bandOf("getQuantileBreaks", band), count: checked(count) });
  }

  /** Breaks of a band's whole numbers into classes of about equal numbers of cells, by exact counts; there may be fewer than `count`. */
  async getQuantileBreaksExactInt(count: number, band = 0): Promise<readonly number[]> {
    const index = this.bandOf("getQuantileBreaksExactInt", band);
    return (await this.getClassHistogram())[index]!.quantileBreaks(checked(count));
  }

  /** The upper limits of classes of a band by a measured method, exact, ascending, the last one the maximum. */
  async getBreaks(method: BreakMethod, count: number, band = 0): Promise<readonly number[]> {
    const parsed = measurementSchema.safeParse({ kind: "breaks", method, count, bands: [this.bandOf("getBreaks", band)] });
    if (!parsed.success) return fail({ tag: "bad-param", op: "getBreaks", param: "method or count", problem: parsed.error.issues[0]?.message ?? "" });
    return measureNow(wanted(this.node, parsed.data));
  }

  /** The first band of every tile (of every raster of an untiled layer) as a PNG file in the map's colours, with its key. */
  async toPng(colorMap: ColorMap): Promise<(readonly [LayerKey, Uint8Array<ArrayBuffer>])[]> {
    const { meta } = this.node;
    const files: (readonly [LayerKey, Uint8Array<ArrayBuffer>])[] = [];
    for await (const { window, png } of pngTiles(this.node, colorMap.table)) {
      const { grid, extent, instant } = meta.rasters[window.raster]!;
      const place = meta.kind === "tiled" ? { col: window.col / meta.tileCols, row: window.row / meta.tileRows } : { extent, crs: grid.crs };
      files.push([{ ...place, instant }, png]);
    }
    return files;
  }

  private bandOf(op: string, band: number): number {
    const { bands } = this.node.meta;
    return bands[band] ? band : fail({ tag: "bad-param", op, param: "band", problem: `there is no band ${band}; the layer has ${bands.length}` });
  }

  /** A step whose open numbers are measured first. */
  private async measuredStep(op: OpId, params: unknown): Promise<this> {
    const wants = wantedBy({ op, params }, this.node);
    return wants ? this.like(deriveMeasured({ op, params }, [this.node], await measureNow(wants))) : this.step(op, params);
  }
}
