import type { MapMouseEvent } from "maplibre-gl";
import type { Commands } from "../session/commands.ts";
import { session } from "../session/store.ts";
import type { MapHandle } from "./handle.ts";

/** Tells the session where the pointer is and what lies there, once a frame; a click reads all layers. Returns how to stop. */
export function followPointer(handle: MapHandle, commands: Pick<Commands, "probeAt" | "viewChanged">): () => void {
  const { map } = handle;
  let place: { readonly lon: number; readonly lat: number } | null = null;
  let frame = 0;
  const tell = () => {
    frame = 0;
    commands.viewChanged({ pointer: place && { ...place, values: valuesUnder(handle, place.lon, place.lat) } });
  };
  const at = (next: typeof place) => {
    place = next;
    frame ||= requestAnimationFrame(tell);
  };
  map.on("mousemove", ({ lngLat }: MapMouseEvent) => at({ lon: lngLat.lng, lat: lngLat.lat }));
  map.on("mouseout", () => at(null));
  map.on("click", ({ lngLat }: MapMouseEvent) => {
    // While areas are drawn a click sets a point.
    if (session.getState().mode.kind === "look") void commands.probeAt(lngLat.lng, lngLat.lat);
  });
  // Cells that came under a still pointer.
  map.on("idle", () => place && at(place));
  return () => cancelAnimationFrame(frame);
}

/** The shown bands of the selected layer, or of the topmost one when that is hidden; null where there is none. */
function valuesUnder(handle: MapHandle, lon: number, lat: number): readonly number[] | null {
  const { document, selected } = session.getState();
  const visible = document.layers.filter((layer) => layer.visible);
  const layer = visible.find(({ id }) => id === selected) ?? visible[0];
  return layer ? handle.valueAt(layer.id, lon, lat) : null;
}
