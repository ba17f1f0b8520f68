import { useSession } from "../../session/use-session.ts";
import { readings } from "../format.ts";
import { layerOf, metaOf } from "../layer-facts.ts";
import { ExportFrame } from "./export-frame.tsx";
import { useMap } from "./use-map.ts";

/** What stands on the map beside its layers: the frame of the export and the point whose values are read. */
export function MapMarks() {
  // Both follow the ground as the camera moves.
  useSession((s) => s.camera);
  return (
    <>
      <ExportFrame />
      <Pin />
    </>
  );
}

function Pin() {
  const map = useMap();
  const probe = useSession((s) => s.probe);
  const shown = useSession((s) => {
    const first = s.probe?.readings[0];
    const style = first && layerOf(s, first.layer)?.style;
    return style ? (style.mode === "rgb" ? style.rgb : [style.band]) : [];
  });
  const unit = useSession((s) => {
    const first = s.probe?.readings[0];
    return (first && metaOf(s, first.layer)?.bands[shown[0] ?? 0]?.unit) ?? "";
  });
  if (!map || !probe) return null;
  const { x, y } = map.project(probe.lon, probe.lat);
  const values = probe.readings[0]?.values;
  return (
    <>
      <svg className="map-overlay" aria-hidden="true">
        <circle cx={x} cy={y} r="7" className="pin-casing" />
        <circle cx={x} cy={y} r="7" className="pin-ring" />
        <circle cx={x} cy={y} r="1.5" className="pin-dot" />
      </svg>
      {values && (
        <div className="map-card pin-label" style={{ left: x, top: y }}>
          <b>
            {readings(
              shown.map((band) => values[band] ?? Number.NaN),
              unit,
            )}
          </b>
        </div>
      )}
    </>
  );
}
