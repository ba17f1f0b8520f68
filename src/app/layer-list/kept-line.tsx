import { Database } from "lucide-react";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { isKept, keepingJob } from "../layer-facts.ts";
import { JobLine } from "./job-line.tsx";

/** Whether a layer's results are kept in the browser, or how far keeping them is. */
export function KeptLine({ id }: { readonly id: LayerId }) {
  const job = useSession((s) => keepingJob(s, id));
  const kept = useSession((s) => isKept(s, id));
  if (job) return <JobLine job={job} words="Keeping results" />;
  if (!kept) return null;
  return (
    <div className="kept small muted" title="Every tile is stored in this browser: nothing is computed again until the recipe changes">
      <Icon of={Database} className="good" />
      <span>Results kept</span>
    </div>
  );
}
