import { useMemo } from "react";
import { type Crs, projector, WGS84 } from "../../grid/crs.ts";
import type { Extent } from "../../grid/extent.ts";
import { useSession } from "../../session/use-session.ts";
import { size } from "../format.ts";
import { footprint, metaOf } from "../layer-facts.ts";
import { FrameHandles } from "./frame-handles.tsx";
import { useMap } from "./use-map.ts";

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

/** The ground that the export sheet asks for, as a frame that can be dragged at its edges and corners. */
export function ExportFrame() {
  const map = useMap();
  const place = useSession((s) => (s.right.kind === "export" ? s.right.draft.place : null));
  const meta = useSession((s) => (s.right.kind === "export" ? metaOf(s, s.right.draft.layer) : null));
  const crs = meta ? (footprint(meta)?.crs ?? null) : null;
  const ring = useMemo(
    () => (place && crs && place.extent.west < place.extent.east && place.extent.south < place.extent.north ? outline(place.extent, crs) : null),
    [place, crs],
  );
  if (!map || !place || !crs || !ring || ring.some(Number.isNaN)) return null;
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
      <FrameHandles crs={crs} extent={place.extent} />
      <div className="frame-label" style={{ left: Math.max(8, left), top: Math.max(8, top - 26) }}>
        {size(place.cols, place.rows)} px
      </div>
    </>
  );
}
