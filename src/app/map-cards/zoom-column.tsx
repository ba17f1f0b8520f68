import { Maximize, Minus, Plus, SquareSplitHorizontal } from "lucide-react";
import { Toolbar } from "react-aria-components";
import { mapHandle } from "../../map/handle.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { toggleCompare } from "./compare.ts";

/** Zoom, fit and compare. */
export function ZoomColumn() {
  const selected = useSession((s) => s.selected);
  const compared = useSession((s) => s.compare !== null);
  const steps = useSession((s) => (selected === null ? 0 : (s.derived[selected]?.stages.length ?? 0)));
  return (
    <Toolbar className="map-card zoom-column" orientation="vertical" aria-label="Map view">
      <IconButton icon={Plus} label="Zoom in" hotkey="+" onClick={() => mapHandle()?.zoomIn()} />
      <IconButton icon={Minus} label="Zoom out" hotkey="−" onClick={() => mapHandle()?.zoomOut()} />
      <IconButton
        icon={Maximize}
        label={selected === null ? "Fit all layers" : "Fit layer"}
        hotkey="F"
        onClick={() => (selected === null ? commands.zoomToAll() : commands.zoomTo(selected))}
      />
      <IconButton
        icon={SquareSplitHorizontal}
        label="Compare before and after"
        hotkey="C"
        aria-pressed={compared}
        disabled={steps < 2}
        onClick={toggleCompare}
      />
    </Toolbar>
  );
}
