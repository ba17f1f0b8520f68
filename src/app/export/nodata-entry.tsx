import { useState } from "react";
import { TextField } from "../controls/text-field.tsx";
import { nodataText, parseNodata } from "../op-panel/nodata-field.tsx";

interface NodataEntryProps {
  readonly value: number | null;
  readonly problem: string | null;
  onChange(value: number | null): void;
}

/** The file's NoData number; empty writes a mask inside the file where cells are missing. */
export function NodataEntry({ value, problem, onChange }: NodataEntryProps) {
  const [wrong, setWrong] = useState(false);
  return (
    <TextField
      label="NoData"
      value={nodataText(value)}
      placeholder="none, a mask inside"
      problem={wrong ? "A number, NaN, or nothing." : problem}
      onCommit={(text) => {
        const parsed = parseNodata(text);
        setWrong(parsed === undefined);
        if (parsed !== undefined) onChange(parsed);
      }}
    />
  );
}
