import { Database } from "lucide-react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { Progress } from "../controls/progress.tsx";
import { percent } from "../format.ts";
import { isKept, keepingJob } from "../layer-facts.ts";

/** Whether a layer's results are kept in the browser, or how far keeping them is. */
export function KeptLine({ id }: { readonly id: LayerId }) {
  const job = useSession((s) => keepingJob(s, id));
  const kept = useSession((s) => isKept(s, id));
  if (job) {
    const share = job.total === 0 ? 0 : job.done / job.total;
    return (
      <div className="kept small muted">
        <span>Keeping results</span>
        <Progress label={job.title} share={share} />
        <span className="number">{percent(Math.floor(share * 100) / 100)}</span>
        <button type="button" className="link" aria-label={`Cancel: ${job.title}`} onClick={() => commands.cancelJob(job.id)}>
          Cancel
        </button>
      </div>
    );
  }
  if (!kept) return null;
  return (
    <div className="kept small muted" title="Every tile is stored in this browser: nothing is computed again until the recipe changes">
      <Icon of={Database} className="good" />
      <span>Results kept</span>
    </div>
  );
}
