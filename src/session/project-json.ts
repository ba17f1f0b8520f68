/** JSON has no NaN and no infinity, and recipes have: such a number stands as { "$number": "NaN" }. */
const mark = "$number";
const strange: readonly number[] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
const nameOf = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** A value of plain objects, lists, texts and any numbers, as JSON that keeps every number as it is. */
export const projectJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (strange.some((one) => Object.is(one, part)) ? { [mark]: nameOf(part as number) } : part));

/** The value again. Throws a SyntaxError for what is no JSON. */
export const fromProjectJson = (text: string): unknown =>
  JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || !(mark in part)) return part;
    return strange.find((value) => nameOf(value) === part[mark]) ?? part;
  });
