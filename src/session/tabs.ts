import type { JobId } from "./state.ts";

/** Held by the tab that saves the project, until it closes. */
const projectLock = "rasterloom/first-tab";
/** Held by every tab, together. */
const presenceLock = "rasterloom/tab";
/** Held while a tab is at work with an export. */
export const exportLock = (id: JobId): string => `rasterloom/export/${id}`;
/** A page that is just being left gives its lock back within this. */
const patienceMs = 800;

/** Take the project for this tab: true for the first tab, which saves; false while another tab has it. */
export async function takeProject(): Promise<boolean> {
  await hold(presenceLock, { mode: "shared" });
  return hold(projectLock, { signal: AbortSignal.timeout(patienceMs) });
}

/** Resolves once the tab that had the project is closed. */
export const projectIsFree = (): Promise<void> => navigator.locks.request(projectLock, () => undefined);

/** Go on here with the project as the other tab saved it. */
export const takeOver = (): void => location.reload();

/** True when no other tab of this origin is open: what nobody here needs is nobody's. */
export async function isOnlyTab(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name === presenceLock).length <= 1;
}

/** Resolves with true once the lock is held, which it then is until the tab closes; with false when the signal was sooner. */
function hold(name: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, () => {
        resolve(true);
        return new Promise<never>(() => {});
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError")) resolve(false);
        else reject(error);
      });
  });
}
