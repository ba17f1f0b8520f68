import { isWrittenName, renamed, writtenName } from "../algebra/names.ts";
import { calculate, freeLetter } from "../ops/calculate.ts";
import { changeRecipe } from "./change-recipe.ts";
import { deriveRecipe } from "./derive.ts";
import { guestsOf, onCellsOf, tilingFor } from "./same-cells.ts";
import type { LayerId, RecipeStep, StepId } from "./state.ts";
import { session } from "./store.ts";

/** Longer names of layers are not used in formulas unless the user wants them. */
const longestName = 12;

/** Lets another layer of the list take part in a calculation, laid onto the cells of this one, under a name of its own. */
export function addCalculatorLayer(id: LayerId, stepId: StepId, other: LayerId): void {
  const { document, scenes } = session.getState();
  const guest = document.layers.find((layer) => layer.id === other);
  if (!guest) return;
  changeRecipe("Add layer to calculation", id, (recipe, layer) => {
    const at = recipe.steps.findIndex((step) => step.id === stepId);
    const [before, step, after] = [recipe.steps.slice(0, at), recipe.steps[at], recipe.steps.slice(at + 1)];
    const guests = guestsOf([guest.recipe], scenes);
    const host = deriveRecipe({ ...recipe, steps: before }, scenes);
    if (!step || !host.ok || guests.length === 0) return recipe;
    const tiling = tilingFor(host.node.meta, guests);
    const steps = tiling ? [...before, tiling] : before;
    const hosted = deriveRecipe({ ...recipe, steps }, scenes);
    if (!hosted.ok) return recipe;
    const params = paramsOf(step);
    const changed: RecipeStep = {
      ...step,
      params: { ...params, names: [...params.names, freeName(guest.name, params.names)] },
      others: [...step.others, ...onCellsOf(hosted.node.meta, guests, layer.name)],
    };
    return { ...recipe, steps: [...steps, changed, ...after] };
  });
}

/** Takes another layer out of a calculation: `index` counts this layer as 0. A formula that still names it says so. */
export function removeCalculatorLayer(id: LayerId, step: StepId, index: number): void {
  changeStep("Take layer out of calculation", id, step, (one) => {
    const params = paramsOf(one);
    return { ...one, params: { ...params, names: params.names.filter((_, i) => i !== index) }, others: one.others.filter((_, i) => i !== index - 1) };
  });
}

/** Another name for a layer of a calculation, in the formula too. False when it is no name, or taken. */
export function renameCalculatorLayer(id: LayerId, step: StepId, index: number, name: string): boolean {
  const found = session
    .getState()
    .document.layers.flatMap((layer) => (layer.id === id ? layer.recipe.steps : []))
    .find((one) => one.id === step);
  if (!found || !isWrittenName(name) || paramsOf(found).names.some((other, i) => i !== index && other === name)) return false;
  changeStep("Rename in calculation", id, step, (one) => {
    const params = paramsOf(one);
    const names = params.names.map((old, i) => (i === index ? name : old));
    return { ...one, params: { ...params, names, expression: renamed(params.expression, params.names[index] ?? name, name) } };
  });
  return true;
}

const paramsOf = (step: RecipeStep) => calculate.params.parse(step.params);

function freeName(title: string, taken: readonly string[]): string {
  const own = writtenName(title);
  return own.length <= longestName && isWrittenName(own) && !taken.includes(own) && !/^b\d+$/i.test(own) ? own : freeLetter(taken);
}

function changeStep(label: string, id: LayerId, step: StepId, edit: (step: RecipeStep) => RecipeStep): void {
  changeRecipe(label, id, (recipe) => ({ ...recipe, steps: recipe.steps.map((one) => (one.id === step ? edit(one) : one)) }));
}
