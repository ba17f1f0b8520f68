import { FaultError } from "../fault.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { Trace, TraceStage } from "./readings.ts";
import { type CellPlace, cellsAt, firstValue } from "./series.ts";
import type { Recipe, State, StepId } from "./state.ts";
import { session } from "./store.ts";
import { shownRefs } from "./times.ts";
import { type Looked, whyNodata } from "./why-nodata.ts";

/** Keep the values after each step at hand for the point that is read and the layer that is looked at. Returns how to stop. */
export function followTrace(): () => void {
  return session.subscribe((state, before) => {
    const isSame =
      state.probe?.lon === before.probe?.lon &&
      state.probe?.lat === before.probe?.lat &&
      state.probe?.readings.length === before.probe?.readings.length &&
      state.selected === before.selected &&
      state.derived === before.derived &&
      state.time.shown === before.time.shown;
    if (!isSame) void trace(state);
  });
}

async function trace(state: State): Promise<void> {
  const { probe, selected, document, derived } = state;
  const wanted = probe?.readings.find((reading) => reading.layer === selected)?.layer ?? probe?.readings[0]?.layer ?? selected;
  const layer = document.layers.find((one) => one.id === wanted && one.visible);
  const made = layer && derived[layer.id];
  if (!probe || !layer || !made?.ok) {
    if (state.trace) session.setState({ trace: null });
    return;
  }
  const { lon, lat } = probe;
  const started: Trace = { layer: layer.id, lon, lat, stages: null, why: null };
  session.setState(({ trace: before }) => ({ trace: before?.layer === layer.id && before.lon === lon && before.lat === lat ? before : started }));
  current = started;
  try {
    const looks = await Promise.all(made.stages.map((node) => look(node, state)));
    const why = await whyNodata(looks, layer.recipe);
    // A later click or edit wins.
    if (current === started) session.setState({ trace: { ...started, stages: stagesOf(looks, layer.recipe), why } });
  } catch (error) {
    // The layer's card says what cannot be read.
    if (!(error instanceof FaultError)) throw error;
    if (current === started) session.setState({ trace: null });
  }
}

/** The trace that is wanted now. */
let current: Trace | null = null;

/** What a stage holds at the point. */
async function look(node: LayerNode, { probe, time }: State): Promise<Looked> {
  const cells = cellsAt(node, shownRefs(node.meta, time), { x: probe!.lon, y: probe!.lat, crs: null });
  const place: CellPlace | null = cells[0] ?? null;
  return { node, place, values: await firstValue(node, cells) };
}

/** The source, then each step; a step that is off repeats what is before it. */
const stagesOf = (looks: readonly Looked[], { steps }: Recipe): readonly TraceStage[] => looks.map(({ values }, i) => ({ step: stepOf(steps, i), values }));

const stepOf = (steps: Recipe["steps"], stage: number): StepId | null => steps[stage - 1]?.id ?? null;
