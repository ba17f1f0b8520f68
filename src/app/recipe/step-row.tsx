import { GripVertical, Trash2, TriangleAlert } from "lucide-react";
import type { HTMLAttributes, KeyboardEvent } from "react";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, RecipeStep } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { Later } from "../controls/later.tsx";
import { Switch } from "../controls/switch.tsx";
import { faultText } from "../fault-text.ts";
import { focusAfterRemoval } from "../focus.ts";
import { OpForm } from "../op-panel/op-form.tsx";
import { stepSummary } from "../op-panel/step-summary.ts";
import { iconOf } from "./step-icon.ts";

interface StepRowProps {
  readonly layer: LayerId;
  readonly step: RecipeStep;
  readonly handle: HTMLAttributes<HTMLElement>;
  readonly item: HTMLAttributes<HTMLElement>;
  /** Why the last move of this step was refused. */
  readonly refused: string | null;
  onMove(by: number): void;
}

/** One step: handle, sign, verb, a few words, switch; its form below when it is open. */
export function StepRow({ layer, step, handle, item, refused, onMove }: StepRowProps) {
  const open = useSession((s) => s.openStep === step.id);
  const fault = useSession((s) => {
    const derived = s.derived[layer];
    return derived && !derived.ok && derived.step === step.id ? derived.fault : null;
  });
  const wants = useSession((s) => {
    const derived = s.derived[layer];
    return derived && !derived.ok && derived.step === step.id ? (derived.wants?.name ?? null) : null;
  });
  const { title } = opOf(step.op);
  const remove = (from: Element) => focusAfterRemoval(from, ".step", ".step-words", () => commands.removeStep(layer, step.id));
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) onMove(event.key === "ArrowUp" ? -1 : 1);
    else if (event.key === "Delete") remove(event.currentTarget);
    else return;
    event.preventDefault();
  };
  // What is being measured is no fault: the layer's card shows how far it is.
  const failed = fault?.tag === "unmeasured" ? null : fault;
  const text = failed && faultText(wants !== null && failed.tag === "cancelled" ? { tag: "unmeasured", op: step.op } : failed);
  return (
    <li className="step" data-open={open || undefined} data-off={!step.on || undefined} {...item}>
      <div className="step-row">
        <span className="step-grip" title="Drag to reorder (Alt ↑, Alt ↓)" {...handle}>
          <Icon of={GripVertical} />
        </span>
        <span className="step-icon" data-failing={failed !== null || undefined}>
          <Icon of={failed ? TriangleAlert : iconOf(step.op)} />
        </span>
        <button
          type="button"
          className="step-words"
          data-step={step.id}
          aria-expanded={open}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
          onClick={() => commands.openStepForm(open ? null : step.id)}
          onKeyDown={keys}
        >
          <b>{title}</b>
          <span className="cut" title={stepSummary(step)}>
            {step.on ? stepSummary(step) : `${stepSummary(step)}, off`}
          </span>
        </button>
        <IconButton icon={Trash2} size="small" label={`Remove ${title}`} hotkey="Delete" onClick={(event) => remove(event.currentTarget)} />
        <Switch name={title} on={step.on} onChange={(on) => commands.setStepOn(layer, step.id, on)} />
      </div>
      {refused !== null && (
        <p className="step-refused note" role="status">
          {refused}
        </p>
      )}
      {text && (
        <div className="step-form">
          <div className="alert" role="alert">
            <div className="head">
              <Icon of={TriangleAlert} />
              {text.title}
            </div>
            <p>{text.cause}</p>
            <p className="muted">{text.rest}</p>
            {wants !== null && <Button onClick={() => commands.measureAgain(wants)}>Measure</Button>}
          </div>
        </div>
      )}
      {open && (
        <Later>
          <OpForm layer={layer} step={step} />
        </Later>
      )}
    </li>
  );
}
