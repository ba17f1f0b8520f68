import { type CellType, cellTypeInfo, cellTypes, conventionalNodata } from "../../cells/cell-type.ts";
import { invariant } from "../../fault.ts";
import type { Vector } from "./vector.ts";

/** A cell type with its NoData, as GeoTrellis names both at once. */
export interface NamedType {
  readonly cellType: CellType;
  readonly nodata: number | null;
}

/** "int16" has the conventional NoData, "int16raw" none, "int16ud-500" that number. */
export function typeOfName(name: string): NamedType {
  const [, base = "", form = ""] = /^(bool|u?int(?:8|16|32)|float(?:32|64))(raw|ud.+)?$/.exec(name) ?? [];
  const cellType = cellTypes.find((type) => type === base);
  invariant(cellType, `the name of a cell type, got "${name}"`);
  if (form === "raw" || cellType === "bool") return { cellType, nodata: null };
  return { cellType, nodata: form ? Number(form.slice(2)) : conventionalNodata(cellType) };
}

/** The name of a vector's type: a plain one beside another NoData than its own is a type with that NoData. */
export function typeNameOf({ dtype, nodata }: Pick<Vector, "dtype" | "nodata">): string | undefined {
  if (dtype === undefined || dtype === "bool" || /(raw|ud.+)$/.test(dtype) || nodata === undefined || nodata === "NaN") return dtype;
  if (nodata === null) return `${dtype}raw`;
  return nodata === typeOfName(dtype).nodata ? dtype : `${dtype}ud${nodata}`;
}

/** GeoTrellis' name of a cell type with its NoData: the inverse of `typeOfName`. */
export function nameOfType({ cellType, nodata }: NamedType): string {
  if (cellType === "bool") return "bool";
  if (nodata === null) return `${cellType}raw`;
  if (Object.is(nodata, conventionalNodata(cellType))) return cellType;
  const isWhole = cellTypeInfo(cellType).float && Number.isInteger(nodata);
  return `${cellType}ud${isWhole ? nodata.toFixed(1) : nodata}`;
}
