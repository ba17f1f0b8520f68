import { useSession } from "../../session/use-session.ts";
import { number } from "../format.ts";
import { useMap } from "./use-map.ts";

/** A round length of ground in the middle of the map; it follows the camera. */
export function ScaleBar() {
  const map = useMap();
  useSession((s) => s.camera);
  const scale = map?.scaleBar(130);
  if (!scale) return null;
  const { metres, width } = scale;
  return (
    <div className="scale-bar">
      <i style={{ width }} />
      <span>{metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`}</span>
    </div>
  );
}
