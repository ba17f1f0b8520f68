import { Droplet, Info, type LucideIcon, MapPin } from "lucide-react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { frame, useFrame } from "../frame.ts";

type Tab = "style" | "values" | "info";
const tabs: readonly { readonly id: Tab; readonly label: string; readonly icon: LucideIcon }[] = [
  { id: "style", label: "Style", icon: Droplet },
  { id: "values", label: "Values", icon: MapPin },
  { id: "info", label: "Info", icon: Info },
];

/** Opens a tab of the inspector: as a column where there is room, else over the map; a second time closes it. */
export function showInspector(tab: Tab) {
  commands.showInspector(tab);
  if (frame.getState().room !== "wide") frame.setState({ over: "right" });
}

/** The inspector folded to three words. */
export function InspectorRail() {
  const shown = useSession((s) => (s.right.kind === "inspector" ? s.right.tab : null));
  const over = useFrame((f) => f.over === "right");
  return (
    <nav className="rail" data-side="right" aria-label="Inspector" data-region="inspector">
      {tabs.map(({ id, label, icon }) => (
        <button
          key={id}
          type="button"
          aria-expanded={over && shown === id}
          onClick={() => (over && shown === id ? frame.setState({ over: null }) : showInspector(id))}
        >
          <Icon of={icon} />
          {label}
        </button>
      ))}
    </nav>
  );
}
