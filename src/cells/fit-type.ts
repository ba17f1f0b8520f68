import { type CellType, cellTypeInfo, cellTypes, joinCellTypes } from "./cell-type.ts";

/** The layer's own type where these numbers are in its range, else the smallest that holds both its cells and them. An integer layer becomes a float one for a fraction only when `exact`. */
export function fittingType(own: CellType, numbers: readonly number[], exact: boolean): CellType {
  const kept = exact || cellTypeInfo(own).float ? numbers : numbers.map(Math.trunc);
  const wider = cellTypes.filter((type) => type === own || joinCellTypes(own, type) === type);
  return [own, ...wider].find((type) => kept.every((value) => holds(type, value))) ?? "float64";
}

/** A number as cells of a type keep it, in range or not: cut to a whole number or to single precision. */
export function asStored(type: CellType, value: number): number {
  if (type === "float32") return Math.fround(value);
  return cellTypeInfo(type).float ? value : Math.trunc(value);
}

/** True when cells of the type can have this number, a fraction to the digits that a float has. */
function holds(type: CellType, value: number): boolean {
  const { float, min, max } = cellTypeInfo(type);
  if (!float) return Number.isInteger(value) && value >= min && value <= max;
  if (type === "float64" || !Number.isFinite(value)) return true;
  return value >= min && value <= max && (!Number.isInteger(value) || Math.fround(value) === value);
}
