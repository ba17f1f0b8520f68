import { ExpressionError } from "./problem.ts";
import { tokens } from "./tokens.ts";

/** Words that are never the name of a layer or band unless quoted. */
const reserved: readonly string[] = ["and", "or", "xor", "not", "nd"];

/** A name as it can stand in an expression without quotes: "Band 4 (NIR)" is Band_4_NIR. */
export function writtenName(name: string): string {
  const word = name.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/g, "");
  return isWrittenName(word) ? word : `_${word}`;
}

/** True for what an expression reads as a name. */
export const isWrittenName = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !reserved.includes(text.toLowerCase());

/** The expression with another name for a layer; one that cannot be read stays as it is. */
export function renamed(text: string, from: string, to: string): string {
  try {
    return tokens(text).reduceRight((result, word, i, all) => {
      const before = all[i - 1];
      const isMember = before?.kind === "sign" && before.sign === ".";
      return word.kind === "name" && word.name === from && !isMember ? result.slice(0, word.at) + to + result.slice(word.end) : result;
    }, text);
  } catch (error) {
    if (error instanceof ExpressionError) return text;
    throw error;
  }
}
