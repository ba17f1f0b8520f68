import { commands } from "../../session/commands.ts";
import type { Job } from "../../session/state.ts";
import { Progress } from "../controls/progress.tsx";
import { percent } from "../format.ts";

/** How far a job of a layer is, on its card, and how to end it. */
export function JobLine({ job, words }: { readonly job: Job; readonly words: string }) {
  const share = job.total === 0 ? 0 : job.done / job.total;
  return (
    <div className="kept small muted">
      <span>{words}</span>
      <Progress label={job.title} share={share} />
      <span className="number">{percent(Math.floor(share * 100) / 100)}</span>
      <button type="button" className="link" aria-label={`Cancel: ${job.title}`} onClick={() => commands.cancelJob(job.id)}>
        Cancel
      </button>
    </div>
  );
}
