import { unwrap } from "../fault.ts";
import { engineWriter } from "./engine.ts";
import { readExports } from "./resume-store.ts";
import type { SceneRecord, State } from "./state.ts";
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
    await lookAtStorage();
  };
  const soon = () => {
    if (!isDue) setTimeout(look, pauseMs);
    isDue = true;
  };
  void look();
  session.subscribe((state, before) => {
    if (state.scenes !== before.scenes || state.jobs.length !== before.jobs.length) soon();
    // Asked in each visit once there is something to lose: some browsers ask the user, others decide by how often they come.
    if (!asked && (state.scenes !== before.scenes || state.persisted !== before.persisted) && hasValue(state)) {
      asked = true;
      void keepStorage();
    }
  });
}

/** Whether something is kept that cannot be had again without the user's help. */
const hasValue = ({ scenes, persisted }: State): boolean =>
  persisted.length > 0 || Object.values<SceneRecord>(scenes).some(({ keeping }) => keeping.kind === "stored" || keeping.kind === "linked");

async function lookAtStorage(): Promise<void> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  session.setState({ storage: { usedBytes: usage, quotaBytes: quota, persistent: await navigator.storage.persisted() } });
}

/** Ask the browser not to clear what is kept here when the disk is nearly full. */
export async function keepStorage(): Promise<void> {
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  await lookAtStorage();
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
