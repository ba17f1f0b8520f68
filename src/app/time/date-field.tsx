import { useState } from "react";
import type { Instant } from "../../layer/instant.ts";
import { TextField } from "../controls/text-field.tsx";
import { dateText, noDate, parseDate } from "./date-text.ts";

interface DateFieldProps {
  readonly label: string;
  readonly labelled?: boolean;
  readonly value: Instant | null;
  readonly placeholder?: string;
  /** Nothing may stand there too. */
  readonly optional?: boolean;
  readonly problem?: string | null;
  onChange(value: Instant | null): void;
}

/** A date as text: ISO, UTC. What is no date is refused under the field and changes nothing. */
export function DateField({ label, labelled = false, value, placeholder = "yyyy-mm-dd", optional = false, problem = null, onChange }: DateFieldProps) {
  const [wrong, setWrong] = useState(false);
  return (
    <TextField
      label={label}
      labelled={labelled}
      value={dateText(value)}
      placeholder={placeholder}
      problem={wrong ? noDate : problem}
      onCommit={(text) => {
        const isNone = optional && text.trim() === "";
        const date = isNone ? null : parseDate(text);
        setWrong(date === null && !isNone);
        if (date !== null || isNone) onChange(date);
      }}
    />
  );
}
