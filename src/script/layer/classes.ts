import type { OpId } from "../../ops/index.ts";
import type { Measurement } from "../../ops/measurement.ts";
import { deriveMeasured, wantedBy } from "../../plan/make.ts";
import { measureNow } from "../../session/measure.ts";
import { type ClassificationStrategy, orNodata, pairsOf, toStrategy, type ValueMap } from "../break-map.ts";
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
}

/** Classes whose limits are measured over all cells. */
type BreakMethod = Extract<Measurement, { kind: "breaks" }>["method"];

/** Values into classes, classes into colours: reclassify, normalize, breaks, histograms. */
export abstract class ClassLayer extends FocalLayer {
  /** Every value becomes the number of its break; see docs/operations.md. */
  reclassify(valueMap: ValueMap, options: ReclassifyOptions = {}): this {
    const { dataType = "int", classificationStrategy = "lessThanOrEqualTo", replaceNodataWith, fallbackValue, strict = false } = options;
    return this.step("reclassify", {
      classes: {
        kind: "table",
        rows: pairsOf("reclassify", valueMap, dataType).map(([limit, value]) => ({ limit, value: orNodata(value, dataType) })),
      },
      strategy: toStrategy("reclassify", classificationStrategy),
      read: dataType,
      fallback: orNodata(fallbackValue, dataType),
      replaceNodata: orNodata(replaceNodataWith, dataType),
      strict,
      result: "own",
    });
  }

  /** Classes 1, 2, 3 ... of all cells of all bands, by exact measured limits. */
  classify(method: BreakMethod, count: number): Promise<this> {
    return this.measuredStep("reclassify", {
      classes: { kind: "measured", method, count },
      strategy: "lessThanOrEqualTo",
      read: "float",
      fallback: null,
      replaceNodata: null,
      strict: false,
      result: "fit",
    });
  }

  /** Values stretched from the old range to the new one; an old end that is left out is measured over all cells of all bands. */
  normalize(newMin: number, newMax: number, oldMin?: number, oldMax?: number, result: "own" | "float32" | "float64" = "own"): Promise<this> {
    return this.measuredStep("normalize", { newMin, newMax, oldMin: oldMin ?? null, oldMax: oldMax ?? null, result });
  }

  /** A step whose open numbers are measured first. */
  private async measuredStep(op: OpId, params: unknown): Promise<this> {
    const wants = wantedBy({ op, params }, this.node);
    return wants ? this.like(deriveMeasured({ op, params }, [this.node], await measureNow(wants))) : this.step(op, params);
  }
}
