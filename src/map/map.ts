import { Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Extent } from "../grid/extent.ts";
import { pullScreenTile } from "../pool/screen.ts";
import { type Commands, commands } from "../session/commands.ts";
import { enginePool } from "../session/engine.ts";
import { basemapStyle } from "./basemap.ts";
import { attachDraw } from "./draw/attach-draw.ts";
import { type MapHandle, setMapHandle } from "./handle.ts";
import { latitudeLimit } from "./mercator.ts";
import { followPointer } from "./pointer.ts";
import { RasterLayer } from "./raster-layer.ts";
import { scaleBar } from "./scale-bar.ts";
import { shadeNow, syncMap } from "./sync.ts";
import type { PullTile } from "./tile-cache.ts";

// Without this the worker is looked for beside the built page and not found.
setWorkerUrl(workerUrl);

const deepestZoom = 24;
const fitPadding = 48;
const thumbnailPauseMs = 250;

/** What the map asks of the rest of the program. */
export interface MapWiring {
  readonly pullTile: PullTile;
  readonly commands: Pick<Commands, "cameraMoved" | "viewChanged" | "probeAt" | "readFailed">;
}

/** Puts the map of the session into an element. Returns how to take it away. */
export const mountMap = (element: HTMLElement): (() => void) =>
  createMap(element, {
    pullTile: (node, tile, options) => pullScreenTile(enginePool(), node, tile, options),
    commands,
  });

/** A map in an element: basemap, rasters and the user's gestures. The session drives it through `syncMap`. */
export function createMap(element: HTMLElement, wiring: MapWiring): () => void {
  const map = new MapLibreMap({
    container: element,
    style: basemapStyle(shadeNow()),
    maxZoom: deepestZoom,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    attributionControl: false,
    fadeDuration: 0,
    center: [0, 24],
    zoom: 1.5,
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();

  const listeners = new Set<() => void>();
  let told: readonly unknown[] = [];
  let telling = 0;
  const tellPictures = () => {
    telling ||= window.setTimeout(() => {
      telling = 0;
      const looks = rasters.thumbnailLooks();
      if (looks.length === told.length && looks.every((look, i) => look === told[i])) return;
      told = looks;
      tellInTurn([...listeners], listeners);
    }, thumbnailPauseMs);
  };
  const rasters = new RasterLayer(wiring.pullTile, {
    drawn: (drawn) => queueMicrotask(() => wiring.commands.viewChanged(drawn)),
    changed: tellPictures,
    faulted: (layer, fault) => queueMicrotask(() => wiring.commands.readFailed(layer, fault)),
  });
  const addRasters = () => {
    if (!map.getLayer(rasters.id)) map.addLayer(rasters);
  };
  map.once("style.load", addRasters);
  // A custom layer is not restored with the style after a lost graphics context.
  map.on("webglcontextrestored", () => map.once("style.load", addRasters));

  const handle = handleOf(map, rasters, listeners);
  const stopSync = syncMap({ map, rasters, handle, commands: wiring.commands });
  const stopPointer = followPointer(handle, wiring.commands);
  const stopDraw = attachDraw(map);
  setMapHandle(handle);
  return () => {
    window.clearTimeout(telling);
    stopDraw();
    stopPointer();
    stopSync();
    setMapHandle(null);
    map.remove();
  };
}

/** Each listener in a task of its own: drawing many thumbnails at once would hold up the page. */
function tellInTurn([first, ...rest]: readonly (() => void)[], current: ReadonlySet<() => void>): void {
  if (!first) return;
  if (current.has(first)) first();
  window.setTimeout(() => tellInTurn(rest, current));
}

function handleOf(map: MapLibreMap, rasters: RasterLayer, listeners: Set<() => void>): MapHandle {
  const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    map,
    zoomIn: () => void map.zoomIn({ animate: !isStill() }),
    zoomOut: () => void map.zoomOut({ animate: !isStill() }),
    fitExtent: ({ west, south, east, north }, padding = fitPadding) => {
      const end = west > east ? 180 : Math.min(180, east);
      const camera = map.cameraForBounds([Math.max(-180, west), Math.max(-latitudeLimit, south), end, Math.min(latitudeLimit, north)], {
        padding: Math.min(padding, map.getContainer().clientWidth / 8, map.getContainer().clientHeight / 8),
        maxZoom: 22,
      });
      if (camera) map.jumpTo(camera);
    },
    getBounds: () => boundsOf(map),
    project: (lon, lat) => map.project([lon, lat]),
    unproject: (x, y) => {
      const { lng, lat } = map.unproject([x, y]);
      return { lon: lng, lat };
    },
    scaleBar: (maxWidth) => scaleBar(map.getZoom(), map.getCenter().lat, maxWidth),
    setSplit: (x) => rasters.split(x),
    valueAt: (layer, lon, lat) => rasters.valueAt(layer, lon, lat),
    thumbnail: (layer, size) => rasters.thumbnail(layer, size),
    onPictures: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What the map shows, in degrees. */
export function boundsOf(map: MapLibreMap): Extent {
  const bounds = map.getBounds();
  return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
}
