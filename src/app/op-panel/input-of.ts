import type { LayerMeta } from "../../layer/meta.ts";
import type { LayerId, State, StepId } from "../../session/state.ts";
import { layerOf } from "../layer-facts.ts";

/** What a step is given: the layer as it comes out of the step before it. Null while the recipe fails before that. */
export function inputOf(state: State, id: LayerId, step: StepId): LayerMeta | null {
  const index = layerOf(state, id)?.recipe.steps.findIndex((one) => one.id === step) ?? -1;
  return index < 0 ? null : (state.derived[id]?.stages[index]?.meta ?? null);
}

/** What comes out of a step; null where it fails. */
export function outputOf(state: State, id: LayerId, step: StepId): LayerMeta | null {
  const index = layerOf(state, id)?.recipe.steps.findIndex((one) => one.id === step) ?? -1;
  return index < 0 ? null : (state.derived[id]?.stages[index + 1]?.meta ?? null);
}
