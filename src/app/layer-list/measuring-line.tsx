import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Progress } from "../controls/progress.tsx";
import { percent } from "../format.ts";

/** How far the numbers are that a step or the classes of a layer need. */
export function MeasuringLine({ id }: { readonly id: LayerId }) {
  const job = useSession((s) => s.jobs.find((one) => one.kind === "measure" && one.layer === id && one.state.kind === "running") ?? null);
  if (!job) return null;
  const share = job.total === 0 ? 0 : job.done / job.total;
  return (
    <div className="kept small muted">
      <span>Measuring</span>
      <Progress label={job.title} share={share} />
      <span className="number">{percent(Math.floor(share * 100) / 100)}</span>
      <button type="button" className="link" aria-label={`Cancel: ${job.title}`} onClick={() => commands.cancelJob(job.id)}>
        Cancel
      </button>
    </div>
  );
}
