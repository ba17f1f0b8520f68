import { CircleCheck, ShieldCheck, TriangleAlert } from "lucide-react";
import { commands } from "../session/commands.ts";
import { useSession } from "../session/use-session.ts";
import { Icon } from "./controls/icon.tsx";
import { Progress } from "./controls/progress.tsx";
import { bytes, lonLat, percent, plural, readings, timeLeft } from "./format.ts";
import { frame } from "./frame.ts";
import { layerOf } from "./layer-facts.ts";
import { PointerCoordinates } from "./pointer-coordinates.tsx";

/** Where the pointer is and what lies there, whether the view is exact, what runs, what is stored. */
export function StatusBar() {
  const hasLayers = useSession((s) => s.document.layers.length > 0);
  return (
    <footer className="status" data-region="status">
      {hasLayers ? (
        <Pointer />
      ) : (
        <span>
          <Icon of={ShieldCheck} />
          Nothing leaves this computer
        </span>
      )}
      <span className="status-space" />
      {hasLayers && <Exactness />}
      <Work />
      <Problems />
      <Storage />
    </footer>
  );
}

function Pointer() {
  const pointer = useSession((s) => s.view.pointer);
  const unit = useSession((s) => {
    const layer = layerOf(s, s.selected);
    const derived = layer && s.derived[layer.id];
    return (derived?.ok && layer && derived.node.meta.bands[layer.style.band]?.unit) || "";
  });
  if (!pointer) return <span className="status-hint">Move over the map to read values</span>;
  return (
    <>
      <span className="status-value">{lonLat(pointer.lon, pointer.lat)}</span>
      <PointerCoordinates lon={pointer.lon} lat={pointer.lat} />
      {pointer.values && <b>{readings(pointer.values, unit)}</b>}
    </>
  );
}

function Exactness() {
  const level = useSession((s) => s.view.level);
  const loading = useSession((s) => s.view.loading);
  const anyVisible = useSession((s) => s.document.layers.some((layer) => layer.visible));
  if (!anyVisible) return <span>All layers are hidden</span>;
  // What is there so far may be exact; the view is only when all of it is there.
  const words = level > 0 ? `Preview 1:${2 ** level}` : loading ? "Drawing" : "Exact";
  return (
    <span>
      <i className="dot" data-preview={words !== "Exact" || undefined} />
      <span className="status-value">{words}</span>
      {level > 0 && <span className="spare">{loading ? "drawing" : "exact on export"}</span>}
    </span>
  );
}

const words = {
  export: "Export",
  statistics: "Counting",
  measure: "Measuring",
  "keep-files": "Keeping files",
  previews: "Making previews",
  persist: "Keeping results",
} as const;

function Work() {
  const jobs = useSession((s) => s.jobs.filter((job) => job.state.kind === "running"));
  const done = useSession((s) => s.jobs.find((job) => job.state.kind === "done" && job.state.file !== null) ?? null);
  const opening = useSession((s) => s.opening.length);
  const [job] = jobs;
  if (job)
    return (
      <span>
        <button type="button" className="status-job" onClick={() => frame.setState({ jobsOpen: true })} title="Show jobs (J)">
          {words[job.kind]}
          {jobs.length > 1 ? ` +${jobs.length - 1}` : ""}
        </button>
        <Progress label={job.title} share={job.total === 0 ? 0 : job.done / job.total} />
        <span className="status-value">{percent(job.total === 0 ? 0 : Math.floor((job.done / job.total) * 100) / 100)}</span>
        {job.leftMs !== null && <span className="spare">{timeLeft(job.leftMs)}</span>}
        <button type="button" onClick={() => commands.cancelJob(job.id)} aria-label={`Cancel: ${job.title}`}>
          Cancel
        </button>
      </span>
    );
  if (opening > 0) return <span>Opening {plural(opening, "file")}</span>;
  if (done)
    return (
      <span>
        <button type="button" className="status-done" onClick={() => frame.setState({ jobsOpen: true })}>
          <Icon of={CircleCheck} />
          Export done
        </button>
      </span>
    );
  return null;
}

function Problems() {
  const count = useSession((s) => s.failures.length + Object.values(s.derived).filter((d) => !d.ok && d.fault.tag !== "unmeasured").length);
  const jobs = useSession((s) => s.jobs.filter(({ state }) => state.kind === "failed" || (state.kind === "interrupted" && state.fault !== null)).length);
  if (count + jobs === 0) return null;
  return (
    <span>
      <button type="button" className="status-bad" onClick={() => showProblem(jobs > 0)}>
        <Icon of={TriangleAlert} />
        {plural(count + jobs, "problem")}
      </button>
    </span>
  );
}

function showProblem(inJobs: boolean) {
  if (inJobs) frame.setState({ jobsOpen: true });
  if (frame.getState().room !== "wide") frame.setState({ over: "left" });
  requestAnimationFrame(() => document.querySelector(".alert")?.scrollIntoView({ block: "nearest" }));
}

function Storage() {
  const storage = useSession((s) => s.storage);
  if (!storage) return null;
  const { usedBytes, quotaBytes, persistent } = storage;
  return (
    <span title={persistent ? "The browser keeps this until you delete it" : "The browser may clear this when space is short"}>
      Storage <span className="status-value">{bytes(usedBytes)}</span>
      <span className="spare">used, {bytes(Math.max(0, quotaBytes - usedBytes))} left</span>
      {persistent ? (
        <span className="spare">· kept</span>
      ) : (
        <button type="button" className="spare" title="The browser may clear this when space is short. Click to ask it not to." onClick={commands.keepStorage}>
          may be cleared
        </button>
      )}
    </span>
  );
}
