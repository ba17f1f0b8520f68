import { arithmetic } from "./arithmetic.ts";
import { functions } from "./functions.ts";
import { logic } from "./logic.ts";
import type { Operation } from "./operation.ts";
import { statistics } from "./statistics.ts";

/** std and range are made of others, so that each of their parts is stored as its own step would be. */
const composed = {
  std: {
    ...statistics.variance,
    signature: "std(a, b, …)",
    help: "Standard deviation of those that have a value, as of a sample; NoData for fewer than two",
  },
  range: { ...statistics.sum, signature: "range(a, b, …)", help: "The largest less the smallest; NoData where one has no value" },
} as const satisfies Record<string, Operation>;

/** Everything an expression can compute. */
export const operations = { ...arithmetic, ...functions, ...logic, ...statistics, ...composed } as const;
export type OperationName = keyof typeof operations;

const written = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Operations that are written with a sign or as a word between. */
const signsOnly: readonly string[] = [...Object.keys(arithmetic).filter((name) => name !== "abs"), "equal", "unequal", "less", "lessOrEqual"].concat(
  "greater",
  "greaterOrEqual",
  "and",
  "or",
  "xor",
  "not",
  "notBits",
);

const aliases: Readonly<Record<string, OperationName>> = { if: "where", mode: "majority", ln: "log", average: "mean", stddev: "std" };
const named = new Map<string, OperationName>([
  ...(Object.keys(operations) as OperationName[]).filter((name) => !signsOnly.includes(name)).map((name) => [written(name), name] as const),
  ...Object.entries(aliases),
]);

/** The operation behind the name of a function, in any case; null when there is none. */
export function operationNamed(name: string): { readonly name: OperationName; readonly operation: Operation } | null {
  const found = named.get(name.toLowerCase());
  return found ? { name: found, operation: operations[found] } : null;
}

/** Every function by the name it is written with. */
export const functionList: readonly { readonly name: string; readonly signature: string; readonly help: string }[] = [...named]
  .filter(([name]) => !Object.hasOwn(aliases, name))
  .map(([name, id]) => ({ name, signature: operations[id].signature, help: operations[id].help }));
