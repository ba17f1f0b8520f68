import type { Instant } from "../../../src/layer/meta.ts";

/** The moment in a TIFF DateTime ("yyyy:MM:dd HH:mm:ss", taken as UTC) or an ISO 8601 text; null when it is neither. */
export function parseInstant(text: string | undefined): Instant | null {
  const match = /^\s*(\d{4})[:-](\d{2})[:-](\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[-+]\d{2}:?\d{2})?\s*$/.exec(text ?? "");
  if (!match) return null;
  const [, year, month, day, hours = "00", minutes = "00", seconds = "00", zone = "Z"] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${zone.replace(/^([-+]\d{2})(\d{2})$/, "$1:$2")}`);
  // A brand is given here, at the one place where instants of files are made.
  return Number.isNaN(time) ? null : (time as Instant);
}
