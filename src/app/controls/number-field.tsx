import type { ReactNode } from "react";
import { number, parseNumber } from "../format.ts";
import { TextField } from "./text-field.tsx";
import { useWrongText } from "./wrong-text.ts";

interface NumberFieldProps {
  readonly label: string;
  readonly labelled?: boolean;
  readonly value: number;
  readonly unit?: ReactNode;
  readonly decimals?: number;
  /** One press of the arrow keys; Shift makes it ten. */
  readonly step?: number;
  readonly problem?: string | null;
  readonly disabled?: boolean;
  onChange(value: number): void;
}

/** A number as people write it. Text that is no number says so and leaves the value as it was. */
export function NumberField({ label, labelled = false, value, unit, decimals = 6, step = 1, problem, disabled = false, onChange }: NumberFieldProps) {
  const [wrong, setWrong] = useWrongText(label, value);
  return (
    <TextField
      label={label}
      labelled={labelled}
      value={wrong ?? number(value, decimals)}
      unit={unit}
      numeric
      disabled={disabled}
      problem={wrong === null ? (problem ?? null) : "This is not a number."}
      onCommit={(text) => {
        const parsed = parseNumber(text);
        setWrong(parsed === null ? text : null);
        if (parsed !== null && parsed !== value) onChange(parsed);
      }}
      onKeyDown={(event, text) => {
        const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        const from = parseNumber(text);
        if (direction === 0 || from === null) return;
        event.preventDefault();
        onChange(Number((from + direction * step * (event.shiftKey ? 10 : 1)).toPrecision(12)));
      }}
    />
  );
}
