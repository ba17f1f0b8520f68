import { type Strategy, strategies } from "../classes/break-map.ts";
import { fail } from "../fault.ts";

/** GeoPySpark's names in any case, with or without underscores, or Rasterloom's own. */
export type ClassificationStrategy = string;

/** A key (or several that share a value) with what it stands for: an object, a Map, or pairs. NaN and null are NoData. */
export type ValueMap =
  | Readonly<Record<string, number | null>>
  | ReadonlyMap<number | readonly number[], number | null>
  | readonly (readonly [number | readonly number[], number | null])[];

/** GeoTrellis' NoData among integers. */
const noDataInt = -2147483648;

/** The strategy of a name in any spelling of GeoPySpark's; fails with `bad-param` for another. */
export function toStrategy(op: string, name: ClassificationStrategy): Strategy {
  const plain = name.toLowerCase().replace(/_/g, "");
  const found = strategies.find((one) => one.toLowerCase() === plain);
  return found ?? fail({ tag: "bad-param", op, param: "classificationStrategy", problem: `no strategy "${name}"; there are ${strategies.join(", ")}` });
}

/** The pairs of a map; keys that are no number of the data type are refused. */
export function pairsOf(op: string, map: ValueMap, dataType: "int" | "float"): readonly (readonly [key: number, value: number | null])[] {
  if (typeof map !== "object" || map === null) fail({ tag: "bad-type", op, param: "valueMap", given: `a ${typeof map}`, expected: "values by number" });
  const pairs =
    map instanceof Map || Symbol.iterator in map ? [...(map as Iterable<readonly [number | readonly number[], number | null]>)] : Object.entries(map);
  return pairs.flatMap(([key, value]) => (typeof key === "object" ? key : [key]).map((one) => [keyOf(op, one, dataType), value] as const));
}

function keyOf(op: string, key: number | string, dataType: "int" | "float"): number {
  const value = typeof key === "number" ? key : keyOfText(key, dataType);
  const fits = dataType === "int" ? Number.isInteger(value) : !Number.isNaN(value);
  return fits ? value : fail({ tag: "bad-type", op, param: "valueMap", given: `the key "${key}"`, expected: dataType === "int" ? "whole numbers" : "numbers" });
}

/** "2.0" is a fraction even where nothing follows the point. */
function keyOfText(text: string, dataType: "int" | "float"): number {
  if (dataType === "int") return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return text.trim() === "" ? Number.NaN : Number(text.replace(/^\s*([+-]?)inf(inity)?\s*$/i, "$1Infinity"));
}

/** A number of the scripting API with GeoTrellis' NoData as null. */
export const orNodata = (value: number | null | undefined, dataType: "int" | "float"): number | null =>
  value === undefined || value === null || Number.isNaN(value) || (dataType === "int" && value === noDataInt) ? null : value;
