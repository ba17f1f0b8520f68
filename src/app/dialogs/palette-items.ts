import { Image, type LucideIcon } from "lucide-react";
import { faultOf } from "../../fault.ts";
import { type OpId, ops } from "../../ops/index.ts";
import { opOf } from "../../ops/lookup.ts";
import { derive } from "../../plan/make.ts";
import type { LayerId, State } from "../../session/state.ts";
import { faultLine } from "../fault-text.ts";
import { metaOf, subtitle } from "../layer-facts.ts";
import { iconOf } from "../recipe/step-icon.ts";
import { generalItems, layerItems, measureItems } from "./palette-commands.ts";

interface ItemBase {
  readonly id: string;
  readonly label: string;
  /** What it does, in a few words. */
  readonly aside: string;
  readonly icon: LucideIcon;
  /** Everything it is found by. */
  readonly words: string;
  /** Why it cannot be chosen now. */
  readonly unfit?: string;
}

/** Something that is done at once. */
export interface CommandItem extends ItemBase {
  readonly kind: "command";
  /** Empty without a key. */
  readonly hotkey: string;
  /** The same in the scripting API. */
  readonly script?: string;
  run(): void;
}

/** One line of the palette. */
export type PaletteItem =
  | (ItemBase & { readonly kind: "step"; readonly op: OpId })
  | (ItemBase & { readonly kind: "layer"; readonly layer: LayerId })
  | CommandItem;

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Which kinds of step stand together; a step that is named nowhere stands under the last title. */
const stepGroups: readonly (readonly [title: string, ops: readonly string[]])[] = [
  ["Combine", ["union", "merge", "combineBands"]],
  ["Cut", ["mask"]],
  ["Change the grid", ["tileToLayout", "reproject", "pyramid"]],
  ["Look at surroundings", ["focal", "slope", "aspect", "hillshade", "euclideanDistance", "costDistance"]],
  ["Change values", []],
];

/** Everything the palette offers now: steps for the selected layer, its numbers, what is done with it, other layers, commands. */
export function paletteGroups(state: State): readonly PaletteGroup[] {
  const { selected } = state;
  const layers = state.document.layers.map((layer): PaletteItem => {
    const meta = metaOf(state, layer.id);
    return { kind: "layer", id: `layer/${layer.id}`, layer: layer.id, label: layer.name, aside: meta ? subtitle(meta) : "", icon: Image, words: layer.name };
  });
  const ofLayer: readonly PaletteGroup[] =
    selected === null
      ? []
      : [
          ...stepItems(unfitness(state, selected)),
          { title: "Measure", items: measureItems(state, selected) },
          { title: "This layer", items: layerItems(state, selected) },
        ];
  return [...ofLayer, { title: "Layers", items: layers }, { title: "Commands", items: generalItems(state) }].filter((group) => group.items.length > 0);
}

/** Why a step would fail on a layer as it is now, tried with the parameters that it starts with. Parameters can be mended, the layer itself first needs another step. */
function unfitness(state: State, layer: LayerId): (id: OpId) => string | undefined {
  const derived = state.derived[layer];
  const node = derived?.ok ? derived.node : derived?.stages.at(-1);
  return (id) => {
    // What takes several layers fits or not by what is chosen with it.
    if (!node || opOf(id).takes === "many") return undefined;
    try {
      derive({ op: id, params: opOf(id).initial([node.meta]) }, [node]);
      return undefined;
    } catch (error) {
      const fault = faultOf(error);
      if (fault.tag === "bad-type" && fault.param === "layer") return `It needs ${fault.expected}.`;
      return fault.tag === "bad-input" ? faultLine(fault) : undefined;
    }
  };
}

function stepItems(unfit: (id: OpId) => string | undefined): readonly PaletteGroup[] {
  const ids = (Object.keys(ops) as OpId[]).filter((id) => !opOf(id).hidden);
  const groupOf = (id: OpId) => stepGroups.find(([, members]) => members.includes(id)) ?? stepGroups.at(-1);
  return stepGroups.map((group) => ({
    title: group[0],
    items: ids
      .filter((id) => groupOf(id) === group)
      .map((id): PaletteItem => {
        const { title, help, words } = opOf(id);
        const why = unfit(id);
        return {
          kind: "step",
          id: `step/${id}`,
          op: id,
          label: title,
          aside: help,
          icon: iconOf(id),
          words: [title, help, id, ...words].join(" "),
          ...(why !== undefined && { unfit: why }),
        };
      }),
  }));
}
