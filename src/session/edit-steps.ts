import type { Fault } from "../fault.ts";
import type { OpId } from "../ops/index.ts";
import { opOf } from "../ops/lookup.ts";
import { changeRecipe } from "./change-recipe.ts";
import { deriveRecipe } from "./derive.ts";
import { freshId } from "./fresh-id.ts";
import { guestsOf, onCellsOf, tilingFor, wantsSameCells } from "./same-cells.ts";
import type { LayerDoc, LayerId, RecipeStep, StepId } from "./state.ts";
import { session } from "./store.ts";

const layerOf = (id: LayerId): LayerDoc | undefined => session.getState().document.layers.find((layer) => layer.id === id);

/** The form of the new step is opened, in the list of layers. */
export function addStep(id: LayerId, op: OpId, params?: unknown, others: readonly LayerId[] = []): void {
  const layer = layerOf(id);
  const { scenes } = session.getState();
  const derived = layer && deriveRecipe(layer.recipe, scenes);
  const input = derived?.stages.at(-1);
  if (!layer || !input) return;
  const asked = others
    .map(layerOf)
    .filter((other) => other !== undefined)
    .map((other) => other.recipe);
  const guests = wantsSameCells(op) ? guestsOf(asked, scenes) : [];
  const tiling = guests.length > 0 ? tilingFor(input.meta, guests) : null;
  const host = tiling ? deriveRecipe({ ...layer.recipe, steps: [...layer.recipe.steps, tiling] }, scenes).stages.at(-1) : input;
  const recipes = host && guests.length === asked.length ? onCellsOf(host.meta, guests, layer.name) : asked;
  const more = recipes.map((recipe) => deriveRecipe(recipe, scenes).stages.at(-1)?.meta).filter((meta) => meta !== undefined);
  const step: RecipeStep = { id: freshId<StepId>(), on: true, op, params: params ?? opOf(op).initial([input.meta, ...more]), others: recipes };
  changeSteps(`Add ${opOf(op).title.toLowerCase()}`, id, (steps) => [...steps, ...(tiling ? [tiling] : []), step]);
  session.setState({ selected: id, openStep: step.id, dialog: { kind: "none" }, leftOpen: true });
}

/** Quick successions, as of a typed number, are one step of the history; every change of areas is one of its own. */
export function setParams(id: LayerId, step: StepId, params: unknown): void {
  const before = layerOf(id)?.recipe.steps.find((one) => one.id === step)?.params;
  const topic = areasIn(before) === areasIn(params) ? `params/${step}` : "";
  changeSteps("Edit step", id, (steps) => steps.map((one) => (one.id === step ? { ...one, params } : one)), topic);
}

const areasIn = (params: unknown): unknown => (typeof params === "object" && params !== null && "areas" in params ? params.areas : undefined);

export const setStepOn = (id: LayerId, step: StepId, on: boolean): void =>
  changeSteps(on ? "Switch step on" : "Switch step off", id, (steps) => steps.map((one) => (one.id === step ? { ...one, on } : one)));

export function removeStep(id: LayerId, step: StepId): void {
  changeSteps("Remove step", id, (steps) => steps.filter((one) => one.id !== step));
  const { openStep, mode } = session.getState();
  if (openStep === step) session.setState({ openStep: null, compare: null });
  if (mode.kind === "draw" && mode.step === step) session.setState({ mode: { kind: "look" } });
}

/** Moves a step, unless the recipe would fail in that order: then the fault is returned and nothing changes. */
export function moveStep(id: LayerId, step: StepId, to: number): Fault | null {
  const layer = layerOf(id);
  const moved = layer?.recipe.steps.find((one) => one.id === step);
  if (!layer || !moved) return null;
  const rest = layer.recipe.steps.filter((one) => one !== moved);
  const steps = [...rest.slice(0, to), moved, ...rest.slice(to)];
  const { scenes } = session.getState();
  const after = deriveRecipe({ ...layer.recipe, steps }, scenes);
  if (!after.ok && !after.wants && deriveRecipe(layer.recipe, scenes).ok) return after.fault;
  changeSteps("Move step", id, () => steps);
  return null;
}

export const openStepForm = (step: StepId | null): void => session.setState({ openStep: step, mode: { kind: "look" } });

function changeSteps(label: string, id: LayerId, edit: (steps: readonly RecipeStep[]) => readonly RecipeStep[], topic = ""): void {
  changeRecipe(label, id, (recipe) => ({ ...recipe, steps: edit(recipe.steps) }), topic);
}
