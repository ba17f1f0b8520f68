import { cellTypeInfo, cellTypes } from "../../cells/cell-type.ts";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import { number } from "../format.ts";
import type { FieldProps } from "./op-form.tsx";
import { Help } from "./plain-fields.tsx";
import { resamplingOptions } from "./resampling-words.ts";

/** Cell types with their range. */
export const cellTypeOptions = cellTypes.map((type) => {
  const { label, float, min, max, bytes } = cellTypeInfo(type);
  return { value: type, label, aside: float ? `${bytes * 8} bits, fractions` : `${number(min)} to ${number(max)}` };
});

export const CellTypeField = ({ meta, value, problem, onChange }: FieldProps) => (
  <div>
    <Select label={meta.label} labelled value={cellTypes.find((type) => type === value) ?? null} options={cellTypeOptions} onChange={onChange} />
    <Help meta={meta} />
    {problem && <Problem>{problem}</Problem>}
  </div>
);

/** Ways to resample, each with what it is for. */
export const ResamplingField = ({ meta, value, problem, onChange }: FieldProps) => (
  <div>
    <Select label={meta.label} labelled value={typeof value === "string" ? value : null} options={resamplingOptions} onChange={onChange} />
    <Help meta={meta} />
    {problem && <Problem>{problem}</Problem>}
  </div>
);
