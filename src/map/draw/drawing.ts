import type { Map as MapLibreMap } from "maplibre-gl";
import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawRectangleMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Ring } from "../../grid/areas.ts";
import { accent } from "./areas-view.ts";

export type Shape = "polygon" | "rectangle";

/** One ring at a time, drawn with the pointer. */
export interface Drawing {
  /** True from the first point to the last. */
  isUnderWay(): boolean;
  /** Points set so far. */
  pointCount(): number;
  /** Closes the ring, when it has enough points. */
  finish(): void;
  /** Takes the last point back. */
  takeBack(): void;
  /** Drops the ring. */
  cancel(): void;
  stop(): void;
}

interface DrawingEvents {
  /** A ring is closed; it leaves the map, the caller shows what it made of it. */
  finished(ring: Ring): void;
  /** The ring under way changed; null when there is none. */
  changed(ring: Ring | null): void;
}

/** Within so many CSS pixels of the first point a click closes the ring. */
const closingReach = 12;

const point = { coordinatePointColor: "#ffffff", coordinatePointWidth: 5, coordinatePointOutlineColor: accent, coordinatePointOutlineWidth: 2 } as const;
const polygon = { fillColor: accent, fillOpacity: 0.08, outlineColor: accent, outlineWidth: 2, ...point } as const;
const closing = { closingPointColor: accent, closingPointWidth: 6, closingPointOutlineColor: "#ffffff", closingPointOutlineWidth: 2 } as const;

/** Starts drawing rings of one shape until it is stopped. */
export function startDrawing(map: MapLibreMap, shape: Shape, events: DrawingEvents): Drawing {
  // Keys come from the cross-hair's handler, which knows whether a ring is drawn by pointer or by keyboard.
  const keyEvents = { cancel: "Escape", finish: "Enter" };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawPolygonMode({ keyEvents, pointerDistance: closingReach, showCoordinatePoints: true, styles: { ...polygon, ...closing } }),
      new TerraDrawRectangleMode({ keyEvents, drawInteraction: "click-move-or-drag", styles: polygon }),
    ],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  const underWay = () => draw.getSnapshot().find((feature) => feature.geometry.type === "Polygon");
  const isUnderWay = () => draw.getModeState() === "drawing";
  const ringOf = (feature: ReturnType<typeof underWay>): Ring | null =>
    feature?.geometry.type === "Polygon" ? (feature.geometry.coordinates[0] ?? []).map(([lon = 0, lat = 0]) => [lon, lat] as const) : null;
  const corners = shape === "rectangle" ? followCorners(map, isUnderWay) : null;
  const press = (key: string) => map.getCanvas().dispatchEvent(new KeyboardEvent("keyup", { key }));

  draw.on("change", () => events.changed(ringOf(underWay())));
  draw.on("finish", (id) => {
    const ring = corners?.ring() ?? ringOf(draw.getSnapshotFeature(id));
    // Not before the click that closed the ring is over: the next tool must not hear it.
    setTimeout(() => {
      if (draw.enabled) draw.clear();
      if (ring) events.finished(ring);
    });
  });
  draw.start();
  draw.setMode(shape);
  return {
    isUnderWay,
    pointCount: () => Number(underWay()?.properties.committedCoordinateCount ?? 0),
    finish: () => press("Enter"),
    takeBack: () => void draw.undo(),
    cancel: () => press("Escape"),
    stop: () => {
      corners?.stop();
      draw.stop();
    },
  };
}

/** A rectangle from where the pointer was pressed: terra-draw begins a drag where it first moved, some pixels on. */
function followCorners(map: MapLibreMap, isUnderWay: () => boolean): { ring(): Ring; stop(): void } {
  const canvas = map.getCanvas();
  let from = { lng: 0, lat: 0 };
  let to = from;
  const follow = ({ type, clientX, clientY }: PointerEvent) => {
    const { left, top } = canvas.getBoundingClientRect();
    to = map.unproject([clientX - left, clientY - top]);
    if (type === "pointerdown" && !isUnderWay()) from = to;
  };
  const heard = ["pointerdown", "pointermove", "pointerup"] as const;
  for (const type of heard) canvas.addEventListener(type, follow, { capture: true });
  return {
    ring: () => [
      [from.lng, from.lat],
      [to.lng, from.lat],
      [to.lng, to.lat],
      [from.lng, to.lat],
    ],
    stop: () => {
      for (const type of heard) canvas.removeEventListener(type, follow, { capture: true });
    },
  };
}
