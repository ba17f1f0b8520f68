import { X } from "lucide-react";
import { useEffect } from "react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { plural } from "../format.ts";

/** Several neighbours, or several dates of one ground, were dropped together: offers to make them one layer, until that is answered or one of them is gone. */
export function NeighboursToast() {
  const toast = useSession((s) => s.toast);
  const isWhole = useSession((s) => s.toast?.layers.every((id) => s.document.layers.some((layer) => layer.id === id)) ?? true);
  useEffect(() => {
    if (!isWhole) commands.dismissToast();
  }, [isWhole]);
  if (!toast || !isWhole) return null;
  return (
    <div className="map-card toast" role="status">
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
