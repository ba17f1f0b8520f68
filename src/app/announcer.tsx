import { useEffect, useState } from "react";
import type { Job } from "../session/state.ts";
import { useSession } from "../session/use-session.ts";
import { faultText } from "./fault-text.ts";

/** What a reader hears of a job: each quarter, its end, and a failure. */
function said(job: Job): string {
  switch (job.state.kind) {
    case "running":
      return `${job.title}: ${Math.floor((job.total === 0 ? 0 : job.done / job.total) * 4) * 25} percent`;
    case "done":
      return `${job.title}: done`;
    case "cancelled":
      return `${job.title}: cancelled`;
    case "interrupted":
      return `${job.title}: ${job.state.fault ? faultText(job.state.fault).title : "can be resumed"}`;
    case "failed":
      return `${job.title}: ${faultText(job.state.fault).title}`;
  }
}

/** Tells readers how jobs go on, politely; failures at once. Nothing of it is seen. */
export function Announcer() {
  const calm = useSession((s) => s.jobs.filter((job) => job.state.kind !== "failed").map(said));
  const failed = useSession((s) => s.jobs.filter((job) => job.state.kind === "failed").map(said));
  const [text, setText] = useState("");
  const now = calm.join(". ");
  useEffect(() => setText(now), [now]);
  return (
    <div className="unseen">
      <div role="status" aria-live="polite">
        {text}
      </div>
      <div role="alert">{failed.join(". ")}</div>
    </div>
  );
}
