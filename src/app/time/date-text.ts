import { type Instant, instantText } from "../../layer/instant.ts";
import { parseTime } from "../../layer/times.ts";

const formats = [
  "yyyy-MM-dd",
  "yyyy-MM-dd HH:mm",
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-dd HH:mm:ss.SSS",
  "yyyy-MM-dd'T'HH:mm",
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
  "yyyy:MM:dd HH:mm:ss",
  "yyyyMMdd",
  "yyyy-MM",
  "yyyy",
];

/** The date that was typed, in UTC; null for what is none. Reads what `dateText` writes. */
export function parseDate(text: string): Instant | null {
  const plain = text.trim().replace(/\s*(?:Z|UTC)$/i, "");
  for (const format of formats) {
    const instant = parseTime(plain, format);
    if (instant !== null) return instant;
  }
  return null;
}

export const dateText = (instant: Instant | null): string => (instant === null ? "" : instantText(instant));

/** What is said of text that is no date. */
export const noDate = "A date such as 2026-03-08, or 2026-03-08 10:30, in UTC.";
