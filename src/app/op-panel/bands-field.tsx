import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import { bandTitle } from "../layer-facts.ts";
import { inputOf } from "./input-of.ts";
import type { FieldProps } from "./op-form.tsx";
import { Help } from "./plain-fields.tsx";

/** Which bands come out, in which order; a band may come twice. */
export function BandsField({ meta, value, problem, layer, step, onChange }: FieldProps) {
  const input = useSession((s) => inputOf(s, layer, step.id));
  const bands = Array.isArray(value) ? value.filter((band): band is number => typeof band === "number") : [];
  const options = input?.bands.map((_, i) => ({ value: String(i), label: bandTitle(input, i) })) ?? [];
  const put = (at: number, band: number) => onChange(bands.map((old, i) => (i === at ? band : old)));
  const swap = (at: number, other: number) => onChange(bands.map((old, i) => bands[i === at ? other : i === other ? at : i] ?? old));
  return (
    <fieldset aria-label={meta.label}>
      <span className="label">{meta.label}</span>
      <ol className="band-list">
        {bands.map((band, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a band of the result has no other name than its place
          <li key={at}>
            <span className="small muted">{at + 1}</span>
            <Select label={`Band ${at + 1} of the result`} value={String(band)} options={options} onChange={(chosen) => put(at, Number(chosen))} />
            <IconButton icon={ArrowUp} size="small" label={`Move band ${at + 1} up`} disabled={at === 0} onClick={() => swap(at, at - 1)} />
            <IconButton icon={ArrowDown} size="small" label={`Move band ${at + 1} down`} disabled={at === bands.length - 1} onClick={() => swap(at, at + 1)} />
            <IconButton
              icon={X}
              size="small"
              label={`Leave band ${at + 1} out`}
              disabled={bands.length === 1}
              onClick={() => onChange(bands.filter((_, i) => i !== at))}
            />
          </li>
        ))}
      </ol>
      <button type="button" className="button" data-look="link" onClick={() => onChange([...bands, 0])}>
        <Plus className="icon" size={16} strokeWidth={1.75} aria-hidden="true" />
        Add band
      </button>
      <Help meta={meta} />
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}
