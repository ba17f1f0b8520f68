import { type Fault, FaultError, fail, faultOf } from "../fault.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { blankLayer, derive, deriveMeasured, sceneLayer, type Wanted, wantedBy } from "../plan/make.ts";
import type { Derived, LayerId, Recipe, RecipeStep, State, StepId } from "./state.ts";
import { session } from "./store.ts";

type Scenes = State["scenes"];
type Numbers = Pick<State, "measured" | "unmeasurable">;
const known = new WeakMap<Recipe, { readonly metas: readonly (SceneMeta | undefined)[]; readonly numbers: Numbers; readonly derived: Derived }>();

/** A step lacks numbers of the layer before it. */
class Unmeasured extends FaultError {
  constructor(
    readonly wants: Wanted,
    fault: Fault,
  ) {
    super(fault);
  }
}

/** The node a recipe comes to, with every stage on the way, or why it cannot be made. Nothing is computed but metadata. */
export function deriveRecipe(recipe: Recipe, scenes: Scenes, numbers: Numbers = session.getState()): Derived {
  const metas = scenesOf(recipe).map((id) => scenes[id]?.meta);
  const before = known.get(recipe);
  if (before && before.metas.length === metas.length && before.metas.every((meta, i) => meta === metas[i]) && !isAnswered(before, numbers))
    return before.derived;
  const derived = build(recipe, scenes, numbers);
  known.set(recipe, { metas, numbers: { measured: numbers.measured, unmeasurable: numbers.unmeasurable }, derived });
  return derived;
}

/** True when the numbers a recipe was waiting for have come, or will not come. */
function isAnswered({ derived, numbers }: { readonly derived: Derived; readonly numbers: Numbers }, now: Numbers): boolean {
  const name = derived.ok ? undefined : derived.wants?.name;
  return name !== undefined && (now.measured[name] !== undefined || now.unmeasurable[name] !== numbers.unmeasurable[name]);
}

function build(recipe: Recipe, scenes: Scenes, numbers: Numbers): Derived {
  const stages: LayerNode[] = [];
  let at: StepId | null = null;
  try {
    const [first, ...rest] = recipe.scenes.map((id) => scenes[id]?.meta).filter((meta) => meta !== undefined);
    const source = first ? sceneLayer([first, ...rest]) : recipe.blank && blankLayer(recipe.blank);
    if (!source) return { ok: false, fault: { tag: "file-gone", file: recipe.scenes.join() }, step: null, stages };
    let node: LayerNode = source;
    stages.push(node);
    for (const step of recipe.steps) {
      at = step.id;
      if (step.on) node = made(step, [node, ...step.others.map((other) => nodeOf(other, scenes, numbers))], numbers);
      stages.push(node);
    }
    return { ok: true, node, stages };
  } catch (error) {
    return { ok: false, fault: faultOf(error), step: at, stages, ...(error instanceof Unmeasured && { wants: error.wants }) };
  }
}

/** The node of a step, with the numbers it leaves open when they are known. */
function made({ op, params }: RecipeStep, inputs: readonly [LayerNode, ...LayerNode[]], { measured, unmeasurable }: Numbers): LayerNode {
  const wants = wantedBy({ op, params }, inputs[0]);
  if (!wants) return derive({ op, params }, inputs);
  const found = measured[wants.name];
  if (!found) throw new Unmeasured(wants, unmeasurable[wants.name] ?? { tag: "unmeasured", op });
  return deriveMeasured({ op, params }, inputs, found);
}

/** The node of a recipe, or its fault thrown. */
function nodeOf(recipe: Recipe, scenes: Scenes, numbers: Numbers): LayerNode {
  const derived = deriveRecipe(recipe, scenes, numbers);
  if (derived.ok) return derived.node;
  if (derived.wants) throw new Unmeasured(derived.wants, derived.fault);
  return fail(derived.fault);
}

/** Every scene a recipe reads, those of its steps' other layers too. */
export const scenesOf = (recipe: Recipe): Recipe["scenes"] => [...recipe.scenes, ...recipe.steps.flatMap((step) => step.others.flatMap(scenesOf))];

/** The faults of layers that are still derived as they were. */
function unchanged(faults: State["readFaults"], before: State["derived"], now: State["derived"]): State["readFaults"] {
  const ids = Object.keys(faults) as LayerId[];
  return Object.fromEntries(ids.filter((id) => before[id] === now[id]).map((id) => [id, faults[id]!]));
}

/** Keep `state.derived` in step with the document and the scenes. Returns how to stop. */
export function followDocument(): () => void {
  const update = (state: State) => {
    const { document, scenes, derived } = state;
    const next: Record<LayerId, Derived> = {};
    for (const layer of document.layers) next[layer.id] = deriveRecipe(layer.recipe, scenes, state);
    const ids = Object.keys(next) as LayerId[];
    if (ids.length === Object.keys(derived).length && ids.every((id) => next[id] === derived[id])) return;
    session.setState(({ readFaults }) => ({ derived: next, readFaults: unchanged(readFaults, derived, next) }));
  };
  update(session.getState());
  return session.subscribe((state, before) => {
    const { document, scenes, measured, unmeasurable } = before;
    if (state.document !== document || state.scenes !== scenes || state.measured !== measured || state.unmeasurable !== unmeasurable) update(state);
  });
}
