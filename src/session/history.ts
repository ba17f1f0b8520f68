import type { Document, LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";

const longest = 200;
/** Edits of one thing closer than this are one step of the history: typing a number, dragging a handle. */
const mergeMs = 1000;
let last = { topic: "", at: 0 };

/**
 * Change the document in a way that undo takes back. `label` names it ("Rename layer"); changes with the same
 * `topic` in quick succession are one step.
 */
export function change(label: string, edit: (document: Document) => Document, topic = ""): void {
  const { document, undo } = session.getState();
  const next = edit(document);
  if (next === document) return;
  const now = Date.now();
  const merges = topic !== "" && topic === last.topic && now - last.at < mergeMs && undo.length > 0;
  last = { topic, at: now };
  session.setState({ document: next, undo: merges ? undo : [...undo.slice(1 - longest), { label, document }], redo: [] });
}

/** Change one layer, as `change` does. */
export function changeLayer(label: string, id: LayerId, edit: (layer: LayerDoc) => LayerDoc, topic = ""): void {
  change(label, (document) => ({ ...document, layers: document.layers.map((layer) => (layer.id === id ? edit(layer) : layer)) }), topic);
}

export function undo(): void {
  const { document, undo, redo } = session.getState();
  const step = undo.at(-1);
  if (!step) return;
  last = { topic: "", at: 0 };
  session.setState({ ...settled(step.document), undo: undo.slice(0, -1), redo: [...redo, { label: step.label, document }] });
}

export function redo(): void {
  const { document, undo, redo } = session.getState();
  const step = redo.at(-1);
  if (!step) return;
  last = { topic: "", at: 0 };
  session.setState({ ...settled(step.document), redo: redo.slice(0, -1), undo: [...undo, { label: step.label, document }] });
}

/** A document with nothing selected or open that it does not have. */
function settled(document: Document) {
  const { selected, openStep, mode } = session.getState();
  const layer = document.layers.find(({ id }) => id === selected) ?? document.layers[0];
  const steps = layer?.recipe.steps.map((step) => step.id) ?? [];
  const drawsOn = mode.kind === "draw" && steps.includes(mode.step);
  return {
    document,
    selected: layer?.id ?? null,
    openStep: openStep && steps.includes(openStep) ? openStep : null,
    mode: drawsOn ? mode : ({ kind: "look" } as const),
    compare: null,
  };
}
