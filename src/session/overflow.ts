import { calculate } from "../ops/calculate.ts";
import { type ConvertTypeParams, convertType, mayLose } from "../ops/convert-type.ts";
import { mapCells } from "../ops/map-cells.ts";
import type { OverflowCount } from "../ops/overflow-count.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { foldLayer } from "../pool/fold.ts";
import { enginePool } from "./engine.ts";
import type { LayerId, RecipeStep, State, StepId } from "./state.ts";
import { session } from "./store.ts";

/** Numbers before they are put into a type that may not hold them. */
export interface Narrowing {
  readonly numbers: LayerNode;
  readonly into: ConvertTypeParams;
}

/** What a step puts into a type; null where every number fits, by what the types hold, and where each single operation is stored. */
export function narrowingOf({ document, derived }: Pick<State, "document" | "derived">, id: LayerId, stepId: StepId): Narrowing | null {
  const steps = document.layers.find((layer) => layer.id === id)?.recipe.steps ?? [];
  const at = steps.findIndex((one) => one.id === stepId);
  const input = derived[id]?.stages[at];
  const output = derived[id]?.stages[at + 1];
  const step = steps[at];
  return step?.on && input && output ? narrowing(step, input, output) : null;
}

function narrowing({ op, params }: RecipeStep, input: LayerNode, output: LayerNode): Narrowing | null {
  if (op === "convertType") {
    const into = convertType.params.safeParse(params).data;
    return into && mayLose(input.meta, into) ? { numbers: input, into } : null;
  }
  const formula = op === "calculate" ? calculate.params.safeParse(params).data : op === "mapCells" ? mapCells.params.safeParse(params).data : undefined;
  if (!formula || formula.cellType === "auto" || (op === "calculate" && formula.cellType === "input") || output.kind !== "derived") return null;
  const whole = derive({ op, params: { ...formula, cellType: "auto" } }, output.inputs);
  const { cellType, nodata } = output.meta;
  const into = { cellType, nodata, overflow: formula.overflow };
  return mayLose(whole.meta, into) ? { numbers: derive({ op, params: { ...formula, cellType: "float64" } }, output.inputs), into } : null;
}

/** How many cells a step's type changes: every cell is looked at. A FaultError when the layer cannot be read. */
export async function countOverflow(id: LayerId, step: StepId): Promise<OverflowCount | null> {
  const found = narrowingOf(session.getState(), id, step);
  return found && foldLayer<OverflowCount>(enginePool(), found.numbers, "overflowCount", found.into, { priority: () => 50 });
}
