import type { LayerId, State, StepId } from "../../session/state.ts";
import { layerOf } from "../layer-facts.ts";

/** The parameters of a step with the numbers that it left open in place; null while they are measured, and where the step fails or is off. */
export function settledParams(state: State, id: LayerId, step: StepId): Readonly<Record<string, unknown>> | null {
  const steps = layerOf(state, id)?.recipe.steps ?? [];
  const index = steps.findIndex((one) => one.id === step);
  const node = index < 0 || !steps[index]?.on ? undefined : state.derived[id]?.stages[index + 1];
  // An op's parameters are an object: its schema made them.
  return node?.kind === "derived" ? (node.step.params as Readonly<Record<string, unknown>>) : null;
}
