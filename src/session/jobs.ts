import { freshId } from "./fresh-id.ts";
import type { Job, JobId, JobState } from "./state.ts";
import { session } from "./store.ts";

/** Time left is told after so much work, when it has become a fact. */
const silentMs = 2000;

export interface RunningJob {
  readonly id: JobId;
  readonly signal: AbortSignal;
  /** Add `by` to what is done. */
  advance(by: number): void;
  /** Add `by` that an earlier tab did. */
  found(by: number): void;
}

const running = new Map<JobId, AbortController>();
const releases = new Map<JobId, () => void>();

type JobFacts = Pick<Job, "kind" | "title" | "total" | "unit" | "layer">;

/** A job in the jobs card, with its cancel signal; an interrupted one is started again by its id. */
export function startJob(facts: JobFacts, id = freshId<JobId>()): RunningJob {
  const abort = new AbortController();
  const startedAt = performance.now();
  let before = 0;
  running.set(id, abort);
  listJob({ ...facts, id, done: 0, leftMs: null, state: { kind: "running" } });
  return {
    id,
    signal: abort.signal,
    advance: (by) =>
      update(id, (job) => {
        const done = Math.min(job.total, job.done + by);
        const spent = performance.now() - startedAt;
        return { ...job, done, leftMs: spent < silentMs || done === before ? null : (spent * (job.total - done)) / (done - before) };
      }),
    found: (by) => {
      before += by;
      update(id, (job) => ({ ...job, done: job.done + by }));
    },
  };
}

/** A job that an earlier tab left unfinished. `release` gives back what it holds, once it leaves the card. */
export function listInterrupted(job: JobFacts & Pick<Job, "id" | "done">, release: () => void): void {
  releases.set(job.id, release);
  listJob({ ...job, leftMs: null, state: { kind: "interrupted", fault: null } });
}

const listJob = (job: Job): void => session.setState(({ jobs }) => ({ jobs: [...jobs.filter(({ id }) => id !== job.id), job] }));

/** `release` gives back what the finished job holds, once it leaves the card. */
export function endJob({ id }: RunningJob, state: JobState, release?: () => void): void {
  running.delete(id);
  if (release) releases.set(id, release);
  const quiet = state.kind !== "failed" && state.kind !== "interrupted" && session.getState().jobs.some((job) => job.id === id && job.kind !== "export");
  if (quiet) session.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
  else update(id, (job) => ({ ...job, done: state.kind === "done" ? job.total : job.done, leftMs: null, state }));
}

export const cancelJob = (id: JobId): void => running.get(id)?.abort();

export function dismissJob(id: JobId): void {
  releases.get(id)?.();
  releases.delete(id);
  session.setState(({ jobs }) => ({ jobs: jobs.filter((one) => one.id !== id) }));
}

function update(id: JobId, edit: (job: Job) => Job): void {
  session.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? edit(job) : job)) }));
}
