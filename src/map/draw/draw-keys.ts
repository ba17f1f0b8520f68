import type { Map as MapLibreMap } from "maplibre-gl";
import type { CrossHair } from "./cross-hair.ts";
import type { Drawing } from "./drawing.ts";
import type { Editing } from "./editing.ts";

/** What the keys act on, as far as it is there. */
export interface KeyTargets {
  drawing(): Drawing | null;
  editing(): Editing | null;
}

/** CSS pixels an arrow key moves the cross-hair: at a touch, held down, with Shift. */
const steps = { touch: 1, held: 5, shift: 10 } as const;

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Keys of drawing while the map has focus. They are taken before the map and the window see them; whatever is not used goes
 * on to them. Returns how to stop.
 */
export function listenToKeys(map: MapLibreMap, crossHair: CrossHair, targets: KeyTargets): () => void {
  const container = map.getContainer();
  const down = (event: KeyboardEvent) => {
    const { key, shiftKey, repeat } = event;
    const isUndo = key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !shiftKey;
    if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const arrow = arrows[key];
    const used = arrow
      ? move(map, crossHair, targets, arrow, shiftKey ? steps.shift : repeat ? steps.held : steps.touch)
      : key === "Enter"
        ? enter(map, crossHair, targets)
        : key === "Escape"
          ? endNearest(crossHair, targets)
          : isUndo || key === "Backspace" || key === "Delete"
            ? takeBack(isUndo, crossHair, targets)
            : false;
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // terra-draw acts when keys come up: it gets only those that `Drawing` makes itself, which are not the user's.
  const up = (event: KeyboardEvent) => {
    if (event.isTrusted) event.stopPropagation();
  };
  const pointed = (event: PointerEvent) => {
    if (event.isTrusted) crossHair.hide();
  };
  container.addEventListener("keydown", down, { capture: true });
  container.addEventListener("keyup", up, { capture: true });
  container.addEventListener("pointermove", pointed, { capture: true });
  return () => {
    container.removeEventListener("keydown", down, { capture: true });
    container.removeEventListener("keyup", up, { capture: true });
    container.removeEventListener("pointermove", pointed, { capture: true });
  };
}

function move(map: MapLibreMap, crossHair: CrossHair, targets: KeyTargets, [x, y]: readonly [number, number], step: number): boolean {
  const place = crossHair.moveBy(x * step, y * step);
  const editing = targets.editing();
  if (editing?.isHolding()) editing.moveTo(place);
  else if (targets.drawing()) point(map, "pointermove", place);
  return true;
}

/** With the cross-hair, Enter is its press; else it closes the ring that the pointer draws. */
function enter(map: MapLibreMap, crossHair: CrossHair, { drawing, editing }: KeyTargets): boolean {
  const place = crossHair.place();
  const ring = drawing();
  if (ring?.isUnderWay() && !place) ring.finish();
  else if (ring) {
    for (const kind of ["pointermove", "pointerdown", "pointerup"] as const) point(map, kind, crossHair.show());
    if (ring.isUnderWay()) crossHair.say(`Point ${ring.pointCount()}`);
  } else {
    const points = editing();
    if (points?.isHolding()) {
      points.drop();
      crossHair.say("Point put down");
    } else if (points?.take(crossHair.show())) crossHair.say("Point taken, arrow keys move it");
  }
  return true;
}

/** Ends the nearest thing without losing work: a ring of three points and more is closed, a shorter one dropped. */
function endNearest(crossHair: CrossHair, { drawing, editing }: KeyTargets): boolean {
  const ring = drawing();
  const points = editing();
  if (points?.isHolding()) points.letGo();
  else if (ring?.isUnderWay()) ring.pointCount() >= 3 ? ring.finish() : ring.cancel();
  else if (crossHair.place()) crossHair.hide();
  else return false;
  return true;
}

function takeBack(isUndo: boolean, crossHair: CrossHair, { drawing, editing }: KeyTargets): boolean {
  const ring = drawing();
  if (ring?.isUnderWay()) {
    ring.takeBack();
    crossHair.say(ring.isUnderWay() ? `Back to point ${ring.pointCount()}` : "No point left");
    return true;
  }
  return !isUndo && editing()?.removeChosen() === true;
}

/** A press of the cross-hair, as terra-draw hears a pointer's. */
function point(map: MapLibreMap, kind: "pointermove" | "pointerdown" | "pointerup", { x, y }: { readonly x: number; readonly y: number }): void {
  const canvas = map.getCanvas();
  const { left, top } = canvas.getBoundingClientRect();
  canvas.dispatchEvent(new PointerEvent(kind, { clientX: left + x, clientY: top + y, isPrimary: true, button: kind === "pointermove" ? -1 : 0 }));
}
