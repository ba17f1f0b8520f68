import { type CellType, cellTypeInfo } from "../cells/cell-type.ts";
import type { Storage } from "./fit.ts";
import { digitsOf, isNothing, type ValueRange } from "./value-range.ts";

const integers: readonly CellType[] = ["uint8", "int8", "uint16", "int16", "uint32", "int32"];
const bits = (type: CellType): number => (type === "bool" ? 1 : cellTypeInfo(type).bytes * 8);

/** GeoPySpark's type of two operands: more bits win, of equal bits floats, else the right one; NoData goes with the type. */
export function unionStorage(left: Storage, right: Storage): Storage {
  const [l, r] = [bits(left.cellType), bits(right.cellType)];
  if (l !== r) return l > r ? left : right;
  const [isLeftFloat, isRightFloat] = [cellTypeInfo(left.cellType).float, cellTypeInfo(right.cellType).float];
  return isLeftFloat && !isRightFloat ? left : right;
}

/** The smallest storage that holds every value of a range: nothing overflows, and no value is taken for NoData. */
export function storageFor(range: ValueRange): Storage {
  const cellType = typeFor(range);
  return { cellType, nodata: freeNumber(cellType, range) };
}

function typeFor(range: ValueRange): CellType {
  if (range.kind === "bool") return isNothing(range) ? "uint8" : "bool";
  if (range.kind === "int") return integers.find((type) => cellTypeInfo(type).min <= range.min && cellTypeInfo(type).max >= range.max) ?? "float64";
  const { min, max } = cellTypeInfo("float32");
  const fits = (bound: number) => !Number.isFinite(bound) || (bound >= min && bound <= max);
  // Constants alone have no digits of their own: they keep all.
  return digitsOf(range) === 24 && fits(range.min) && fits(range.max) ? "float32" : "float64";
}

/** A number for NoData that is no value: the operands' own, else one at an end of the type; null when every number may be a value. */
export function freeNumber(cellType: CellType, { min, max, hole }: ValueRange): number | null {
  const type = cellTypeInfo(cellType);
  if (type.float) return Number.NaN;
  if (cellType === "bool") return null;
  if (hole !== null && Number.isInteger(hole) && hole >= type.min && hole <= type.max) return hole;
  const ends = type.min < 0 ? [type.min, type.max] : [type.max, type.min];
  return ends.find((end) => end < min || end > max) ?? null;
}
