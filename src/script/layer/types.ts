import type { Overflow } from "../../algebra/fit.ts";
import { fail } from "../../fault.ts";
import type { OverflowCount } from "../../ops/overflow-count.ts";
import { toNamedType } from "../named-type.ts";
import { refuseType } from "./algebra.ts";
import { LocalLayer } from "./local.ts";

/** Cell types and NoData numbers. */
export abstract class TypedLayer extends LocalLayer {
  /**
   * Cells in another type, by GeoPySpark's names: "int16" with the usual NoData, "int16raw" without, "int16ud-500". `noDataValue`
   * sets another number, or null for none; booleans and raw types take none.
   */
  convertDataType(newType: string, noDataValue?: number | null, overflow: Overflow = "clamp"): this {
    return this.step("convertType", conversion("convertDataType", newType, noDataValue, overflow));
  }

  /** Another number for NoData: cells without a value stay so, and values equal to the number become NoData. Booleans take none and stay. */
  withNoData(noDataValue: number | null): this {
    const { cellType } = this.node.meta;
    if (noDataValue !== null && typeof noDataValue !== "number") refuseType("withNoData", "noDataValue", noDataValue, "a number or null");
    return cellType === "bool" ? this : this.step("convertType", { cellType, nodata: noDataValue, overflow: "clamp" });
  }

  /** How many cells `convertDataType` would change, counted exactly: values below and above the type, fractions, and values that become NoData. */
  async countOverflow(newType: string, noDataValue?: number | null, overflow: Overflow = "clamp"): Promise<OverflowCount> {
    const params = conversion("countOverflow", newType, noDataValue, overflow);
    // What cannot be converted faults here as it does there.
    this.step("convertType", params);
    return this.fold<OverflowCount>("overflowCount", params);
  }
}

/** The parameters of `convertType` for names and numbers as GeoPySpark takes them. */
function conversion(op: string, newType: string, noDataValue: number | null | undefined, overflow: Overflow) {
  const { cellType, nodata, isRaw } = toNamedType(op, newType);
  if (noDataValue !== undefined && noDataValue !== null && typeof noDataValue !== "number") refuseType(op, "noDataValue", noDataValue, "a number or null");
  if (isRaw && noDataValue !== undefined && noDataValue !== null)
    fail({ tag: "bad-param", op, param: "noDataValue", problem: `${newType} has no NoData number; take "${cellType === "bool" ? "uint8" : cellType}"` });
  return { cellType, nodata: noDataValue === undefined ? nodata : noDataValue, overflow };
}
