import { refuse } from "./problem.ts";

export type Token = { readonly at: number; readonly end: number } & (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string; readonly quoted: boolean }
  | { readonly kind: "sign"; readonly sign: string }
  | { readonly kind: "end" }
);

const signs = ["**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "<", ">", "(", ")", ",", "."];

/** Signs of other languages, with what to write here. */
const hints: readonly (readonly [sign: string, hint: string])[] = [
  ["&&", 'write "and"'],
  ["||", 'write "or"'],
  ["<>", 'write "!="'],
  ["=", 'write "==" to compare'],
  ["&", 'write "and"'],
  ["|", 'write "or"'],
  ["!", 'write "not", or "!=" to compare'],
  ["~", 'write "not"'],
  ["^", 'write "**" for a power, "xor" for either or'],
];

const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const quoted = /"([^"]*)"/y;

/** The words of an expression, closed by an "end". Names may stand in double quotes. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const take = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const last = found.at(-1);
    const afterName = last?.kind === "name" && last.end === at;
    const digits = afterName ? null : take(number, at);
    const word = digits ? null : take(name, at);
    const quote = take(quoted, at);
    if (digits) {
      const end = at + digits[0].length;
      const tail = take(name, end);
      if (tail) refuse("expected an operator", { at: end, end: end + tail[0].length });
      found.push({ kind: "number", value: Number(digits[0]), at, end });
    } else if (word) found.push({ kind: "name", name: word[0], quoted: false, at, end: at + word[0].length });
    else if (quote) found.push({ kind: "name", name: quote[1]!, quoted: true, at, end: at + quote[0].length });
    else found.push(signAt(text, at));
    at = found.at(-1)!.end;
  }
  return [...found, { kind: "end", at: text.length, end: text.length }];
}

function signAt(text: string, at: number): Token {
  const hint = hints.find(([sign]) => text.startsWith(sign, at) && !signs.some((known) => known.length > sign.length && text.startsWith(known, at)));
  const sign = signs.find((one) => text.startsWith(one, at));
  if (hint && (!sign || hint[0].length > sign.length)) refuse(hint[1], { at, end: at + hint[0].length });
  if (sign) return { kind: "sign", sign, at, end: at + sign.length };
  if (text[at] === '"') refuse('expected a closing "', { at: text.length, end: text.length });
  const letter = String.fromCodePoint(text.codePointAt(at)!);
  return refuse(`cannot read ${letter}`, { at, end: at + letter.length });
}
