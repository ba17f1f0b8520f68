import { commands } from "../../session/commands.ts";
import { session } from "../../session/store.ts";
import { layerOf } from "../layer-facts.ts";

/** Shows what stood before the open step (or the last one that is on) beside the result, or stops showing it. */
export function toggleCompare(): void {
  const state = session.getState();
  if (state.compare) {
    commands.setCompare(null);
    return;
  }
  const layer = layerOf(state, state.selected);
  if (!layer) return;
  const { steps } = layer.recipe;
  const open = steps.findIndex((step) => step.id === state.openStep);
  const last = steps.findLastIndex((step) => step.on);
  const stage = open >= 0 ? open : last;
  if (stage >= 0) commands.setCompare({ stage });
}
