import { FaultError } from "../fault.ts";
import { Patience } from "./hung.ts";
import type { WriterPort } from "./port.ts";

/** A disk may take its time; a writer that is silent for so long is lost. */
const leastSilenceMs = 60_000;

/** A writer whose thread can be ended. After that, calls under way never answer. */
export type WriterThread = WriterPort & { terminate(): void };

/**
 * The writer of this tab, which is replaced when it hangs or dies. Calls under way then fail as "worker-lost"; files that
 * last can be resumed with the new one, others have to be begun again.
 */
export function lastingWriter(spawn: () => WriterThread, silenceMs = leastSilenceMs): WriterPort {
  let thread = spawn();
  let silentMs = 0;
  let isAsked = false;
  let watch: ReturnType<typeof setInterval> | undefined;
  const patience = new Patience(silenceMs);
  const waiting = new Set<(error: FaultError) => void>();

  const look = () => {
    silentMs += patience.passed();
    if (patience.isLost(silentMs, 0)) return replace();
    if (isAsked) return;
    isAsked = true;
    const asked = thread;
    void asked.ping().then(() => {
      if (asked !== thread) return;
      patience.cameAfter(silentMs);
      silentMs = 0;
      isAsked = false;
    });
  };
  const replace = () => {
    thread.terminate();
    thread = spawn();
    silentMs = 0;
    isAsked = false;
    const lost = [...waiting];
    waiting.clear();
    rest();
    for (const reject of lost) reject(new FaultError({ tag: "worker-lost", task: "write", tries: 1 }));
  };
  /** Nobody is watched while nothing is asked of the writer. */
  const rest = () => {
    if (waiting.size > 0) return;
    clearInterval(watch);
    watch = undefined;
    silentMs = 0;
  };
  const call = <Answer>(work: (port: WriterPort) => Promise<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (watch === undefined) {
        patience.passed();
        watch = setInterval(look, patience.lookEveryMs);
      }
      waiting.add(reject);
      const asked = thread;
      const answered = (settle: () => void) => () => {
        if (asked !== thread) return;
        waiting.delete(reject);
        silentMs = 0;
        rest();
        settle();
      };
      work(asked).then(
        (answer) => answered(() => resolve(answer))(),
        (error: unknown) => answered(() => reject(error))(),
      );
    });

  return {
    ping: () => call((port) => port.ping()),
    begin: (id, plan, lasts) => call((port) => port.begin(id, plan, lasts)),
    logged: (id, plan) => call((port) => port.logged(id, plan)),
    resume: (id, plan) => call((port) => port.resume(id, plan)),
    append: (id, level, block, encoded) => call((port) => port.append(id, level, block, encoded)),
    finish: (id, metadata) => call((port) => port.finish(id, metadata)),
    remove: (id) => call((port) => port.remove(id)),
    clear: (keep) => call((port) => port.clear(keep)),
  };
}
