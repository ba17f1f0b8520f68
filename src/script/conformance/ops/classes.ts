import type { ReclassifyOptions } from "../../layer/classes.ts";
import type { RasterLayer } from "../../raster-layer.ts";
import type { Lab } from "../lab.ts";
import { type CellRows, type Handlers, handler, type Vector } from "../vector.ts";

interface ReclassifyParams {
  readonly value_map: Readonly<Record<string, number | "NaN" | null>>;
  readonly data_type: "int" | "float";
  readonly classification_strategy?: string;
  readonly replace_nodata_with?: number | "NaN" | null;
  readonly fallback_value?: number | "NaN" | null;
  readonly strict?: boolean;
}

const asNumber = (value: number | "NaN" | null): number => (value === null || value === "NaN" ? Number.NaN : value);

interface NormalizeParams {
  readonly new_min: number;
  readonly new_max: number;
  readonly old_min?: number | null;
  readonly old_max?: number | null;
}

/** A layer of cells, of tiles, or of every whole number of a range. */
function layerOf(vector: Vector, lab: Lab): Promise<RasterLayer> {
  // The shape of this op's input.
  const { range } = vector.input as { readonly range?: readonly [number, number] };
  if (!range) return lab.layer(vector);
  const cells: CellRows = [Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i)];
  return lab.single({ cells }, vector.dtype ?? "float64");
}

export const classHandlers: Handlers = {
  reclassify: handler<unknown, ReclassifyParams>(async (vector, lab) => {
    const { value_map, data_type, classification_strategy, replace_nodata_with, fallback_value, strict } = vector.params;
    const options: ReclassifyOptions = {
      dataType: data_type,
      ...(classification_strategy !== undefined && { classificationStrategy: classification_strategy }),
      ...(replace_nodata_with !== undefined && replace_nodata_with !== null && { replaceNodataWith: asNumber(replace_nodata_with) }),
      ...(fallback_value !== undefined && fallback_value !== null && { fallbackValue: asNumber(fallback_value) }),
      ...(strict !== undefined && { strict }),
    };
    const map = Object.fromEntries(Object.entries(value_map).map(([key, value]) => [key, asNumber(value)]));
    const layer = (await lab.layer(vector)).reclassify(map, options);
    return { cells: await lab.cells(layer), bands: await lab.bands(layer), cell_type: lab.typeName(layer) };
  }),

  normalize: handler<unknown, NormalizeParams>(async (vector, lab) => {
    const { new_min, new_max, old_min, old_max } = vector.params;
    const layer = await (await layerOf(vector, lab)).normalize(new_min, new_max, old_min ?? undefined, old_max ?? undefined);
    const bands = await lab.bands(layer);
    const values = new Set(bands.flat(2).filter((value) => value !== null));
    const range = await layer.getMinMax();
    return { cells: bands[0], bands, min: range?.min, max: range?.max, distinct_values: [...values].sort((l, r) => l - r), cell_type: lab.typeName(layer) };
  }),
};
