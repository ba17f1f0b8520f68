import { type Instant, instantsIn, instantText } from "../../layer/instant.ts";
import { useSession } from "../../session/use-session.ts";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import { inputOf } from "../op-panel/input-of.ts";
import type { FieldProps } from "../op-panel/op-form.tsx";
import { Help } from "../op-panel/plain-fields.tsx";

const none = "all";

/** One of the dates that the step is given; for a field that may stay empty, all of them. */
export function InstantField({ meta, schema, value, problem, layer, step, onChange }: FieldProps) {
  const input = useSession((s) => inputOf(s, layer, step.id));
  const dates = input ? instantsIn(input.rasters) : [];
  const isOptional = schema.safeParse(null).success;
  // A recipe holds what the schema let in.
  const held = typeof value === "number" ? (value as Instant) : null;
  const all = held === null || dates.includes(held) ? dates : [held, ...dates];
  const options = [...(isOptional ? [{ value: none, label: "All dates" }] : []), ...all.map((date) => ({ value: String(date), label: instantText(date) }))];
  return (
    <div>
      <Select
        label={meta.label}
        labelled
        value={held === null ? none : String(held)}
        options={options}
        onChange={(chosen) => onChange(chosen === none ? null : Number(chosen))}
      />
      <Help meta={meta} />
      {problem && <Problem>{problem}</Problem>}
    </div>
  );
}
