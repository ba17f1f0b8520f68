import { CircleDashed, type LucideIcon, MousePointer2, Pentagon, RectangleHorizontal } from "lucide-react";
import { Toolbar } from "react-aria-components";
import { commands } from "../../session/commands.ts";
import type { Mode } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";

type Tool = Extract<Mode, { kind: "draw" }>["tool"];

const tools: readonly { readonly tool: Tool; readonly label: string; readonly icon: LucideIcon; readonly hotkey: string; readonly hint: string }[] = [
  { tool: "edit", label: "Edit points", icon: MousePointer2, hotkey: "", hint: "Drag a point to move it. Delete removes it. Esc when done." },
  { tool: "area", label: "Area", icon: Pentagon, hotkey: "P", hint: "Click to set points. Click the first one, or press Enter, to close." },
  { tool: "rectangle", label: "Rectangle", icon: RectangleHorizontal, hotkey: "R", hint: "Click one corner, then the opposite one." },
  { tool: "hole", label: "Hole", icon: CircleDashed, hotkey: "H", hint: "Draw inside an area. What you enclose is cut out of it." },
];

/** How areas are drawn; only there while a mask is edited. */
export function DrawToolbar() {
  const mode = useSession((s) => (s.mode.kind === "draw" ? s.mode : null));
  if (!mode) return null;
  const hint = tools.find((t) => t.tool === mode.tool)?.hint;
  return (
    <div className="draw-tools">
      <Toolbar className="map-card toolbar" aria-label="Draw">
        {tools.map(({ tool, label, icon, hotkey }) => (
          <button
            key={tool}
            type="button"
            className="button"
            aria-pressed={mode.tool === tool}
            title={hotkey ? `${label} (${hotkey})` : label}
            onClick={() => commands.setMode({ ...mode, tool })}
          >
            <Icon of={icon} />
            <span className={mode.tool === tool ? "" : "spare-word"}>{label}</span>
          </button>
        ))}
        <span className="divider" />
        <button type="button" className="button" data-look="link" onClick={() => commands.setMode({ kind: "look" })}>
          Done
        </button>
      </Toolbar>
      <p className="map-card draw-hint" role="status">
        {hint}
      </p>
    </div>
  );
}
