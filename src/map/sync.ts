import type { Map as MapLibreMap } from "maplibre-gl";
import type { Commands } from "../session/commands.ts";
import type { Camera, State } from "../session/state.ts";
import { session } from "../session/store.ts";
import { type Shade, shadeBasemap } from "./basemap.ts";
import type { MapHandle } from "./handle.ts";
import type { RasterLayer } from "./raster-layer.ts";
import { type StackLayer, type StackState, stackOf } from "./stack.ts";

/** The last request to show some ground that was met; one made before the map was there is met when it comes. */
let metFit: State["fit"] = null;

/** Panels that open with the first layers make the map narrower; what was to be in view is then fitted again. */
const settlesMs = 2000;

const prefersDark = () => window.matchMedia("(prefers-color-scheme: dark)");

/** The shade of the basemap that the theme asks for. */
export function shadeNow(): Shade {
  const { theme } = session.getState();
  if (theme === "system") return prefersDark().matches ? "dark" : "light";
  return theme;
}

/** Keeps the map as the session says, and tells the session of the camera. Returns how to stop. */
export function syncMap({
  map,
  rasters,
  handle,
  commands,
}: {
  readonly map: MapLibreMap;
  readonly rasters: RasterLayer;
  readonly handle: MapHandle;
  readonly commands: Pick<Commands, "cameraMoved">;
}): () => void {
  let stack: readonly StackLayer[] = [];
  let reported: Camera | null = null;
  let isStyled = false;

  const report = () => {
    if (!session.getState().ready) return;
    const { lng, lat } = map.getCenter();
    reported = { centre: [lng, lat], zoom: map.getZoom() };
    commands.cameraMoved(reported, handle.getBounds());
  };
  const showStack = (state: StackState) => {
    stack = stackOf(state, stack);
    rasters.show(stack);
  };
  const showCamera = ({ camera }: State) => {
    if (camera && camera !== reported) map.jumpTo({ center: [...camera.centre], zoom: camera.zoom });
  };
  let metAt = Number.NEGATIVE_INFINITY;
  const showFit = ({ fit }: State) => {
    if (!fit || fit === metFit) return;
    metFit = fit;
    metAt = performance.now();
    handle.fitExtent(fit.extent);
  };
  const showShade = () => {
    if (isStyled) shadeBasemap(map, shadeNow());
  };
  const styled = () => {
    isStyled = true;
    showShade();
    report();
  };

  const state = session.getState();
  showStack(state);
  showCamera(state);
  showFit(state);
  map.once("style.load", styled);
  map.on("moveend", report);
  map.on("resize", () => {
    if (metFit && performance.now() - metAt < settlesMs) handle.fitExtent(metFit.extent);
  });
  const dark = prefersDark();
  dark.addEventListener("change", showShade);
  const unsubscribe = session.subscribe((next, before) => {
    if (stackParts.some((part) => next[part] !== before[part])) showStack(next);
    if (next.scenes !== before.scenes) rasters.tryAgain();
    if (next.theme !== before.theme) showShade();
    if (next.camera !== before.camera) showCamera(next);
    if (next.fit !== before.fit) showFit(next);
    if (next.ready && !before.ready && !next.camera) report();
  });
  return () => {
    unsubscribe();
    dark.removeEventListener("change", showShade);
  };
}

const stackParts: readonly (keyof StackState)[] = ["document", "derived", "statistics", "measured", "compare", "mode", "time"];
