import { useSession } from "../session/use-session.ts";
import { coordinateDecimals, number } from "./format.ts";
import { crsCode, footprint, metaOf } from "./layer-facts.ts";
import { placeIn } from "./places.ts";

/** The pointer in the CRS of the selected layer, fine enough to tell its cells apart. */
export function PointerCoordinates({ lon, lat }: { readonly lon: number; readonly lat: number }) {
  const meta = useSession((s) => (s.selected === null ? null : metaOf(s, s.selected)));
  const place = meta && footprint(meta);
  const point = place && placeIn(place.crs, lon, lat);
  if (!place || !point) return null;
  const decimals = coordinateDecimals(place.cellWidth);
  return (
    <span className="spare">
      {crsCode(place.crs)}{" "}
      <span className="status-value">
        {number(point.x, decimals)}, {number(point.y, decimals)}
      </span>
    </span>
  );
}
