import { Plus } from "lucide-react";
import { useState } from "react";
import { commands } from "../../session/commands.ts";
import type { LayerId, StepId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { faultLine } from "../fault-text.ts";
import { layerOf } from "../layer-facts.ts";
import { useReorder } from "../layer-list/reorder.ts";
import { SourceRow } from "./source-row.tsx";
import { StepRow } from "./step-row.tsx";

/** The steps of a layer on one thread: what it is made of, then what is done to it. */
export function Recipe({ id }: { readonly id: LayerId }) {
  const steps = useSession((s) => layerOf(s, id)?.recipe.steps ?? []);
  const [refused, setRefused] = useState<{ readonly step: StepId; readonly why: string } | null>(null);
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length) return;
    const fault = commands.moveStep(id, step.id, to);
    setRefused(fault && { step: step.id, why: faultLine(fault) });
  };
  const reorder = useReorder(move);
  return (
    <div className="recipe">
      <ol aria-label="Recipe">
        <SourceRow id={id} />
        {steps.map((step, index) => (
          <StepRow
            key={step.id}
            layer={id}
            step={step}
            handle={reorder.handle(index)}
            item={reorder.item(index, steps.length)}
            refused={refused?.step === step.id ? refused.why : null}
            onMove={(by) => move(index, index + by)}
          />
        ))}
      </ol>
      <button type="button" className="add-step" onClick={commands.openPalette}>
        <Icon of={Plus} />
        Add step
        <kbd className="key">Ctrl K</kbd>
      </button>
    </div>
  );
}
