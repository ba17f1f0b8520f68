import { CircleCheck, CirclePause, CircleSlash, Download, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import type { Fault } from "../../fault.ts";
import { commands } from "../../session/commands.ts";
import type { Job } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { Progress } from "../controls/progress.tsx";
import { faultText } from "../fault-text.ts";
import { bytes, number, percent, timeLeft } from "../format.ts";
import { frame, useFrame } from "../frame.ts";
import { TileGrid } from "./tile-grid.tsx";

/** All jobs, running and ended. It opens by itself for an export; closing it never stops one. */
export function JobsCard() {
  const jobs = useSession((s) => s.jobs);
  const open = useFrame((f) => f.jobsOpen);
  const exports = jobs.filter((job) => job.kind === "export").length;
  useEffect(() => {
    if (exports > 0) frame.setState({ jobsOpen: true });
  }, [exports]);
  if (!open) return null;
  const running = jobs.filter((job) => job.state.kind === "running").length;
  return (
    <section className="map-card jobs" aria-label="Jobs">
      <div className="panel-head">
        <h2 className="strong">Jobs</h2>
        <span className="small muted">{running > 0 ? `${running} running` : jobs.length > 0 ? "none running" : ""}</span>
        <span className="grow" />
        <IconButton icon={X} label="Close jobs" hotkey="J" onClick={() => frame.setState({ jobsOpen: false })} />
      </div>
      <div className="jobs-list">
        {jobs.length === 0 && <p className="note job">Exports and counts show here while they run.</p>}
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </div>
    </section>
  );
}

function JobRow({ job }: { readonly job: Job }) {
  const { state } = job;
  const dismiss = <IconButton icon={X} size="small" label={`Dismiss: ${job.title}`} onClick={() => commands.dismissJob(job.id)} />;
  switch (state.kind) {
    case "running":
      return <RunningJob job={job} />;
    case "done":
      return (
        <div className="job" data-ended>
          <Icon of={CircleCheck} className="good" />
          <div className="cut" title={state.file?.name ?? job.title}>
            {state.file ? state.file.name : job.title} <span className="small muted">{state.file ? bytes(state.file.sizeBytes) : "done"}</span>
          </div>
          {state.file && (
            <a className="button" data-look="primary" href={state.file.url} download={state.file.name}>
              <Icon of={Download} />
              Download
            </a>
          )}
          {dismiss}
        </div>
      );
    case "interrupted":
      return <InterruptedJob job={job} fault={state.fault} />;
    case "cancelled":
      return (
        <div className="job" data-ended>
          <Icon of={CircleSlash} className="muted" />
          <div className="cut">
            {job.title} <span className="small muted">Cancelled</span>
          </div>
          <span />
          {dismiss}
        </div>
      );
    case "failed": {
      const { title, cause, rest } = faultText(state.fault);
      return (
        <div className="job">
          <div className="alert" role="alert">
            <div className="head">
              <Icon of={TriangleAlert} />
              <span className="grow">
                {job.title}: {title}
              </span>
              {dismiss}
            </div>
            <p>{cause}</p>
            <p className="muted">{rest}</p>
          </div>
        </div>
      );
    }
    default:
      return state satisfies never;
  }
}

/** An export that can go on: the tab it ran in was lost, or something failed. */
function InterruptedJob({ job, fault }: { readonly job: Job; readonly fault: Fault | null }) {
  const share = job.total === 0 ? 0 : job.done / job.total;
  const text = fault && faultText(fault);
  return (
    <div className="job" role={text ? undefined : "status"}>
      <div className="alert" data-tone={text ? undefined : "wait"} role={text ? "alert" : undefined}>
        <div className="head">
          <Icon of={text ? TriangleAlert : CirclePause} />
          <span className="grow">{text ? `${job.title}: ${text.title}` : `Export of ${job.title} stopped at ${percent(Math.floor(share * 100) / 100)}`}</span>
        </div>
        <p>{text ? text.cause : "Its tab was closed. What is written so far is kept."}</p>
        {text && <p className="muted">{text.rest}</p>}
        <div className="row">
          <Button look="primary" aria-label={`Resume: ${job.title}`} onClick={() => void commands.resumeExport(job.id)}>
            Resume
          </Button>
          <Button aria-label={`Discard: ${job.title}`} onClick={() => commands.dismissJob(job.id)}>
            Discard
          </Button>
        </div>
      </div>
    </div>
  );
}

function RunningJob({ job }: { readonly job: Job }) {
  const share = job.total === 0 ? 0 : job.done / job.total;
  const left = timeLeft(job.leftMs);
  const count = job.unit === "bytes" ? `${bytes(job.done)} of ${bytes(job.total)}` : `${number(job.done, 0)} of ${number(job.total, 0)} tiles`;
  return (
    <div className="job">
      <div className="row">
        <b className="cut grow">{job.title}</b>
        <Button aria-label={`Cancel: ${job.title}`} onClick={() => commands.cancelJob(job.id)}>
          Cancel
        </Button>
      </div>
      <div className="job-body">
        <div className="stack">
          <Progress label={job.title} share={share} />
          <div className="row small">
            <b>{percent(Math.floor(share * 100) / 100)}</b>
            <span className="muted">{count}</span>
          </div>
          <div className="small muted">{left === "" ? "Safe to work meanwhile." : left === "finishing" ? "Finishing." : `About ${left}.`}</div>
        </div>
        {job.unit === "tiles" && <TileGrid done={job.done} total={job.total} />}
      </div>
    </div>
  );
}
