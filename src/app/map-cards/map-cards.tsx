import { useSession } from "../../session/use-session.ts";
import { useFrame } from "../frame.ts";
import { TimeBar } from "../time/time-bar.tsx";
import { CompareHandle } from "./compare-handle.tsx";
import { DrawToolbar } from "./draw-toolbar.tsx";
import { JobsCard } from "./jobs-card.tsx";
import { Legend } from "./legend.tsx";
import { MapMarks } from "./map-marks.tsx";
import { NeighboursToast } from "./neighbours-toast.tsx";
import { ZoomColumn } from "./zoom-column.tsx";

/** What stands and floats on the map once there are layers. */
export function MapCards() {
  const drawing = useSession((s) => s.mode.kind === "draw");
  const jobsOpen = useFrame((f) => f.jobsOpen);
  const cramped = useFrame((f) => f.room !== "wide");
  const exporting = useSession((s) => s.right.kind === "export");
  return (
    <>
      <MapMarks />
      <CompareHandle />
      {drawing && <DrawToolbar />}
      <TimeBar />
      <ZoomColumn />
      {!(cramped && (jobsOpen || exporting)) && <Legend />}
      <NeighboursToast />
      <JobsCard />
    </>
  );
}
