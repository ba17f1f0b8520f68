import { enginePool } from "./engine.ts";
import { session } from "./store.ts";

const lookMs = 500;

/** Resolves once the map shows what it was asked for and no worker computes for anybody, or when the patience is spent: they need the disk more. */
export async function calm(patienceMs: number): Promise<void> {
  for (let waited = 0; waited < patienceMs && !isCalm(); waited += lookMs) await pause();
}

/** Resolves once it is calm, however long that takes. */
export const quiet = (): Promise<void> => calm(Number.POSITIVE_INFINITY);

/** Half a second. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lookMs));

const isCalm = (): boolean => !session.getState().view.loading && enginePool().isIdle;
