import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type FuzzCase, fuzzCase } from "./fuzz.ts";

const folder = join(import.meta.dirname, "../../../e2e/fixtures/read");
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".tif"))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

// Set by `npm run fuzz`; these are the cases of every test run.
const first = Number(process.env.FUZZ_SEED ?? 1);
const count = Number(process.env.FUZZ_CASES ?? 1000);

it(
  "a damaged file is read or refused: no hang, no unbounded allocation, no error that is no fault",
  async () => {
    const failed: FuzzCase[] = [];
    for (let seed = first; seed < first + count; seed++) {
      const result = await fuzzCase(seed, fixtures, () => process.memoryUsage().arrayBuffers);
      if (result.problem !== null) failed.push(result);
    }
    expect(failed).toEqual([]);
  },
  20 * count + 30_000,
);
