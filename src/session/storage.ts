import { unwrap } from "../fault.ts";
import { engineWriter } from "./engine.ts";
import { readExports } from "./resume-store.ts";
import { session } from "./store.ts";

const pauseMs = 3000;
/** Room that stays free when files or previews are kept, for tiles and exports. */
export const spareBytes = 2 ** 28;

/** Keep `state.storage` near the truth: looked up at the start and, not too often, after files or jobs changed. */
export function followStorage(): void {
  let isDue = false;
  let asked = false;
  const look = async () => {
    isDue = false;
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    session.setState({ storage: { usedBytes: usage, quotaBytes: quota, persistent: await navigator.storage.persisted() } });
  };
  const soon = () => {
    if (!isDue) setTimeout(look, pauseMs);
    isDue = true;
  };
  void look();
  session.subscribe((state, before) => {
    if (state.scenes !== before.scenes || state.jobs.length !== before.jobs.length) soon();
    // Asked once there is something to lose; the browser decides without disturbing the user.
    if (!asked && Object.keys(state.scenes).length > 0) {
      asked = true;
      void navigator.storage.persist();
    }
  });
}

/** The first picture comes before cleaning up. */
const settledMs = 5000;

/** Files that lost tabs left behind are removed, but for those of exports that can be resumed. */
export function clearSpools(): void {
  setTimeout(async () => {
    if (!(await hasPrivateFiles())) return;
    const resumable = (await readExports()).flatMap(({ parts }) => parts.map(({ id }) => id));
    unwrap(await engineWriter().clear(resumable));
  }, settledMs);
}

async function hasPrivateFiles(): Promise<boolean> {
  try {
    for await (const _name of (await navigator.storage.getDirectory()).keys()) return true;
  } catch (error) {
    // Some private windows have no private file system; then nothing is left behind either.
    if (!(error instanceof DOMException)) throw error;
  }
  return false;
}
