import { expect, it } from "vitest";
import { z } from "zod";
import { issueWords, refusal } from "./issue-words.ts";

const schema = z.object({
  size: z.int().min(1).max(4096).multipleOf(16),
  nodata: z.union([z.number(), z.nan(), z.null(), z.literal("default")]),
  rule: z.enum(["centre", "touched"]),
  layout: z.discriminatedUnion("kind", [z.object({ kind: z.literal("local"), cols: z.int() }), z.object({ kind: z.literal("global") })]),
  bands: z.array(z.int().min(0)).min(1),
  areas: z.custom((value) => Array.isArray(value), "polygons as lists of rings of [x, y]"),
});
const good = { size: 16, nodata: null, rule: "centre", layout: { kind: "global" }, bands: [0], areas: [] };
const refused = (change: Record<string, unknown>) => {
  const params = { ...good, ...change };
  const { error } = schema.safeParse(params);
  return error ? refusal(error, params) : null;
};

it("says which parameter is refused, what it needs and what it got, in plain words", () => {
  expect(refused({})).toBeNull();
  expect(refused({ size: 0 })).toEqual({ param: "size", problem: "at least 1, not 0" });
  expect(refused({ size: 8192 })?.problem).toBe("at most 4096, not 8192");
  expect(refused({ size: 17 })?.problem).toBe("a multiple of 16, not 17");
  expect(refused({ size: 1.5 })?.problem).toBe("a whole number is needed, not 1.5");
  expect(refused({ size: Number.NaN })?.problem).toBe("a number is needed, not NaN");
  expect(refused({ nodata: "none" })).toEqual({ param: "nodata", problem: 'a number, NaN, null or "default" is needed, not "none"' });
  expect(refused({ rule: "center" })?.problem).toBe('one of "centre" or "touched" is needed, not "center"');
  expect(refused({ layout: { kind: "best" } })).toEqual({ param: "layout.kind", problem: '"local" or "global" is needed, not "best"' });
  expect(refused({ layout: { kind: "local", cols: "9" } })).toEqual({ param: "layout.cols", problem: 'a number is needed, not "9"' });
  expect(refused({ bands: [] })?.problem).toBe("at least 1 is needed");
  expect(refused({ bands: [0, -1] })).toEqual({ param: "bands.1", problem: "at least 0, not -1" });
  expect(refused({ areas: 7 })?.problem).toBe("polygons as lists of rings of [x, y]");
  expect(refused({ rule: undefined })?.problem).toBe('it is missing; one of "centre" or "touched" is needed');
});

it("never repeats the schema library's own sentences", () => {
  const odd = [undefined, null, "text", Number.NaN, {}, [], true, -1];
  for (const name of Object.keys(good))
    for (const value of odd) {
      const problem = refused({ [name]: value })?.problem ?? "";
      expect(problem).not.toMatch(/invalid|expected|received|too small|too big|undefined|\[object/i);
    }
  const { error } = schema.safeParse(undefined);
  expect(error && refusal(error, undefined).problem).toBe("it is missing; an object with named values is needed");
});

it("writes numbers as it is told to", () => {
  const { error } = z.number().max(4_194_304).safeParse(5e6);
  expect(error && issueWords(error.issues[0]!, (value) => value.toLocaleString("en"))).toBe("at most 4,194,304");
});
