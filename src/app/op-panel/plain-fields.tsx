import { useState } from "react";
import { useSession } from "../../session/use-session.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Switch } from "../controls/switch.tsx";
import { TextField } from "../controls/text-field.tsx";
import { number, parseNumber } from "../format.ts";
import type { FieldProps } from "./op-form.tsx";
import { settledParams } from "./settled.ts";

/** Help under a field's control. */
export const Help = ({ meta }: Pick<FieldProps, "meta">) => (meta.help ? <p className="note field-help">{meta.help}</p> : null);

const asNumber = (value: unknown) => (typeof value === "number" ? value : 0);

/** A number that may have a fraction. */
export const RealField = ({ meta, value, problem, onChange }: FieldProps) => (
  <div>
    <NumberField label={meta.label} labelled value={asNumber(value)} unit={meta.unit} problem={problem} onChange={onChange} />
    <Help meta={meta} />
  </div>
);

/** A whole number. */
export const IntegerField = ({ meta, value, problem, onChange }: FieldProps) => (
  <div>
    <NumberField label={meta.label} labelled value={asNumber(value)} unit={meta.unit} decimals={0} problem={problem} onChange={onChange} />
    <Help meta={meta} />
  </div>
);

/** On or off. */
export const FlagField = ({ meta, value, onChange }: FieldProps) => (
  <div>
    <Switch name={meta.label} caption={meta.label} on={value === true} onChange={onChange} />
    <Help meta={meta} />
  </div>
);

/** Text of one line. */
export const WordField = ({ meta, value, problem, onChange }: FieldProps) => (
  <div>
    <TextField label={meta.label} labelled value={typeof value === "string" ? value : ""} unit={meta.unit} problem={problem} onCommit={onChange} />
    <Help meta={meta} />
  </div>
);

/** A number, or nothing for what the field says stands there then. */
export function OptionalNumberField({ name, meta, value, problem, layer, step, onChange }: FieldProps) {
  const made = useSession((s) => settledParams(s, layer, step.id)?.[name]);
  const [wrong, setWrong] = useState(false);
  return (
    <div>
      <TextField
        label={meta.label}
        labelled
        value={typeof value === "number" ? number(value) : ""}
        placeholder={`${meta.empty ?? "none"}${typeof made === "number" ? `: ${number(made)}` : ""}`}
        unit={meta.unit}
        problem={wrong ? "A number, or nothing." : problem}
        onCommit={(text) => {
          const isEmpty = text.trim() === "" || text.trim() === meta.empty;
          const parsed = isEmpty ? null : parseNumber(text);
          const isWrong = !isEmpty && (parsed === null || Number.isNaN(parsed));
          setWrong(isWrong);
          if (!isWrong) onChange(parsed);
        }}
      />
      <Help meta={meta} />
    </div>
  );
}
