import { X } from "lucide-react";
import { useEffect } from "react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { plural } from "../format.ts";

const staysMs = 8000;

/** Several neighbours were dropped together: offers to make them one layer, for eight seconds. */
export function NeighboursToast() {
  const toast = useSession((s) => s.toast);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => commands.dismissToast(), staysMs);
    return () => clearTimeout(timer);
  }, [toast]);
  if (!toast) return null;
  return (
    <div className="map-card toast" role="status">
      <span>
        <b>{plural(toast.layers.length, "scene")}</b> lie side by side and share one stretch.
      </span>
      <Button look="link" onClick={() => commands.uniteLayers(toast.layers)}>
        Make one layer
      </Button>
      <IconButton icon={X} size="small" label="Dismiss" onClick={() => commands.dismissToast()} />
    </div>
  );
}
