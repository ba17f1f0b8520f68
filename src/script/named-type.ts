import { type CellType, cellTypes, conventionalNodata } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";

/** A cell type with its NoData number; null where every number is a value. */
export interface NamedType {
  readonly cellType: CellType;
  readonly nodata: number | null;
  /** The name says that there is no NoData: a raw type, or booleans. */
  readonly isRaw: boolean;
}

/** GeoPySpark's names: "int16" has the usual NoData, "int16raw" none, "int16ud-500" that number; in any case. `param` of `op` is refused otherwise. */
export function toNamedType(op: string, name: unknown, param = "newType"): NamedType {
  const known = `there are ${cellTypes.join(", ")}, each also with "raw" or "ud" and a number behind it`;
  const [, base, form = ""] = (typeof name === "string" && /^(bool|u?int(?:8|16|32)|float(?:32|64))(raw|ud.+)?$/.exec(name.trim().toLowerCase())) || [];
  const cellType = cellTypes.find((type) => type === base);
  const number = form.startsWith("ud") ? Number(form.slice(2) === "nan" ? "NaN" : form.slice(2)) : null;
  const isNumber = number === null || form === "udnan" || !Number.isNaN(number);
  if (!cellType || !isNumber) return fail({ tag: "bad-param", op, param, problem: `no cell type ${JSON.stringify(name) ?? "at all"}; ${known}` });
  if (form === "raw" || cellType === "bool") return { cellType, nodata: null, isRaw: true };
  return { cellType, nodata: number ?? conventionalNodata(cellType), isRaw: false };
}
