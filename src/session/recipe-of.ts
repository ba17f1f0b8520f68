import type { LayerNode } from "../plan/graph.ts";
import { freshId } from "./fresh-id.ts";
import type { Recipe } from "./state.ts";

/** The recipe that comes to a node: its first inputs as a chain of steps, further inputs as the steps' other layers. */
export function recipeOf(node: LayerNode): Recipe {
  if (node.kind === "scenes") return { scenes: node.scenes, steps: [] };
  if (node.kind === "blank") return { scenes: [], blank: node.blank, steps: [] };
  const [first, ...others] = node.inputs;
  const before = recipeOf(first);
  const { op } = node.step;
  const params = node.asked ?? node.step.params;
  return { ...before, steps: [...before.steps, { id: freshId(), on: true, op, params, others: others.map(recipeOf) }] };
}
