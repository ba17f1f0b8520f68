import { ChevronsLeftRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { Select } from "../controls/select.tsx";
import { nameOf, sideOptions } from "./compare.ts";
import { useMap } from "./use-map.ts";

/** The line between two states; dragged, or moved by the arrow keys. What stands at either side is chosen beside it. */
export function CompareHandle() {
  const state = useSession((s) => (s.compare ? s : null));
  const map = useMap();
  const [share, setShare] = useState(0.5);
  const line = useRef<HTMLDivElement>(null);
  const isOn = state !== null;
  useEffect(() => {
    const region = line.current?.parentElement;
    if (!region || !map || !isOn) return;
    const apply = () => map.setSplit(share * region.clientWidth);
    apply();
    const observer = new ResizeObserver(apply);
    observer.observe(region);
    return () => observer.disconnect();
  }, [map, share, isOn]);
  if (!state?.compare) return null;
  const { compare } = state;
  const options = sideOptions(state);
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
  const choose = (at: "left" | "right", value: string) => {
    const option = options.find((one) => one.value === value);
    if (option) commands.setCompare({ ...compare, [at]: option.side });
  };
  return (
    <div ref={line} className="compare" style={{ left: `${share * 100}%` }}>
      {(["left", "right"] as const).map((at) => (
        <div key={at} className={`compare-side compare-${at}`}>
          <Select
            label={at === "left" ? "Left of the line" : "Right of the line"}
            value={nameOf(compare[at])}
            options={options}
            onChange={(value) => choose(at, value)}
          />
        </div>
      ))}
      <button
        type="button"
        role="slider"
        className="compare-handle"
        aria-label="Compare left with right"
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
