import { useEffect } from "react";
import { hasAreas } from "../ops/areas-field.ts";
import { commands } from "../session/commands.ts";
import { addressesIn } from "../session/remote.ts";
import type { Mode, State } from "../session/state.ts";
import { session } from "../session/store.ts";
import { chooseFiles } from "./empty-state.tsx";
import { frame } from "./frame.ts";
import { showInspector } from "./inspector/inspector-rail.tsx";
import { layerOf, metaOf } from "./layer-facts.ts";
import { showLayers } from "./layer-list/layer-rail.tsx";
import { toggleCompare } from "./map-cards/compare.ts";
import { focusNextRegion } from "./regions.ts";

type Tool = Extract<Mode, { kind: "draw" }>["tool"];

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select"));

/** The keys of the whole window. Components handle their own keys first and keep them. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener("keydown", press);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("paste", paste);
    };
  }, []);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const state = session.getState();
  const done =
    event.key === "F6"
      ? focusNextRegion(event.shiftKey)
      : event.ctrlKey || event.metaKey
        ? withControl(event, state)
        : event.altKey
          ? false
          : plain(event, state);
  if (done) event.preventDefault();
}

/** Addresses that are pasted on the window are opened; a field keeps what is pasted into it. */
function paste(event: ClipboardEvent): void {
  if (event.defaultPrevented || isField(event.target) || session.getState().dialog.kind !== "none") return;
  const addresses = addressesIn(event.clipboardData?.getData("text/plain") ?? "");
  if (!addresses) return;
  event.preventDefault();
  void commands.openAddresses(addresses);
}

/** Undo inside a field is the field's own; everything else with Ctrl works everywhere. */
function withControl(event: KeyboardEvent, state: State): boolean {
  const key = event.key.toLowerCase();
  if (key === "k") state.dialog.kind === "palette" ? commands.closeDialog() : commands.openPalette();
  else if (state.dialog.kind !== "none") return false;
  else if (key === "o") void chooseFiles();
  else if (key === "e") return startExport(state);
  else if (isField(event.target)) return false;
  else if (key === "z") event.shiftKey ? commands.redo() : commands.undo();
  else if (key === "y") commands.redo();
  else return false;
  return true;
}

function startExport(state: State): boolean {
  const layer = state.selected ?? state.document.layers[0]?.id;
  if (layer !== undefined && state.derived[layer]?.ok) commands.startExport(layer);
  return true;
}

function plain(event: KeyboardEvent, state: State): boolean {
  if (event.key === "Escape") return closeNearest(state);
  if (isField(event.target) || state.dialog.kind !== "none") return false;
  if (!frame.getState().letters) return onMap(event, state);
  const layer = layerOf(state, state.selected);
  switch (event.key.toLowerCase()) {
    case "v":
      if (layer) commands.setVisible(layer.id, !layer.visible);
      return layer !== null;
    case "[":
    case "]":
      return selectNext(state, event.key === "[" ? -1 : 1);
    case ",":
    case ".":
      commands.stepInstant(event.key === "," ? -1 : 1);
      return true;
    case "f":
      layer ? commands.zoomTo(layer.id) : commands.zoomToAll();
      return true;
    case "c":
      toggleCompare();
      return true;
    case "p":
      return draw(state, "area");
    case "r":
      return draw(state, "rectangle");
    case "h":
      return draw(state, "hole");
    case "l":
      showLayers();
      return true;
    case "i":
      return toggleInspector(state);
    case "j":
      frame.setState({ jobsOpen: !frame.getState().jobsOpen });
      return true;
    case "?":
      commands.showShortcuts();
      return true;
    default:
      return onMap(event, state);
  }
}

/** Keys that belong to the map while it has focus; panning by arrows is MapLibre's own. */
function onMap(event: KeyboardEvent, state: State): boolean {
  if (!(event.target instanceof Element) || !event.target.closest(".map")) return false;
  const band = Number(event.key) - 1;
  const layer = layerOf(state, state.selected);
  if (layer && band >= 0 && band < (metaOf(state, layer.id)?.bands.length ?? 0)) {
    commands.setStyle(layer.id, { band, mode: "single" });
    return true;
  }
  if (event.key === "Enter" && state.mode.kind === "look" && state.camera) {
    const [lon, lat] = state.camera.centre;
    void commands.probeAt(lon, lat);
    return true;
  }
  return false;
}

function selectNext(state: State, by: number): boolean {
  const ids = state.document.layers.map((layer) => layer.id);
  const at = state.selected === null ? -1 : ids.indexOf(state.selected);
  const next = ids[(at + by + ids.length) % ids.length];
  if (next !== undefined) commands.select(next);
  return true;
}

/** Draws on the open step with areas, or on the first mask of the selected layer; without one a mask is added. */
function draw(state: State, tool: Tool): boolean {
  const layer = layerOf(state, state.selected);
  if (!layer) return false;
  const open = layer.recipe.steps.find((one) => one.id === state.openStep && hasAreas(one.params));
  const step = open ?? layer.recipe.steps.find((one) => one.op === "mask");
  if (!step) commands.addStep(layer.id, "mask");
  const added = step?.id ?? session.getState().openStep;
  if (step && step.id !== state.openStep) commands.openStepForm(step.id);
  const area = state.mode.kind === "draw" ? state.mode.area : null;
  if (added !== null) commands.setMode({ kind: "draw", layer: layer.id, step: added, tool, area: tool === "hole" ? area : null });
  return true;
}

function toggleInspector(state: State): boolean {
  const tab = state.right.kind === "inspector" ? state.right.tab : "style";
  if (frame.getState().room === "wide") state.right.kind === "inspector" ? commands.closeRight() : commands.showInspector(tab);
  else if (frame.getState().over === "right") frame.setState({ over: null });
  else showInspector(tab);
  return true;
}

/** Closes the nearest thing; work is never lost by it. */
function closeNearest(state: State): boolean {
  if (state.dialog.kind !== "none") return false;
  if (state.mode.kind === "draw") {
    state.mode.tool === "edit" ? commands.setMode({ kind: "look" }) : commands.setMode({ ...state.mode, tool: "edit" });
  } else if (frame.getState().over !== null) frame.setState({ over: null });
  else if (frame.getState().jobsOpen) frame.setState({ jobsOpen: false });
  else if (state.compare) commands.setCompare(null);
  else if (state.right.kind === "export") commands.closeRight();
  else if (state.openStep !== null) commands.openStepForm(null);
  else if (state.areaTable) commands.closeAreaTable();
  else if (state.probe) commands.clearProbe();
  else return false;
  return true;
}
