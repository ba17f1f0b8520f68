import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runVectors, type Verdict } from "./run.ts";
import type { VectorFile } from "./vector.ts";

// The files' own shape is checked by what the handlers make of them.
const read = (file: string) => (JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8")) as VectorFile).vectors;
const files = ["vectors.json", "own-vectors.json", "made-vectors.json"].map((file) => [file, read(file)] as const);
const verdicts = new Map<string, Verdict>();
await runVectors(
  files.flatMap(([, vectors]) => vectors),
  (verdict) => verdicts.set(verdict.id, verdict),
);

describe.each(files)("%s", (_file, vectors) => {
  test.each(vectors.map(({ id }) => id))("%s", (id) => {
    expect(verdicts.get(id)!.problem).toBeNull();
  });
});
