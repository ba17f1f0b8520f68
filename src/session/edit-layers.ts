import { FaultError } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { opOf } from "../ops/lookup.ts";
import { deriveRecipe } from "./derive.ts";
import { addFailure } from "./failures.ts";
import { freshId } from "./fresh-id.ts";
import { layerGround } from "./ground.ts";
import { change, changeLayer } from "./history.ts";
import { sameGround } from "./same-ground.ts";
import type { Document, LayerDoc, LayerId, Recipe, RecipeStep, State, Style } from "./state.ts";
import { session } from "./store.ts";
import { dismissToast } from "./view.ts";

export function select(layer: LayerId | null): void {
  session.setState({ selected: layer, picked: [], openStep: null, mode: { kind: "look" } });
}

export function pick(layer: LayerId): void {
  const { picked, selected } = session.getState();
  if (layer === selected) return;
  session.setState({ picked: picked.includes(layer) ? picked.filter((id) => id !== layer) : [...picked, layer] });
}

export const renameProject = (name: string): void => change("Rename project", (document) => ({ ...document, name: name.trim() || document.name }));

export const rename = (id: LayerId, name: string): void => changeLayer("Rename layer", id, (layer) => ({ ...layer, name: name.trim() || layer.name }));

export function duplicate(id: LayerId): void {
  const copy = freshId<LayerId>();
  change("Duplicate layer", (document) => ({
    ...document,
    layers: document.layers.flatMap((layer) =>
      layer.id === id ? [{ ...layer, id: copy, name: `${layer.name} copy`, recipe: freshSteps(layer.recipe) }, layer] : [layer],
    ),
  }));
  select(copy);
}

/** The same recipe with step ids of its own. */
const freshSteps = (recipe: Recipe): Recipe => ({ ...recipe, steps: recipe.steps.map((step) => ({ ...step, id: freshId() })) });

export function remove(id: LayerId): void {
  const { document, selected, compare } = session.getState();
  const index = document.layers.findIndex((layer) => layer.id === id);
  if (compare?.left.layer === id || compare?.right.layer === id) session.setState({ compare: null });
  change("Remove layer", (before) => withStretches({ ...before, layers: before.layers.filter((layer) => layer.id !== id) }));
  const { layers } = session.getState().document;
  if (selected === id) select((layers[index] ?? layers[index - 1])?.id ?? null);
}

/** Every layer leaves the list; undo brings them back. */
export function removeAll(): void {
  session.setState({ compare: null });
  change("Remove all layers", (document) => (document.layers.length === 0 ? document : { ...document, layers: [] }));
  select(null);
}

/** An empty project without a name, and nothing that waits or failed. Undo brings the layers and the name back. */
export function newProject(): void {
  session.setState({ compare: null, waiting: [], failures: [], notices: [], toast: null, probe: null, areaTable: null });
  change("New project", () => session.getInitialState().document);
  select(null);
}

/** A style that took the stretch of a layer which is gone stands on its own again. */
function withStretches(document: Document): Document {
  const ids = new Set(document.layers.map((layer) => layer.id));
  const layers = document.layers.map((layer) =>
    layer.style.stretchAs && !ids.has(layer.style.stretchAs) ? { ...layer, style: { ...layer.style, stretchAs: null } } : layer,
  );
  return { ...document, layers };
}

export function move(id: LayerId, by: number): void {
  moveTo(id, session.getState().document.layers.findIndex((layer) => layer.id === id) + by);
}

export function moveTo(id: LayerId, index: number): void {
  change("Move layer", (document) => {
    const layer = document.layers.find((one) => one.id === id);
    const rest = document.layers.filter((one) => one.id !== id);
    const at = Math.max(0, Math.min(rest.length, index));
    if (!layer || document.layers[at] === layer) return document;
    return { ...document, layers: [...rest.slice(0, at), layer, ...rest.slice(at)] };
  });
}

export const setVisible = (id: LayerId, visible: boolean): void => changeLayer(visible ? "Show layer" : "Hide layer", id, (layer) => ({ ...layer, visible }));

export function setOpacity(id: LayerId, opacity: number): void {
  changeLayer("Opacity", id, (layer) => ({ ...layer, opacity: Math.max(0, Math.min(1, opacity)) }), `opacity/${id}`);
}

export const setStyle = (id: LayerId, part: Partial<Style>): void =>
  changeLayer("Style", id, (layer) => ({ ...layer, style: { ...layer.style, ...part } }), `style/${id}/${Object.keys(part).join()}`);

export function zoomTo(id: LayerId): void {
  const extent = layerGround([id]);
  if (extent) session.setState({ fit: { extent } });
}

export function zoomToAll(): void {
  const extent = layerGround(session.getState().document.layers.map((layer) => layer.id));
  if (extent) session.setState({ fit: { extent } });
}

/** One layer from several, in their order. Bare scenes join as one source; layers with steps join by a union step. */
export function uniteLayers(ids: readonly LayerId[]): void {
  const united = freshId<LayerId>();
  const { document: before, scenes } = session.getState();
  const parts = before.layers.filter((layer) => ids.includes(layer.id));
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return;
  const recipe = withNamedDates(unite(first.recipe, rest), scenes);
  const derived = deriveRecipe(recipe, scenes);
  dismissToast();
  if (!derived.ok && !derived.wants) {
    addFailure(commonName(parts), new FaultError(derived.fault));
    return;
  }
  change("Make one layer", (document) => {
    const layer: LayerDoc = { ...first, id: united, name: commonName(parts), recipe, visible: true, style: { ...first.style, stretchAs: null } };
    const layers = document.layers.flatMap((one) => (one === first ? [layer] : parts.includes(one) ? [] : [one]));
    // What was hidden may lie beneath everything.
    const isNew = parts.every(({ visible }) => !visible);
    return withStretches({ ...document, layers: isNew ? [layer, ...layers.filter((one) => one !== layer)] : layers });
  });
  select(united);
}

function unite(first: Recipe, rest: readonly LayerDoc[]): Recipe {
  if ([first, ...rest.map((layer) => layer.recipe)].every((recipe) => recipe.steps.length === 0))
    return { scenes: [...first.scenes, ...rest.flatMap((layer) => layer.recipe.scenes)], steps: [] };
  const union: RecipeStep = { id: freshId(), on: true, op: "union", params: {}, others: rest.map((layer) => layer.recipe) };
  return { ...first, steps: [...first.steps, union] };
}

/** Files of one ground whose tags tell no time, but whose names do, get their dates by a step. */
function withNamedDates(recipe: Recipe, scenes: State["scenes"]): Recipe {
  if (recipe.steps.length > 0 || sameGround(recipe.scenes.flatMap((id) => scenes[id]?.meta ?? [])).length < recipe.scenes.length) return recipe;
  const made = deriveRecipe(recipe, scenes);
  if (!made.ok || made.node.meta.rasters.some(({ instant }) => instant !== null)) return recipe;
  return { ...recipe, steps: [{ id: freshId(), on: true, op: "setDates", params: opOf("setDates").initial([made.node.meta]), others: [] }] };
}

/** What the names start with in common, without a dangling separator or the start of a number; else the first name and a count. */
function commonName(layers: readonly LayerDoc[]): string {
  const [first = "", ...rest] = layers.map((layer) => layer.name);
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  const common = first.slice(0, length).replace(/(?:[\s_.\-(]+\d*)+$/, "");
  return common.length >= 3 ? common : `${first} and ${rest.length} more`;
}

/** The look a layer starts with: its palette, its colours, or its first band. */
export function firstStyle({ bands, palette, cellType }: LayerMeta): Style {
  const role = (wanted: string) => bands.findIndex((band) => band.role === wanted || band.name.toLowerCase() === wanted);
  const rgb = [role("red"), role("green"), role("blue")] as const;
  const coloured = rgb.every((band) => band >= 0);
  // An alpha band is how much of the others is seen, not data.
  const data = bands.flatMap((band, i) => (band.role === "alpha" ? [] : [i]));
  const nth = (n: number) => data[Math.min(n, data.length - 1)] ?? 0;
  return {
    mode: palette ? "palette" : coloured ? "rgb" : "single",
    band: nth(0),
    rgb: coloured ? [rgb[0], rgb[1], rgb[2]] : [nth(0), nth(1), nth(2)],
    // Colours of eight bits are colours already.
    stretch: coloured && cellType === "uint8" ? { kind: "manual", from: 0, to: 255 } : { kind: "percent", low: 2, high: 98 },
    ramp: "viridis",
    reversed: false,
    nodataColour: null,
    stretchAs: null,
  };
}
