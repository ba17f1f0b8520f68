import { useState } from "react";
import { TextField } from "../controls/text-field.tsx";
import { number, parseNumber } from "../format.ts";
import type { FieldProps } from "./op-form.tsx";
import { Help } from "./plain-fields.tsx";

/** A NoData value as people write it: a number, NaN, or nothing for none. Undefined when it is none of these. */
export function parseNodata(text: string): number | null | undefined {
  if (/^\s*(none)?\s*$/i.test(text)) return null;
  return parseNumber(text) ?? undefined;
}

/** The value as `parseNodata` reads it; words such as "default" stand as they are. */
export const nodataText = (value: unknown): string => (typeof value === "number" ? number(value) : typeof value === "string" ? value : "");

/** The number that stands for "no value"; empty for none, and words that the step knows. */
export function NodataField({ meta, schema, value, problem, onChange }: FieldProps) {
  const [wrong, setWrong] = useState(false);
  const knowsDefault = schema.safeParse("default").success;
  return (
    <div>
      <TextField
        label={meta.label}
        labelled
        value={nodataText(value)}
        placeholder="none"
        problem={wrong ? `A number, NaN, ${knowsDefault ? "“default”, " : ""}or nothing.` : problem}
        onCommit={(text) => {
          const word = text.trim().toLowerCase();
          const parsed = knowsDefault && word === "default" ? word : parseNodata(text);
          setWrong(parsed === undefined);
          if (parsed !== undefined) onChange(parsed);
        }}
      />
      <Help meta={meta} />
    </div>
  );
}
