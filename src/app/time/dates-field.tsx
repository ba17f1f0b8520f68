import { useState } from "react";
import type { Instant } from "../../layer/instant.ts";
import type { SceneMeta } from "../../layer/scene.ts";
import { parseTime, proposeTimes, timeIn } from "../../layer/times.ts";
import { useSession } from "../../session/use-session.ts";
import { Segments } from "../controls/segments.tsx";
import { Select } from "../controls/select.tsx";
import { Problem, TextField } from "../controls/text-field.tsx";
import { plural } from "../format.ts";
import { inputOf } from "../op-panel/input-of.ts";
import type { FieldProps } from "../op-panel/op-form.tsx";
import { Help } from "../op-panel/plain-fields.tsx";
import { DateField } from "./date-field.tsx";

type Source = "name" | "tag" | "typed";

const standardTag = "TIFFTAG_DATETIME";
const standardFormat = "yyyy:MM:dd HH:mm:ss";

/** A date for each file: read from its name by a pattern, from one of its tags, or typed. */
export function DatesField({ meta, value, problem, layer, step, onChange }: FieldProps) {
  const input = useSession((s) => inputOf(s, layer, step.id));
  const scenes = useSession((s) => s.scenes);
  const names = input?.rasters.map(({ name }) => name) ?? [];
  const [source, setSource] = useState<Source>("typed");
  const [pattern, setPattern] = useState(() => proposeTimes(names)?.format ?? "yyyy-MM-dd");
  const [tag, setTag] = useState(standardTag);
  const [format, setFormat] = useState(standardFormat);
  // A recipe holds what the schema let in.
  const dates = Array.isArray(value) ? (value as readonly (Instant | null)[]) : [];
  const tagsOf = (name: string): SceneMeta["tags"] => Object.values(scenes).find((scene) => scene.meta.name === name)?.meta.tags ?? {};
  const tags = [...new Set([standardTag, ...names.flatMap((name) => Object.keys(tagsOf(name)))])];

  const byName = (next: string) => onChange(names.map((name) => timeIn(name, next)));
  const byTag = (from: string, next: string) => onChange(names.map((name) => parseTime(tagsOf(name)[from] ?? "", next)));
  const choose = (next: Source) => {
    setSource(next);
    if (next === "name") byName(pattern);
    if (next === "tag") byTag(tag, format);
  };
  const missing = dates.filter((date) => date === null).length;
  return (
    <fieldset className="time-fields" aria-label={meta.label}>
      <Segments
        label="From"
        labelled
        value={source}
        options={[
          { value: "name", label: "File names" },
          { value: "tag", label: "A tag" },
          { value: "typed", label: "Typed" },
        ]}
        onChange={choose}
      />
      {source === "name" && (
        <TextField
          label="Pattern"
          labelled
          value={pattern}
          onCommit={(next) => {
            setPattern(next);
            byName(next);
          }}
        />
      )}
      {source === "tag" && (
        <>
          <Select
            label="Tag"
            labelled
            value={tag}
            options={tags.map((name) => ({ value: name, label: name }))}
            onChange={(next) => {
              setTag(next);
              byTag(next, format);
            }}
          />
          <TextField
            label="Format"
            labelled
            value={format}
            onCommit={(next) => {
              setFormat(next);
              byTag(tag, next);
            }}
          />
        </>
      )}
      {source !== "typed" && <p className="note">yyyy MM dd, DDD for the day of the year, HH mm ss; * for anything, other letters in 'quotes'.</p>}
      <table className="date-table">
        <caption className="label">{meta.label}</caption>
        <tbody>
          {names.map((name, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files may have the same name
            <tr key={at}>
              <th scope="row" className="cut" title={name}>
                {name}
              </th>
              <td>
                <DateField
                  label={`Date of ${name}`}
                  value={dates[at] ?? null}
                  optional
                  placeholder="no date"
                  onChange={(date) => {
                    setSource("typed");
                    onChange(names.map((_, i) => (i === at ? date : (dates[i] ?? null))));
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing > 0 && <p className="note">{missing === dates.length ? "No file has a date." : `${plural(missing, "file has", "files have")} no date.`}</p>}
      <Help meta={meta} />
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}
