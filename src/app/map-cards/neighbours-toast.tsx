import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { plural } from "../format.ts";

const staysMs = 20_000;

/** Several neighbours, or several dates of one ground, were dropped together: offers to make them one layer, for twenty seconds and as long as the pointer or the focus is on it. */
export function NeighboursToast() {
  const toast = useSession((s) => s.toast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(() => commands.dismissToast(), staysMs);
    return () => clearTimeout(timer);
  }, [toast, held]);
  if (!toast) return null;
  return (
    <div
      className="map-card toast"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>
        <b>{plural(toast.layers.length, "scene")}</b>{" "}
        {toast.kind === "series" ? "show one ground at different dates." : "lie side by side and share one stretch."}
      </span>
      <Button look="link" onClick={() => commands.uniteLayers(toast.layers)}>
        Make one layer
      </Button>
      <IconButton icon={X} size="small" label="Dismiss" onClick={() => commands.dismissToast()} />
    </div>
  );
}
