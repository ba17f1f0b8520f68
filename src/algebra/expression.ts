import type { CellType } from "../cells/cell-type.ts";
import { bind, type NamedLayer, type Scope, type Value } from "./bind.ts";
import type { Overflow, Storage } from "./fit.ts";
import { parse } from "./parse.ts";
import { ExpressionError, type ExpressionProblem } from "./problem.ts";
import { assemble, type Program } from "./program.ts";
import { freeNumber, storageFor, unionStorage } from "./storage.ts";
import { either } from "./value-range.ts";

/** "auto": the smallest type in which nothing overflows; "input": GeoPySpark's, the type of the operands at every operation; a type; or a type with its NoData. */
export type ResultType = CellType | Storage | "auto" | "input";

/** What an expression is about, and how its result is stored. */
export interface ExpressionSetting {
  readonly layers: readonly [NamedLayer, ...NamedLayer[]];
  /** b1 is the first band, or b0 is. */
  readonly firstBand: 0 | 1;
  readonly cellType: ResultType;
  readonly overflow: Overflow;
}

/** An expression whose names and types are in order. */
export interface Expression {
  readonly bandCount: number;
  /** How the result is stored: what its metadata must say. */
  readonly storage: Storage;
  /** Ready to run; made anew each time, for each worker its own. */
  program(): Program;
}

export type Checked = { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly problem: ExpressionProblem };

/** Read, look up, type: nothing is computed. */
export function expressionOf(text: string, setting: ExpressionSetting): Checked {
  try {
    const { layers, firstBand, cellType, overflow } = setting;
    const storesSteps = cellType === "input";
    const scope: Scope = { layers, firstBand, storesSteps, overflow };
    const results = bind(parse(text), scope);
    const storage = storageOf(results, setting);
    return { ok: true, expression: { bandCount: results.length, storage, program: () => assemble(results, { storage, overflow, storesSteps }) } };
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, problem: error.found };
    throw error;
  }
}

function storageOf(results: readonly Value[], { layers, cellType }: ExpressionSetting): Storage {
  const [first] = layers;
  const range = either(results.map((result) => result.range));
  if (cellType === "auto") return storageFor(range);
  if (typeof cellType === "object") return cellType;
  if (cellType !== "input") return { cellType, nodata: freeNumber(cellType, range) };
  const known = results.map(({ storage }) => storage).filter((storage) => storage !== null);
  return known.length === 0 ? { cellType: first.cellType, nodata: first.nodata } : known.reduce(unionStorage);
}
