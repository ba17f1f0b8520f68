import { convertType } from "../ops/convert-type.ts";
import type { OverflowCount } from "../ops/overflow-count.ts";
import { foldLayer } from "../pool/fold.ts";
import { enginePool } from "./engine.ts";
import type { LayerId, StepId } from "./state.ts";
import { session } from "./store.ts";

/** Layers up to here are counted without being asked. */
export const countsAtOnce = 4_000_000;

/** How many cells a conversion changes: every cell of its input is looked at. A FaultError when the input cannot be read. */
export async function countOverflow(id: LayerId, step: StepId): Promise<OverflowCount | null> {
  const { document, derived } = session.getState();
  const steps = document.layers.find((layer) => layer.id === id)?.recipe.steps ?? [];
  const at = steps.findIndex((one) => one.id === step);
  const input = derived[id]?.stages[at];
  if (!input || !steps[at]) return null;
  return foldLayer<OverflowCount>(enginePool(), input, "overflowCount", convertType.params.parse(steps[at].params), { priority: () => 50 });
}
