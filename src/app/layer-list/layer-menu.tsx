import { Copy, Database, DatabaseZap, Download, Ellipsis, Grid2x2, Images, Maximize, Pencil, Sigma, Trash2 } from "lucide-react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { Menu } from "../controls/menu.tsx";
import { frame } from "../frame.ts";
import { isKept, keepingJob, layerOf } from "../layer-facts.ts";

/** Everything that can be done with a layer as a whole. */
export function LayerMenu({ id }: { readonly id: LayerId }) {
  const name = useSession((s) => layerOf(s, id)?.name ?? "");
  const ready = useSession((s) => s.derived[id]?.ok ?? false);
  const pictured = useSession((s) => layerOf(s, id)?.style.mode !== "rgb");
  const kept = useSession((s) => isKept(s, id));
  const keeping = useSession((s) => keepingJob(s, id) !== null);
  // The menu gives focus back to its button as it closes; the name takes it after that.
  const rename = () => setTimeout(() => frame.setState({ renaming: id }), 50);
  return (
    <Menu
      label={`More for ${name}`}
      className="icon-button layer-more"
      entries={[
        { id: "rename", label: "Rename", icon: Pencil, hotkey: "F2", run: rename },
        { id: "duplicate", label: "Duplicate", icon: Copy, run: () => commands.duplicate(id) },
        { id: "zoom", label: "Zoom to layer", icon: Maximize, hotkey: "F", disabled: !ready, run: () => commands.zoomTo(id) },
        { id: "areas", label: "Statistics per area…", icon: Sigma, disabled: !ready, run: () => commands.showAreaTable(id) },
        { id: "export", label: "Export GeoTIFF…", icon: Download, hotkey: "Ctrl E", disabled: !ready, run: () => commands.startExport(id) },
        { id: "tiles", label: "Export tiles (zip)", icon: Grid2x2, disabled: !ready, run: () => void commands.exportGeoTiffTiles(id) },
        { id: "png", label: "Export PNG tiles (zip)", icon: Images, disabled: !ready || !pictured, run: () => void commands.exportPngTiles(id) },
        kept
          ? { id: "drop", label: "Forget kept results", icon: DatabaseZap, run: () => void commands.dropResults(id) }
          : { id: "keep", label: "Keep results", icon: Database, disabled: !ready || keeping, run: () => void commands.keepResults(id) },
        { id: "line", line: true },
        { id: "remove", label: "Remove", icon: Trash2, hotkey: "Delete", run: () => commands.remove(id) },
      ]}
    >
      <Icon of={Ellipsis} />
    </Menu>
  );
}
