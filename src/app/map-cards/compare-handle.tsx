import { ChevronsLeftRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { opOf } from "../../ops/lookup.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { layerOf } from "../layer-facts.ts";
import { useMap } from "./use-map.ts";

/** The line between before and after; dragged, or moved by the arrow keys. */
export function CompareHandle() {
  const stage = useSession((s) => s.compare?.stage ?? null);
  const title = useSession((s) => {
    const step = layerOf(s, s.selected)?.recipe.steps[s.compare?.stage ?? -1];
    return step ? opOf(step.op).title.toLowerCase() : "";
  });
  const map = useMap();
  const [share, setShare] = useState(0.5);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const region = line.current?.parentElement;
    if (!region || !map || stage === null) return;
    const apply = () => map.setSplit(share * region.clientWidth);
    apply();
    const observer = new ResizeObserver(apply);
    observer.observe(region);
    return () => observer.disconnect();
  }, [map, share, stage]);
  if (stage === null) return null;
  const move = (event: PointerEvent) => {
    const box = line.current?.parentElement?.getBoundingClientRect();
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) setShare(clamp((event.clientX - box.left) / box.width));
  };
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -0.02 : event.key === "ArrowRight" ? 0.02 : 0;
    if (by === 0) return;
    event.preventDefault();
    setShare(clamp(share + by));
  };
  return (
    <div ref={line} className="compare" style={{ left: `${share * 100}%` }}>
      <span className="compare-left">Before {title}</span>
      <span className="compare-right">Result</span>
      <button
        type="button"
        role="slider"
        className="compare-handle"
        aria-label={`Compare before ${title} with the result`}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={move}
        onKeyDown={keys}
      >
        <Icon of={ChevronsLeftRight} />
      </button>
    </div>
  );
}

const clamp = (share: number) => Math.min(0.98, Math.max(0.02, share));
