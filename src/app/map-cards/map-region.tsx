import { useEffect, useRef } from "react";
import { useSession } from "../../session/use-session.ts";
import { EmptyState } from "../empty-state.tsx";
import { Part } from "../part.tsx";

/** The map with the cards that float on it. */
export function MapRegion() {
  const empty = useSession((s) => s.ready && s.document.layers.length + s.waiting.length + s.failures.length + s.notices.length + s.opening.length === 0);
  const stopped = useSession((s) => s.jobs.some((job) => job.state.kind === "interrupted"));
  return (
    <main className="map-region" aria-label="Map" data-region="map">
      <MapMount />
      {empty && <EmptyState />}
      {(!empty || stopped) && <Part of="MapCards" />}
      <div className="attribution">Basemap: Natural Earth, built in</div>
    </main>
  );
}

/** The map is no child of React: it gets an element of its own, once. It comes in its own chunk, after the frame stands. */
function MapMount() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let unmount: (() => void) | undefined;
    let gone = false;
    void import("../../map/map.ts").then(({ mountMap }) => {
      if (gone || !element.current) return;
      unmount = mountMap(element.current);
    });
    return () => {
      gone = true;
      unmount?.();
    };
  }, []);
  return <div className="map" ref={element} />;
}
