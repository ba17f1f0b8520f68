import { useMemo } from "react";
import { type Crs, projector, WGS84 } from "../../grid/crs.ts";
import type { Extent } from "../../grid/extent.ts";
import { useSession } from "../../session/use-session.ts";
import { readings, size } from "../format.ts";
import { footprint, layerOf, metaOf } from "../layer-facts.ts";
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

/** Points along the four edges of an extent, as longitude and latitude: straight edges may bend on the map. */
function outline({ west, south, east, north }: Extent, crs: Crs): Float64Array {
  const steps = 12;
  const corners = [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
    [west, north],
  ] as const;
  const points = corners.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = corners[i] ?? [x, y];
    return Array.from({ length: steps }, (_, k) => [fromX + ((x - fromX) * k) / steps, fromY + ((y - fromY) * k) / steps]).flat();
  });
  const flat = new Float64Array(points);
  projector(crs, WGS84)(flat);
  return flat;
}

function ExportFrame() {
  const map = useMap();
  const place = useSession((s) => (s.right.kind === "export" ? s.right.draft.place : null));
  const meta = useSession((s) => (s.right.kind === "export" ? metaOf(s, s.right.draft.layer) : null));
  const crs = meta ? (footprint(meta)?.crs ?? null) : null;
  const ring = useMemo(
    () => (place && crs && place.extent.west < place.extent.east && place.extent.south < place.extent.north ? outline(place.extent, crs) : null),
    [place, crs],
  );
  if (!map || !place || !ring || ring.some(Number.isNaN)) return null;
  const points = Array.from({ length: ring.length / 2 }, (_, i) => map.project(ring[i * 2] ?? 0, ring[i * 2 + 1] ?? 0));
  const path = `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
  const left = Math.min(...points.map((p) => p.x));
  const top = Math.min(...points.map((p) => p.y));
  return (
    <>
      <svg className="map-overlay" aria-hidden="true">
        <path className="frame-veil" fillRule="evenodd" d={`M0 0H20000V20000H0Z${path}`} />
        <path className="frame-casing" d={path} />
        <path className="frame-line" d={path} />
      </svg>
      <div className="frame-label" style={{ left: Math.max(8, left), top: Math.max(8, top - 26) }}>
        {size(place.cols, place.rows)} px
      </div>
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
