import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * What a schema asks for where a value does not fit, in plain words without a full stop: "at least 1". `told` writes numbers.
 * With the value that was given, it says so: "at least 1, not 0".
 */
export function issueWords(issue: Issue, told: (value: number) => string = String): string {
  switch (issue.code) {
    case "too_small":
      return sized(issue.origin, issue.inclusive === false ? "more than" : "at least", Number(issue.minimum), told);
    case "too_big":
      return sized(issue.origin, issue.inclusive === false ? "less than" : "at most", Number(issue.maximum), told);
    case "not_multiple_of":
      return `a multiple of ${told(issue.divisor)}`;
    case "invalid_type":
    case "invalid_value":
      return `${wanted(issue, told)} is needed`;
    case "invalid_union": {
      const kinds = "options" in issue && Array.isArray(issue.options) ? listed(issue.options.map(quoted)) : listed(alternatives(issue, told));
      return kinds === "" ? "this value does not fit" : `${kinds} is needed`;
    }
    case "unrecognized_keys":
      return `${listed(issue.keys.map(quoted), "and")} ${issue.keys.length === 1 ? "is" : "are"} not known here`;
    case "invalid_format":
      return `text in the form ${issue.format} is needed`;
    default:
      return issue.message.replace(/\.$/, "");
  }
}

/** The first issue of refused parameters: which one (as a path, "layout.tileCols"), and what it needs in words, with what was given. */
export function refusal(error: z.ZodError, params: unknown): { readonly param: string; readonly problem: string } {
  const issue = error.issues[0]!;
  const given = issue.path.reduce<unknown>((value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined), params);
  const words = issueWords(issue);
  const problem = given === undefined ? `it is missing; ${words}` : isShown(given, issue) ? `${words}, not ${quoted(given)}` : words;
  return { param: issue.path.join("."), problem };
}

const sized = (origin: string, bound: string, count: number, told: (value: number) => string): string => {
  if (origin === "array" || origin === "set") return `${bound} ${told(count)} ${count === 1 ? "is" : "are"} needed`;
  if (origin === "string") return count === 1 && bound === "at least" ? "some text is needed" : `${bound} ${told(count)} characters`;
  return `${bound} ${told(count)}`;
};

const types: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  nan: "NaN",
  null: "nothing (null)",
  string: "text",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object with named values",
  record: "an object with named values",
  date: "a date",
};

function wanted(issue: Issue, told: (value: number) => string): string {
  if (issue.code === "invalid_type") return types[issue.expected] ?? "a value";
  if (issue.code === "invalid_value") return issue.values.length > 1 ? `one of ${listed(issue.values.map(quoted))}` : quoted(issue.values[0]);
  return issueWords(issue, told);
}

/** What each branch of a union asks for at its own place, "null" without its explanation: the list says enough. */
function alternatives(issue: Extract<Issue, { code: "invalid_union" }>, told: (value: number) => string): readonly string[] {
  const words = issue.errors.flatMap(([first]) =>
    first && first.path.length === 0 ? [first.code === "invalid_type" && first.expected === "null" ? "null" : wanted(first, told)] : [],
  );
  return [...new Set(words)];
}

const listed = (words: readonly string[], last = "or"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

const quoted = (value: unknown): string => (typeof value === "string" ? `"${value}"` : String(value));

/** Short values help to find the mistake; a list's or an object's size would not. */
const isShown = (given: unknown, issue: Issue): boolean =>
  issue.code !== "custom" && issue.code !== "unrecognized_keys" && (given === null || typeof given !== "object") && quoted(given).length <= 40;
