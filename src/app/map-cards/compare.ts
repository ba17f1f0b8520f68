import { instantText } from "../../layer/instant.ts";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import type { CompareSide, LayerDoc, State } from "../../session/state.ts";
import { session } from "../../session/store.ts";
import { datesOf } from "../../session/times.ts";
import type { Option } from "../controls/select.tsx";
import { layerOf, metaOf } from "../layer-facts.ts";

interface SideOption extends Option<string> {
  readonly side: CompareSide;
}

/** Every state that can stand at a side: each layer's result, what stood before each of its steps, each of its dates. */
export const sideOptions = (state: State): readonly SideOption[] => state.document.layers.flatMap((layer) => optionsOf(state, layer));

function optionsOf(state: State, layer: LayerDoc): SideOption[] {
  const option = (label: string, stage: number | null, instant: CompareSide["instant"] = null): SideOption => {
    const side = { layer: layer.id, stage, instant };
    return { value: nameOf(side), label, aside: layer.name, side };
  };
  const meta = metaOf(state, layer.id);
  const stages = layer.recipe.steps.flatMap((step, stage) => (step.on ? [option(`Before ${opOf(step.op).title.toLowerCase()}`, stage)] : []));
  const dates = (meta ? datesOf(meta) : []).map((instant) => option(instantText(instant), null, instant));
  const result = option("Result", null);
  return stages.length + dates.length > 0 ? [result, ...stages, ...dates] : [{ value: result.value, label: layer.name, side: result.side }];
}

/** The name of a side among the options. */
export const nameOf = ({ layer, stage, instant }: CompareSide): string => [layer, stage ?? "result", instant ?? "shown"].join("/");

/**
 * The two states that are set side by side first: what stood before the open step (or the last one that is on) and the
 * result; of a layer without steps its first and last date; else the layer and the next one in the list. Null where there is
 * only one state.
 */
export function comparison(state: State): State["compare"] {
  const layer = layerOf(state, state.selected) ?? state.document.layers[0];
  if (!layer) return null;
  const right: CompareSide = { layer: layer.id, stage: null, instant: null };
  const { steps } = layer.recipe;
  const open = steps.findIndex((step) => step.id === state.openStep);
  const stage = open >= 0 ? open : steps.findLastIndex((step) => step.on);
  if (stage >= 0) return { left: { ...right, stage }, right };
  const meta = metaOf(state, layer.id);
  const dates = meta ? datesOf(meta) : [];
  if (dates.length > 1) return { left: { ...right, instant: dates[0]! }, right: { ...right, instant: dates.at(-1)! } };
  const other = state.document.layers.find(({ id }) => id !== layer.id);
  return other ? { left: right, right: { ...right, layer: other.id } } : null;
}

/** Sets two states side by side, or stops. */
export function toggleCompare(): void {
  const state = session.getState();
  commands.setCompare(state.compare ? null : comparison(state));
}
