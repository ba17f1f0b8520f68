import { Layers } from "lucide-react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { frame, useFrame } from "../frame.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** Opens the layers: as a column where there is room, else over the map. */
export function showLayers() {
  const { room, over } = frame.getState();
  if (room === "wide") commands.toggleLeft();
  else frame.setState({ over: over === "left" ? null : "left" });
}

/** The layers panel folded to a column of swatches. */
export function LayerRail() {
  const layers = useSession((s) => s.document.layers);
  const selected = useSession((s) => s.selected);
  const open = useFrame((f) => f.over === "left");
  return (
    <nav className="rail" data-side="left" aria-label="Layers" data-region="layers">
      <button type="button" title="Show layers (L)" aria-expanded={open} onClick={showLayers}>
        <Icon of={Layers} />
        Layers
      </button>
      {layers.map((layer) => (
        <button
          key={layer.id}
          type="button"
          className="rail-layer"
          title={layer.name}
          aria-label={layer.name}
          aria-pressed={layer.id === selected}
          data-hidden={!layer.visible || undefined}
          onClick={() => commands.select(layer.id)}
        >
          <Thumbnail id={layer.id} />
        </button>
      ))}
    </nav>
  );
}
