import { fail, faultOf } from "../fault.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive, sceneLayer } from "../plan/make.ts";
import type { Derived, LayerId, Recipe, State, StepId } from "./state.ts";
import { session } from "./store.ts";

type Scenes = State["scenes"];
const known = new WeakMap<Recipe, { readonly metas: readonly (SceneMeta | undefined)[]; readonly derived: Derived }>();

/** The node a recipe comes to, with every stage on the way, or why it cannot be made. Nothing is computed but metadata. */
export function deriveRecipe(recipe: Recipe, scenes: Scenes): Derived {
  const metas = scenesOf(recipe).map((id) => scenes[id]?.meta);
  const before = known.get(recipe);
  if (before && before.metas.length === metas.length && before.metas.every((meta, i) => meta === metas[i])) return before.derived;
  const derived = build(recipe, scenes);
  known.set(recipe, { metas, derived });
  return derived;
}

function build(recipe: Recipe, scenes: Scenes): Derived {
  const stages: LayerNode[] = [];
  let at: StepId | null = null;
  try {
    const [first, ...rest] = recipe.scenes.map((id) => scenes[id]?.meta).filter((meta) => meta !== undefined);
    if (!first) return { ok: false, fault: { tag: "file-gone", file: recipe.scenes.join() }, step: null, stages };
    let node: LayerNode = sceneLayer([first, ...rest]);
    stages.push(node);
    for (const step of recipe.steps) {
      at = step.id;
      if (step.on) node = derive({ op: step.op, params: step.params }, [node, ...step.others.map((other) => nodeOf(other, scenes))]);
      stages.push(node);
    }
    return { ok: true, node, stages };
  } catch (error) {
    return { ok: false, fault: faultOf(error), step: at, stages };
  }
}

/** The node of a recipe, or its fault thrown. */
function nodeOf(recipe: Recipe, scenes: Scenes): LayerNode {
  const derived = deriveRecipe(recipe, scenes);
  return derived.ok ? derived.node : fail(derived.fault);
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
  const update = ({ document, scenes, derived }: State) => {
    const next: Record<LayerId, Derived> = {};
    for (const layer of document.layers) next[layer.id] = deriveRecipe(layer.recipe, scenes);
    const ids = Object.keys(next) as LayerId[];
    if (ids.length === Object.keys(derived).length && ids.every((id) => next[id] === derived[id])) return;
    session.setState(({ readFaults }) => ({ derived: next, readFaults: unchanged(readFaults, derived, next) }));
  };
  update(session.getState());
  return session.subscribe((state, before) => {
    if (state.document !== before.document || state.scenes !== before.scenes) update(state);
  });
}
