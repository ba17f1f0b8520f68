import { useEffect, useMemo, useState } from "react";
import { z } from "zod";
import { type FieldMeta, fieldMeta } from "../../ops/fields.ts";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, RecipeStep } from "../../session/state.ts";
import { session } from "../../session/store.ts";
import { useSession } from "../../session/use-session.ts";
import { Problem } from "../controls/text-field.tsx";
import { layerOf } from "../layer-facts.ts";
import { DatesField } from "../time/dates-field.tsx";
import { InstantField } from "../time/instant-field.tsx";
import { TimesField } from "../time/times-field.tsx";
import { AreasField } from "./areas-field.tsx";
import { BandsField } from "./bands-field.tsx";
import { type Problems, problemsOf } from "./check.ts";
import { ChoiceField } from "./choice-field.tsx";
import { ClassesField } from "./classes-field.tsx";
import { CrsField } from "./crs-field.tsx";
import { EffectNote } from "./effect-note.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { LayoutField } from "./layout-field.tsx";
import { NeighbourhoodField } from "./neighbourhood-field.tsx";
import { NodataField } from "./nodata-field.tsx";
import { FlagField, IntegerField, OptionalNumberField, RealField, WordField } from "./plain-fields.tsx";
import { ShapesField } from "./shapes-field.tsx";
import { CellTypeField, ResamplingField } from "./type-fields.tsx";
import { ZFactorField } from "./z-factor-field.tsx";

/** What every field of a form is given. */
export interface FieldProps {
  readonly name: string;
  readonly meta: FieldMeta;
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly problem: string | null;
  readonly layer: LayerId;
  readonly step: RecipeStep;
  onChange(value: unknown): void;
}

/** The fields of a parameter schema that carry what a form needs, by name. */
const fieldsOf = (schema: z.ZodType): readonly (readonly [string, z.ZodType])[] =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType && entry[1].meta()?.kind !== undefined)
    : [];

/** The parameters of an open step. A valid edit applies at once; one that is not says why and leaves the last good result. */
export function OpForm({ layer, step }: { readonly layer: LayerId; readonly step: RecipeStep }) {
  const scenes = useSession((s) => s.scenes);
  const doc = useSession((s) => layerOf(s, layer));
  const [draft, setDraft] = useState<{ readonly params: unknown; readonly problems: Problems } | null>(null);
  // Undo, and edits on the map, take the place of what was tried here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is dropped when the parameters change from outside
  useEffect(() => setDraft(null), [step.params]);
  const op = opOf(step.op);
  const fields = useMemo(() => fieldsOf(op.params), [op]);
  const params = (draft?.params ?? step.params) as Readonly<Record<string, unknown>>;
  const change = (name: string) => (value: unknown) => {
    const next = { ...params, [name]: value };
    const problems = doc ? problemsOf(doc, step, next, scenes) : {};
    if (Object.keys(problems).length > 0) setDraft({ params: next, problems });
    else {
      setDraft(null);
      commands.setParams(layer, step.id, next);
    }
  };
  const whole = draft?.problems[""];
  return (
    <div className="step-form" data-form={step.id} ref={focusFirst}>
      {fields.map(([name, schema]) => (
        <Field
          key={name}
          name={name}
          meta={fieldMeta(schema)}
          schema={schema}
          value={params[name]}
          problem={draft?.problems[name] ?? null}
          layer={layer}
          step={step}
          onChange={change(name)}
        />
      ))}
      {fields.length === 0 && <p className="note">{op.help}.</p>}
      {whole && <Problem>{whole}</Problem>}
      <EffectNote layer={layer} step={step} />
    </div>
  );
}

/** The one switch over the kinds of fields. */
function Field(props: FieldProps) {
  switch (props.meta.kind) {
    case "number":
      return <RealField {...props} />;
    case "integer":
      return <IntegerField {...props} />;
    case "flag":
      return <FlagField {...props} />;
    case "choice":
      return <ChoiceField {...props} />;
    case "cell-type":
      return <CellTypeField {...props} />;
    case "resampling":
      return <ResamplingField {...props} />;
    case "crs":
      return <CrsField {...props} />;
    case "layout":
      return <LayoutField {...props} />;
    case "bands":
      return <BandsField {...props} />;
    case "areas":
      return <AreasField {...props} />;
    case "nodata":
      return <NodataField {...props} />;
    case "neighbourhood":
      return <NeighbourhoodField {...props} />;
    case "z-factor":
      return <ZFactorField {...props} />;
    case "optional-number":
      return <OptionalNumberField {...props} />;
    case "classes":
      return <ClassesField {...props} />;
    case "expression":
      return <ExpressionField {...props} />;
    case "shapes":
      return <ShapesField {...props} />;
    case "text":
      return <WordField {...props} />;
    case "instant":
      return <InstantField {...props} />;
    case "times":
      return <TimesField {...props} />;
    case "dates":
      return <DatesField {...props} />;
    default:
      return props.meta.kind satisfies never;
  }
}

const focusDelayMs = 120;

/** A step that was just added takes focus to its first field; one that is opened again keeps it where it is. */
function focusFirst(form: HTMLElement | null) {
  if (!form || document.activeElement?.closest(".step")) return;
  // The palette that added the step gives focus back as it closes; the form takes it after that.
  setTimeout(() => {
    const { mode, dialog } = session.getState();
    if (mode.kind === "look" && dialog.kind === "none" && !form.contains(document.activeElement))
      form.querySelector<HTMLElement>("textarea, input, button")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }, focusDelayMs);
}
