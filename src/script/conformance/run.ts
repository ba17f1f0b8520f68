import { typeNameOf } from "./cell-type-name.ts";
import { difference, faultAnswer } from "./check.ts";
import { handlers } from "./handlers.ts";
import { Lab } from "./lab.ts";
import type { Vector } from "./vector.ts";

/** What came of one vector. */
export interface Verdict {
  readonly id: string;
  readonly op: string;
  /** Why it failed; null when it passed. */
  readonly problem: string | null;
}

/** Run vectors through the public API, one after the other. */
export async function runVectors(vectors: readonly Vector[], onVerdict: (verdict: Verdict) => void): Promise<void> {
  const lab = await Lab.open();
  for (const vector of vectors) onVerdict(await judge(vector, lab));
  lab.close();
}

async function judge(vector: Vector, lab: Lab): Promise<Verdict> {
  const { id, op, expected, compare } = vector;
  const run = handlers[op];
  const dtype = typeNameOf(vector);
  const typed = dtype === undefined ? vector : { ...vector, dtype };
  const problem = run ? difference(expected, await answer(() => run(typed, lab)), compare) : "no handler for this op";
  return { id, op, problem };
}

/** An answer that takes longer is none. */
const limitMs = 60_000;

async function answer(run: () => unknown): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    return faultAnswer(error);
  } finally {
    clearTimeout(timer);
  }
}
