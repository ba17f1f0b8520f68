import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { JobLine } from "./job-line.tsx";

/** How far the numbers are that a step or the classes of a layer need. */
export function MeasuringLine({ id }: { readonly id: LayerId }) {
  const job = useSession((s) => s.jobs.find((one) => one.kind === "measure" && one.layer === id && one.state.kind === "running") ?? null);
  return job && <JobLine job={job} words="Measuring" />;
}
