import { type Instant, instantOf } from "./instant.ts";

/** A way of writing times, and what it makes of some texts. */
export interface ProposedTimes {
  readonly format: string;
  readonly instants: readonly Instant[];
}

/** Tried in this order on file names: the more a format says, the earlier. */
const proposals = [
  "yyyyMMdd'T'HHmmss",
  "yyyyMMddHHmmss",
  "yyyyMMdd_HHmmss",
  "yyyyMMdd-HHmmss",
  "yyyy-MM-dd'T'HH-mm-ss",
  "yyyy-MM-dd_HH-mm-ss",
  "yyyy-MM-dd",
  "yyyy_MM_dd",
  "yyyy.MM.dd",
  "yyyyMMdd",
  "yyyy-DDD",
  "yyyy_DDD",
  "yyyyDDD",
  "yyyy-MM",
  "yyyy_MM",
  "yyyyMM",
  "yyyy",
] as const;

/** The first way of writing times that each of the names has somewhere, with the times found; null when there is none. */
export function proposeTimes(names: readonly string[]): ProposedTimes | null {
  for (const format of names.length === 0 ? [] : proposals) {
    const instants = names.map((name) => firstTime(name, format, true));
    if (instants.every((instant) => instant !== null)) return { format, instants };
  }
  return null;
}

/**
 * The first time written somewhere in a text, null when there is none. `format` has Java's letters (yyyy MM dd DDD HH mm ss SSS,
 * text in 'quotes') and `*` for anything; all other signs stand for themselves. UTC; what the format does not tell is its first.
 */
export const timeIn = (text: string, format: string): Instant | null => firstTime(text, format, false);

/** `isWhole`: a year or month alone must not be followed by more digits, not even after a separator, lest it is read out of a date. */
function firstTime(text: string, format: string, isWhole: boolean): Instant | null {
  const { pattern, parts } = compiled(format);
  if (parts.length === 0) return null;
  const before = pattern.startsWith("(\\d") ? "(?<!\\d)" : "";
  const after = isWhole && !/dd|DDD/.test(format) ? "(?![-_.]?\\d)" : pattern.endsWith("})") ? "(?!\\d)" : "";
  for (const match of text.matchAll(new RegExp(`${before}(?=(${pattern})${after})`, "g"))) {
    const instant = instantFrom(parts, match.slice(2));
    if (instant !== null) return instant;
  }
  return null;
}

/** The time that a whole text is, null when it is not written so. */
export function parseTime(text: string, format: string): Instant | null {
  const { pattern, parts } = compiled(format);
  const match = parts.length === 0 ? null : new RegExp(`^${pattern}$`).exec(text.trim());
  return match && instantFrom(parts, match.slice(1));
}

const digits = { yyyy: 4, MM: 2, dd: 2, DDD: 3, HH: 2, mm: 2, ss: 2, SSS: 3 } as const;
type Part = keyof typeof digits;

/** A format as a regular expression with one group a part. */
function compiled(format: string): { readonly pattern: string; readonly parts: readonly Part[] } {
  const parts: Part[] = [];
  const pattern = format.replace(/'([^']*)'|yyyy|MM|dd|DDD|HH|mm|SSS|ss|\*|[\s\S]/g, (sign: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === "" ? "'" : escaped(quoted);
    if (sign === "*") return ".*?";
    if (!(sign in digits)) return escaped(sign);
    // The keys of `digits` are the parts.
    const part = sign as Part;
    parts.push(part);
    return `(\\d{${digits[part]}})`;
  });
  return { pattern, parts };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Null when the numbers are no date of the years 1800 to 2200. */
function instantFrom(parts: readonly Part[], numbers: readonly (string | undefined)[]): Instant | null {
  const found = new Map(parts.map((part, i) => [part, Number(numbers[i])]));
  const of = (part: Part, otherwise: number) => found.get(part) ?? otherwise;
  const [year, month, day] = [of("yyyy", Number.NaN), of("MM", 1), of("dd", 1)];
  const [hour, minute, second] = [of("HH", 0), of("mm", 0), of("ss", 0)];
  if (!(year >= 1800 && year <= 2200) || hour > 23 || minute > 59 || second > 59) return null;
  const dayOfYear = found.get("DDD");
  const date = new Date(Date.UTC(year, dayOfYear === undefined ? month - 1 : 0, dayOfYear ?? day, hour, minute, second, of("SSS", 0)));
  const isReal = dayOfYear === undefined ? date.getUTCMonth() === month - 1 && date.getUTCDate() === day : dayOfYear >= 1 && date.getUTCFullYear() === year;
  return isReal ? instantOf(date.getTime()) : null;
}
