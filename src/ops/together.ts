import { type CellType, cellTypeInfo, joinCellTypes } from "../cells/cell-type.ts";
import type { LayerMeta } from "../layer/meta.ts";

/**
 * A NoData number for cells of several layers in their joined type: theirs when they agree, else one of theirs that no value
 * of the others can be, NaN for floats, null when there is none (NoData is then kept apart from the numbers).
 */
export function commonNodata(inputs: readonly LayerMeta[]): number | null {
  const [first, ...rest] = inputs;
  if (!first) return null;
  if (rest.every(({ nodata }) => Object.is(nodata, first.nodata))) return first.nodata;
  if (cellTypeInfo(inputs.map(({ cellType }) => cellType).reduce(joinCellTypes)).float) return Number.NaN;
  const own = inputs.find(({ nodata }) => nodata !== null && inputs.every((other) => Object.is(other.nodata, nodata) || !holds(other.cellType, nodata)));
  return own?.nodata ?? null;
}

function holds(type: CellType, value: number): boolean {
  const { float, min, max } = cellTypeInfo(type);
  return float || (Number.isInteger(value) && value >= min && value <= max);
}

/** The two kinds of layers, as refusals name them. */
export const kindWords = { raster: "an untiled layer", tiled: "a tiled layer" } as const;
