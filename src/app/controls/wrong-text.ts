import { useEffect, useState } from "react";
import { useUnread } from "./unread.tsx";

/** Text in a field that could not be read, kept until the value changes; the form around knows of it by the field's label. */
export function useWrongText(label: string, value: unknown): [wrong: string | null, setWrong: (text: string | null) => void] {
  const [wrong, setWrong] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value from outside clears what was said about the old text
  useEffect(() => setWrong(null), [value]);
  useUnread(label, wrong !== null);
  return [wrong, setWrong];
}
