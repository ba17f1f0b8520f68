import type { Map as MapLibreMap } from "maplibre-gl";
import { accent } from "./areas-view.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A mark on the map that the arrow keys move, in the place of a pointer. */
export interface CrossHair {
  /** Null while it is hidden: the pointer is used. */
  place(): Point | null;
  /** Shows it in the middle of the map, or where it was. */
  show(): Point;
  moveBy(x: number, y: number): Point;
  hide(): void;
  /** Says something to those who cannot see the map. */
  say(words: string): void;
  remove(): void;
}

const size = 36;
/** So close to the map's edge, in CSS pixels, the map moves instead. */
const margin = 40;
const gap = 8;
const middle = size / 2;
const lines = `M${middle} 2V${middle - gap}M${middle} ${size - 2}V${middle + gap}M2 ${middle}H${middle - gap}M${size - 2} ${middle}H${middle + gap}`;

export function createCrossHair(map: MapLibreMap): CrossHair {
  const container = map.getContainer();
  const mark = document.createElement("div");
  mark.setAttribute("aria-hidden", "true");
  mark.dataset.crossHair = "";
  Object.assign(mark.style, { position: "absolute", left: "0", top: "0", width: `${size}px`, height: `${size}px`, pointerEvents: "none", zIndex: "1" });
  mark.innerHTML = `<svg width="${size}" height="${size}" fill="none"><path d="${lines}" stroke="#ffffff" stroke-width="5" stroke-linecap="round"/><path d="${lines}" stroke="${accent}" stroke-width="2" stroke-linecap="round"/></svg>`;
  mark.hidden = true;
  const voice = document.createElement("div");
  voice.setAttribute("role", "status");
  Object.assign(voice.style, { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" });
  container.append(mark, voice);

  let at: Point | null = null;
  const put = (point: Point): Point => {
    at = point;
    mark.hidden = false;
    mark.style.transform = `translate(${point.x - size / 2}px, ${point.y - size / 2}px)`;
    return point;
  };
  const show = () => {
    const { clientWidth, clientHeight } = container;
    const inside = at && at.x < clientWidth && at.y < clientHeight ? at : { x: Math.round(clientWidth / 2), y: Math.round(clientHeight / 2) };
    return put(inside);
  };
  return {
    place: () => (mark.hidden ? null : at),
    show,
    moveBy: (x, y) => {
      const { clientWidth, clientHeight } = container;
      const from = mark.hidden ? show() : (at ?? show());
      const to = { x: clamp(from.x + x, margin, clientWidth - margin), y: clamp(from.y + y, margin, clientHeight - margin) };
      const [restX, restY] = [from.x + x - to.x, from.y + y - to.y];
      if (restX !== 0 || restY !== 0) map.panBy([restX, restY], { animate: false });
      return put(to);
    },
    hide: () => {
      mark.hidden = true;
    },
    say: (words) => {
      voice.textContent = words;
    },
    remove: () => {
      mark.remove();
      voice.remove();
    },
  };
}

const clamp = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
