import type { Map as MapLibreMap } from "maplibre-gl";
import type { Extent } from "../grid/extent.ts";
import type { LayerId } from "../session/state.ts";
import type { ScaleBar } from "./scale-bar.ts";

/** What the rest of the page may do with the map. Lon and lat in degrees; x and y in CSS pixels from the map's top left. */
export interface MapHandle {
  /** For `map/draw` only. */
  readonly map: MapLibreMap;
  zoomIn(): void;
  zoomOut(): void;
  /** Shows the whole extent with so many CSS pixels around it, at once. */
  fitExtent(extent: Extent, padding?: number): void;
  getBounds(): Extent;
  project(lon: number, lat: number): { readonly x: number; readonly y: number };
  unproject(x: number, y: number): { readonly lon: number; readonly lat: number };
  /** A round length in the middle of the map, not wider than `maxWidth` CSS pixels. */
  scaleBar(maxWidth: number): ScaleBar;
  /** Where the compare handle stands: left of it is the earlier stage. Half the map until it is moved. */
  setSplit(x: number): void;
  /** Values of the shown bands on the screen; null where the layer has no data or none is loaded. NaN is NoData. */
  valueAt(layer: LayerId, lon: number, lat: number): number[] | null;
  /** A square picture of a layer's middle, `size` pixels wide, the same object while it looks the same; null until its cells are there. */
  thumbnail(layer: LayerId, size: number): ImageData | null;
  /** Calls back, not too often, when some thumbnail differs. Returns how to stop. */
  onPictures(listener: () => void): () => void;
}

let current: MapHandle | null = null;
const waiting = new Set<() => void>();

/** The map on the page; null until it is mounted. */
export const mapHandle = (): MapHandle | null => current;

/** Calls back when the map comes or goes. Returns how to stop. */
export function onMapHandle(listener: () => void): () => void {
  waiting.add(listener);
  return () => waiting.delete(listener);
}

/** For `map.ts`: the map is there, or gone. */
export function setMapHandle(handle: MapHandle | null): void {
  current = handle;
  for (const listener of waiting) listener();
}
