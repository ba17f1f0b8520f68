import type { LayerNode } from "../plan/graph.ts";
import { freshId } from "./fresh-id.ts";
import type { Recipe } from "./state.ts";

/** The recipe that comes to a node: its first inputs as a chain of steps, further inputs as the steps' other layers. */
export function recipeOf(node: LayerNode): Recipe {
  if (node.kind === "scenes") return { scenes: node.scenes, steps: [] };
  const [first, ...others] = node.inputs;
  const { scenes, steps } = recipeOf(first);
  const { op } = node.step;
  const params = node.asked ?? node.step.params;
  return { scenes, steps: [...steps, { id: freshId(), on: true, op, params, others: others.map(recipeOf) }] };
}
