import { faultOf } from "../fault.ts";
import { layerKeys } from "../layer/keys.ts";
import type { Measured } from "../ops/measurement.ts";
import type { Wanted } from "../plan/make.ts";
import type { FoldOptions } from "../pool/fold.ts";
import { measureLayer, passesOf } from "../pool/measure.ts";
import { classesWanted } from "./class-style.ts";
import { enginePool } from "./engine.ts";
import { cancelJob, endJob, startJob } from "./jobs.ts";
import type { JobId, LayerDoc, State } from "./state.ts";
import { session } from "./store.ts";

/** So many answers are kept with the project, the latest ones. */
const mostKept = 500;

/** Measurements under way, by name. */
const running = new Map<string, { readonly job: JobId; unwanted: boolean }>();

/** Measure whatever a layer of the list lacks, and stop what no layer lacks any more. Returns how to stop. */
export function followMeasurements(): () => void {
  look(session.getState());
  return session.subscribe((state, before) => {
    // Files that came back may be readable now; what was cancelled stays so.
    const unread = state.scenes === before.scenes ? [] : Object.entries(state.unmeasurable).filter(([, fault]) => fault.tag !== "cancelled");
    if (unread.length > 0) forgetRefusals(unread.map(([name]) => name));
    else if (state.derived !== before.derived || state.document !== before.document || state.unmeasurable !== before.unmeasurable) look(state);
  });
}

function look(state: State): void {
  const wants = new Map<string, { readonly wanted: Wanted; readonly layer: LayerDoc }>();
  for (const layer of state.document.layers) {
    const found = state.derived[layer.id];
    const lacks = found && !found.ok ? found.wants : layer.visible ? classesWanted(state, layer) : null;
    if (lacks && !state.measured[lacks.name]) wants.set(lacks.name, { wanted: lacks, layer });
  }
  for (const [name, one] of running) {
    one.unwanted = !wants.has(name);
    if (one.unwanted) cancelJob(one.job);
  }
  for (const [name, { wanted, layer }] of wants) if (!running.has(name) && !state.unmeasurable[name]) void measureAsJob(wanted, layer);
  const stale = Object.keys(state.unmeasurable).filter((name) => !wants.has(name));
  if (stale.length > 0) forgetRefusals(stale);
}

/** The exact numbers, from those kept or measured now; kept for whoever wants them again. */
export async function measureNow({ name, node, measurement }: Wanted, options: FoldOptions = {}): Promise<Measured> {
  const known = session.getState().measured[name];
  if (known) return known;
  const numbers = await measureLayer(enginePool(), node, measurement, options);
  session.setState(({ measured }) => ({ measured: Object.fromEntries([...Object.entries(measured).slice(1 - mostKept), [name, numbers]]) }));
  return numbers;
}

/** Try again what was cancelled or could not be read. */
export const measureAgain = (name: string): void => forgetRefusals([name]);

async function measureAsJob(wanted: Wanted, layer: LayerDoc): Promise<void> {
  const { name, node, measurement } = wanted;
  const total = layerKeys(node.meta).length * passesOf(measurement, node.meta);
  const job = startJob({ kind: "measure", title: `Measuring ${layer.name}`, total, unit: "tiles", layer: layer.id });
  const entry = { job: job.id, unwanted: false };
  running.set(name, entry);
  try {
    await measureNow(wanted, { signal: job.signal, priority: () => 20, onProgress: job.advance });
    running.delete(name);
    endJob(job, { kind: "done", file: null });
  } catch (error) {
    running.delete(name);
    endJob(job, { kind: "cancelled" });
    // The fault shows at the step that lacks the numbers; one that was given up may be wanted again by now.
    if (entry.unwanted) look(session.getState());
    else session.setState(({ unmeasurable }) => ({ unmeasurable: { ...unmeasurable, [name]: faultOf(error) } }));
  }
}

function forgetRefusals(names: readonly string[]): void {
  session.setState(({ unmeasurable }) => ({ unmeasurable: Object.fromEntries(Object.entries(unmeasurable).filter(([name]) => !names.includes(name))) }));
}
