/** Where a text stops being JSON, counted from 1, and what stands there; "" at the end of the text. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside strings
const token = /[ \t\n\r]*([{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const blank = /[ \t\n\r]*/y;

/** The first place where a text that `JSON.parse` refused breaks the grammar: the browsers' own messages often do not tell. */
export function firstJsonError(text: string): JsonError {
  const open: ("{" | "[")[] = [];
  let next: "value" | "first" | "name" | "colon" | "more" = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(text)?.[1];
    const inside = open.at(-1);
    if (found === undefined || (next === "more" && inside === undefined)) return place(text, at);
    const closes = found === "}" ? "{" : found === "]" ? "[" : null;
    if (closes !== null) {
      if (closes !== inside || (next !== "more" && next !== "first")) return place(text, at);
      open.pop();
      next = "more";
    } else if (next === "more") {
      if (found !== ",") return place(text, at);
      next = inside === "{" ? "name" : "value";
    } else if (next === "colon") {
      if (found !== ":") return place(text, at);
      next = "value";
    } else if (next === "name" || (next === "first" && inside === "{")) {
      if (!found.startsWith('"')) return place(text, at);
      next = "colon";
    } else if (found === "{" || found === "[") {
      open.push(found);
      next = "first";
    } else {
      if (found === "," || found === ":") return place(text, at);
      next = "more";
    }
    at = token.lastIndex;
  }
}

function place(text: string, from: number): JsonError {
  blank.lastIndex = from;
  blank.exec(text);
  const before = text.slice(0, blank.lastIndex).split("\n");
  const found = /^(?:[\w.+-]{1,20}|"[^"\n]{0,18}"?|[\s\S])?/.exec(text.slice(blank.lastIndex, blank.lastIndex + 20))?.[0] ?? "";
  return { line: before.length, column: before.at(-1)!.length + 1, found };
}
