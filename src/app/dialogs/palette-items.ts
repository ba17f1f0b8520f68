import { Download, Eye, FolderOpen, HelpCircle, Image, Images, type LucideIcon, Maximize, Moon, Redo2, Sigma, Sun, Undo2, Upload } from "lucide-react";
import { faultOf } from "../../fault.ts";
import { type OpId, ops } from "../../ops/index.ts";
import { opOf } from "../../ops/lookup.ts";
import { derive } from "../../plan/make.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, State } from "../../session/state.ts";
import { chooseFiles, chooseFolder } from "../empty-state.tsx";
import { faultLine } from "../fault-text.ts";
import { layerOf, metaOf, subtitle } from "../layer-facts.ts";
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
  /** Why it cannot be chosen now. */
  readonly unfit?: string;
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
  ["Look at surroundings", ["focal", "slope", "aspect", "hillshade", "euclideanDistance", "costDistance"]],
  ["Change values", []],
];

/** Everything the palette offers now: steps for the selected layer, other layers, commands. */
export function paletteGroups(state: State): readonly PaletteGroup[] {
  const steps = state.selected === null ? [] : stepItems(unfitness(state, state.selected));
  const layers = state.document.layers.map((layer): PaletteItem => {
    const meta = metaOf(state, layer.id);
    return { kind: "layer", id: `layer/${layer.id}`, layer: layer.id, label: layer.name, aside: meta ? subtitle(meta) : "", icon: Image, words: layer.name };
  });
  return [...steps, { title: "Layers", items: layers }, { title: "Commands", items: commandItems(state) }].filter((group) => group.items.length > 0);
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
          words: [title, help, ...words].join(" "),
          ...(why !== undefined && { unfit: why }),
        };
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
    command("folder", "Choose a folder…", "", FolderOpen, "open add import load directory", () => void chooseFolder()),
    command("samples", "Try with sample data", "", Upload, "example demo", () => void commands.openSamples()),
    ...(selected === null
      ? []
      : [
          command("export", "Export GeoTIFF…", "Ctrl E", Download, "save download write stitch", () => commands.startExport(selected)),
          ...(layerOf(state, selected)?.style.mode === "rgb" || !state.derived[selected]?.ok
            ? []
            : [command("png", "Export PNG tiles (zip)", "", Images, "save download picture image colours", () => void commands.exportPngTiles(selected))]),
          command("fit", "Fit layer", "F", Maximize, "zoom to", () => commands.zoomTo(selected)),
          command("areas", "Statistics per area…", "", Sigma, "zonal polygonal summary table mean sum csv mask areas", () => commands.showAreaTable(selected)),
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
