import { TriangleAlert } from "lucide-react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import type { SceneId } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { size } from "../format.ts";

/** A file that waits for its CRS: listed, not drawn. */
export function WaitingCard({ scene }: { readonly scene: SceneId }) {
  const meta = useSession((s) => s.scenes[scene]?.meta ?? null);
  if (!meta) return null;
  const lack = meta.affine === null ? "no position" : "CRS unknown";
  return (
    <li className="layer-card" data-waiting>
      <div className="layer-head">
        <span />
        <span className="thumbnail" data-tone="wait">
          <Icon of={TriangleAlert} />
        </span>
        <div className="layer-words">
          <button type="button" className="layer-name cut" title={meta.name} aria-haspopup="dialog" onClick={() => commands.askCrs(scene)}>
            {meta.name}
          </button>
          <div className="small muted cut">
            {cellTypeInfo(meta.cellType).label} · <span className="waits">{lack}</span> · {size(meta.cols, meta.rows)}
          </div>
        </div>
      </div>
    </li>
  );
}
