/** So much longer than the longest wait that ended well a worker may be still. */
const margin = 4;
/** A thread that answers is at work; that one of its tasks goes on may be seen more rarely. */
const stillFactor = 3;
/** Looks at the workers within the least patience. */
const looks = 8;

/**
 * How long to wait for workers that give no sign. A slow computer is no reason to end one: whoever lost a worker gets
 * twice the time with the next, and what was once waited for in good faith is waited for again. Only the time in which
 * this page ran counts, so that a computer that slept finds its workers alive.
 */
export class Patience {
  #longestMs = 0;
  #askedAt: number;

  constructor(
    private readonly leastMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#askedAt = now();
  }

  get lookEveryMs(): number {
    return this.leastMs / looks;
  }

  /** Milliseconds of waiting since this was asked last. */
  passed(): number {
    const now = this.now();
    const passed = now - this.#askedAt;
    this.#askedAt = now;
    return Math.min(passed, 2 * this.lookEveryMs);
  }

  /** A sign came after so long. */
  cameAfter(waitedMs: number): void {
    this.#longestMs = Math.max(this.#longestMs, waitedMs);
  }

  /** A thread that has answered nothing for so long is lost. */
  isLost(silentMs: number, tries: number): boolean {
    return silentMs > this.#forSilence(tries);
  }

  /** A task that has not gone on for so long, on a thread that answers, never will. */
  isStuck(stillMs: number, tries: number): boolean {
    return stillMs > stillFactor * this.#forSilence(tries);
  }

  /** True for work that may be what its worker hangs on; false for what was begun beside it or went on until now. */
  isSuspect(stillMs: number): boolean {
    return stillMs >= this.leastMs / 2;
  }

  #forSilence(tries: number): number {
    return Math.max(this.leastMs, margin * this.#longestMs) * 2 ** tries;
  }
}
