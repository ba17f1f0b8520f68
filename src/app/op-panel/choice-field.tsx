import { Segments } from "../controls/segments.tsx";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import type { FieldProps } from "./op-form.tsx";
import { Help } from "./plain-fields.tsx";

/** Segments up to four short options, else a list. */
export function ChoiceField({ meta, value, problem, onChange }: FieldProps) {
  const options = Object.entries(meta.options ?? {}).map(([key, label]) => ({ value: key, label }));
  const chosen = typeof value === "string" ? value : null;
  const letters = options.reduce((sum, option) => sum + option.label.length + 3, 0);
  const inSight = options.length <= 4 && letters <= 44;
  return (
    <div>
      {inSight ? (
        <Segments label={meta.label} labelled value={chosen} options={options} onChange={onChange} />
      ) : (
        <Select label={meta.label} labelled value={chosen} options={options} onChange={onChange} />
      )}
      <Help meta={meta} />
      {problem && <Problem>{problem}</Problem>}
    </div>
  );
}
