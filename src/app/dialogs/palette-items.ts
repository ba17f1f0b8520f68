import { Download, Eye, HelpCircle, Image, type LucideIcon, Maximize, Moon, Redo2, Sun, Undo2, Upload } from "lucide-react";
import { type OpId, ops } from "../../ops/index.ts";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, State } from "../../session/state.ts";
import { chooseFiles } from "../empty-state.tsx";
import { metaOf, subtitle } from "../layer-facts.ts";
import { toggleCompare } from "../map-cards/compare.ts";
import { iconOf } from "../recipe/step-icon.ts";

/** One line of the palette. */
export type PaletteItem = {
  readonly id: string;
  readonly label: string;
  readonly aside: string;
  readonly icon: LucideIcon;
  /** Everything it is found by. */
  readonly words: string;
} & ({ readonly kind: "step"; readonly op: OpId } | { readonly kind: "layer"; readonly layer: LayerId } | { readonly kind: "command"; run(): void });

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Which kinds of step stand together; a step that is named nowhere stands under the last title. */
const stepGroups: readonly (readonly [title: string, ops: readonly string[]])[] = [
  ["Combine", ["union", "merge", "combineBands"]],
  ["Cut", ["mask"]],
  ["Change the grid", ["tileToLayout", "reproject", "pyramid"]],
  ["Change values", []],
];

/** Everything the palette offers now: steps for the selected layer, other layers, commands. */
export function paletteGroups(state: State): readonly PaletteGroup[] {
  const steps = state.selected === null ? [] : stepItems();
  const layers = state.document.layers.map((layer): PaletteItem => {
    const meta = metaOf(state, layer.id);
    return { kind: "layer", id: `layer/${layer.id}`, layer: layer.id, label: layer.name, aside: meta ? subtitle(meta) : "", icon: Image, words: layer.name };
  });
  return [...steps, { title: "Layers", items: layers }, { title: "Commands", items: commandItems(state) }].filter((group) => group.items.length > 0);
}

function stepItems(): readonly PaletteGroup[] {
  const ids = (Object.keys(ops) as OpId[]).filter((id) => !opOf(id).hidden);
  const groupOf = (id: OpId) => stepGroups.find(([, members]) => members.includes(id)) ?? stepGroups.at(-1);
  return stepGroups.map((group) => ({
    title: group[0],
    items: ids
      .filter((id) => groupOf(id) === group)
      .map((id): PaletteItem => {
        const { title, help, words } = opOf(id);
        return { kind: "step", id: `step/${id}`, op: id, label: title, aside: help, icon: iconOf(id), words: [title, help, ...words].join(" ") };
      }),
  }));
}

function commandItems(state: State): readonly PaletteItem[] {
  const { selected } = state;
  const command = (id: string, label: string, aside: string, icon: LucideIcon, words: string, run: () => void): PaletteItem => ({
    kind: "command",
    id: `command/${id}`,
    label,
    aside,
    icon,
    words: `${label} ${words}`,
    run,
  });
  return [
    command("open", "Choose files…", "Ctrl O", Upload, "open add import load", () => void chooseFiles()),
    command("samples", "Try with sample data", "", Upload, "example demo", () => void commands.openSamples()),
    ...(selected === null
      ? []
      : [
          command("export", "Export GeoTIFF…", "Ctrl E", Download, "save download write stitch", () => commands.startExport(selected)),
          command("fit", "Fit layer", "F", Maximize, "zoom to", () => commands.zoomTo(selected)),
          command("compare", "Compare before and after", "C", Eye, "split slider", toggleCompare),
        ]),
    command("fit-all", "Fit all layers", "", Maximize, "zoom everything", () => commands.zoomToAll()),
    ...(state.undo.length === 0 ? [] : [command("undo", `Undo: ${state.undo.at(-1)?.label}`, "Ctrl Z", Undo2, "back", () => commands.undo())]),
    ...(state.redo.length === 0 ? [] : [command("redo", `Redo: ${state.redo.at(-1)?.label}`, "Ctrl Shift Z", Redo2, "again", () => commands.redo())]),
    command("light", "Light theme", "", Sun, "bright colours", () => commands.setTheme("light")),
    command("dark", "Dark theme", "", Moon, "night colours", () => commands.setTheme("dark")),
    command("keys", "Keyboard shortcuts", "?", HelpCircle, "help keys", () => commands.showShortcuts()),
  ];
}
