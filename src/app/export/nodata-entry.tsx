import { useEffect, useState } from "react";
import { TextField } from "../controls/text-field.tsx";
import { useUnread } from "../controls/unread.tsx";
import { nodataText, parseNodata } from "../op-panel/nodata-field.tsx";

interface NodataEntryProps {
  readonly value: number | null;
  readonly problem: string | null;
  onChange(value: number | null): void;
}

/** The file's NoData number; empty writes a mask inside the file where cells are missing. */
export function NodataEntry({ value, problem, onChange }: NodataEntryProps) {
  const [wrong, setWrong] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value from outside takes the place of what was typed
  useEffect(() => setWrong(null), [value]);
  useUnread("NoData", wrong !== null);
  return (
    <TextField
      label="NoData"
      value={wrong ?? nodataText(value)}
      placeholder="none, a mask inside"
      problem={wrong === null ? problem : "A number, NaN, or nothing."}
      onCommit={(text) => {
        const parsed = parseNodata(text);
        setWrong(parsed === undefined ? text : null);
        if (parsed !== undefined) onChange(parsed);
      }}
    />
  );
}
