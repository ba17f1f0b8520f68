import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bettered } from "./bettered.ts";
import { runVectors, type Verdict } from "./run.ts";
import type { VectorFile } from "./vector.ts";

// The file's own shape is checked by what the handlers make of it.
const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, "vectors.json"), "utf8")) as VectorFile;
const verdicts = new Map<string, Verdict>();
await runVectors(vectors, (verdict) => verdicts.set(verdict.id, verdict));

test.each(vectors.map(({ id }) => id))("%s", (id) => {
  expect(verdicts.get(id)!.problem).toBeNull();
});

test("what is bettered is in the file", () => {
  const ids = new Set(vectors.map(({ id }) => id));
  expect(Object.keys(bettered).filter((id) => !ids.has(id))).toEqual([]);
});
