import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from "maplibre-gl";
import type { Areas, Position } from "../../grid/areas.ts";
import type { AreasView } from "./areas-view.ts";
import { insertVertex, moveVertex, positionAt, removeArea, removeVertex, type Vertex } from "./edit-areas.ts";

/** What editing works on; the caller keeps the areas and shows them. */
export interface Edited {
  /** As they are kept, in the form of `editable`. */
  areas(): Areas;
  chosenArea(): number | null;
  chooseArea(area: number | null): void;
  /** Shows areas that are not kept yet, and which point is chosen. */
  preview(areas: Areas, chosen: Vertex | null): void;
  keep(areas: Areas): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points of areas moved, added and removed, by pointer or by the cross-hair. */
export interface Editing {
  /** Takes hold of the point there, or chooses the area there. True when a point is held. */
  take(point: Point): boolean;
  isHolding(): boolean;
  moveTo(point: Point): void;
  drop(): void;
  /** Puts the held point back. */
  letGo(): void;
  /** Removes the chosen point, else the chosen area. False when nothing is chosen. */
  removeChosen(): boolean;
  stop(): void;
}

/** A pointer that moved less than this, in CSS pixels, chose a point and did not move it. */
const stillReach = 3;

export function startEditing(map: MapLibreMap, view: AreasView, edited: Edited): Editing {
  let chosen: Vertex | null = null;
  let held: { readonly vertex: Vertex; readonly from: Point; readonly isNew: boolean; areas: Areas; moved: boolean } | null = null;

  const show = () => edited.preview(held?.areas ?? edited.areas(), chosen);
  const take = (point: Point): boolean => {
    const handle = view.handleAt(point);
    if (!handle) {
      chosen = null;
      edited.chooseArea(view.areaAt([point.x, point.y]));
      show();
      return false;
    }
    const { lng, lat } = map.unproject([point.x, point.y]);
    const isNew = handle.kind === "middle";
    const areas = isNew ? insertVertex(edited.areas(), handle.vertex, [lng, lat]) : edited.areas();
    chosen = handle.vertex;
    held = { vertex: handle.vertex, from: point, isNew, areas, moved: false };
    show();
    return true;
  };
  const moveTo = (point: Point) => {
    if (!held || (!held.moved && Math.hypot(point.x - held.from.x, point.y - held.from.y) < stillReach)) return;
    const { lng, lat } = map.unproject([point.x, point.y]);
    held.moved = true;
    held.areas = moveVertex(held.areas, held.vertex, [lng, lat] satisfies Position);
    show();
  };
  const drop = () => {
    const done = held;
    held = null;
    if (done && (done.moved || done.isNew)) edited.keep(done.areas);
    else show();
  };
  const letGo = () => {
    held = null;
    chosen = null;
    show();
  };

  const grab = (event: MapMouseEvent | MapTouchEvent) => {
    if ("button" in event.originalEvent && event.originalEvent.button !== 0) return;
    // Keeps the map from being dragged; a press beside every handle still drags it, and chooses only when it was a click.
    if (view.handleAt(event.point) && take(event.point)) event.preventDefault();
  };
  const follow = (event: MapMouseEvent | MapTouchEvent) => {
    if (held) moveTo(event.point);
    else map.getCanvas().style.cursor = view.handleAt(event.point) ? "move" : view.areaAt(event.point) === null ? "" : "pointer";
  };
  const click = (event: MapMouseEvent) => {
    if (!view.handleAt(event.point)) take(event.point);
  };
  const subscriptions = [
    map.on("mousedown", grab),
    map.on("touchstart", grab),
    map.on("mousemove", follow),
    map.on("touchmove", follow),
    map.on("click", click),
  ];
  // The pointer may be let go outside the map.
  window.addEventListener("pointerup", drop);

  return {
    take,
    isHolding: () => held !== null,
    moveTo,
    drop,
    letGo,
    removeChosen: () => {
      const area = edited.chosenArea();
      const vertex = chosen && positionAt(edited.areas(), chosen) ? chosen : null;
      if (!vertex && area === null) return false;
      chosen = null;
      held = null;
      const rest = vertex ? removeVertex(edited.areas(), vertex) : removeArea(edited.areas(), area ?? 0);
      if (rest.polygons.length < edited.areas().polygons.length) edited.chooseArea(null);
      edited.keep(rest);
      return true;
    },
    stop: () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      window.removeEventListener("pointerup", drop);
      map.getCanvas().style.cursor = "";
    },
  };
}
