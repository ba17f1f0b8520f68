import { Maximize, Minus, Plus, SquareSplitHorizontal } from "lucide-react";
import { Toolbar } from "react-aria-components";
import { mapHandle } from "../../map/handle.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { comparison, toggleCompare } from "./compare.ts";

/** Zoom, fit and compare. */
export function ZoomColumn() {
  const selected = useSession((s) => s.selected);
  const compared = useSession((s) => s.compare !== null);
  const isComparable = useSession((s) => comparison(s) !== null);
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
        label="Compare"
        hotkey="C"
        aria-pressed={compared}
        disabled={!compared && !isComparable}
        onClick={toggleCompare}
      />
    </Toolbar>
  );
}
