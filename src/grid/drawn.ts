import type { Polygon, Position } from "./areas.ts";
import { between } from "./cut.ts";

/** Latitude to the north coordinate of a Mercator map in degrees, so that both axes have one unit. */
const mercatorNorth = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (Math.min(poleward, Math.max(-poleward, lat)) * Math.PI) / 360)) * (180 / Math.PI);
const poleward = 89.999999;
const latOf = (north: number) => (Math.atan(Math.exp((north * Math.PI) / 180)) * 360) / Math.PI - 90;

/** Vertices in lon/lat changed for the time of `work` to a Mercator map, where drawn edges are straight. Vertices that stay keep their exact numbers. */
export function onMercator(polygons: readonly Polygon[], work: (polygons: readonly Polygon[]) => readonly Polygon[]): Polygon[] {
  const original = new Map<Position, Position>();
  const there = polygons.map((rings) =>
    rings.map((ring) =>
      ring.map((position) => {
        const moved: Position = [position[0], mercatorNorth(position[1])];
        original.set(moved, position);
        return moved;
      }),
    ),
  );
  return work(there).map((rings) => rings.map((ring) => ring.map((position) => original.get(position) ?? [position[0], latOf(position[1])])));
}

/** A drawn polygon as parts between 180° west and 180° east: moved by whole turns and cut at the antimeridian. */
export function cutAtAntimeridian(rings: Polygon): Polygon[] {
  const lons = rings.flatMap((ring) => ring.map(([lon]) => lon));
  const west = Math.min(...lons);
  const east = Math.max(...lons);
  const parts: Polygon[] = [];
  for (let turn = Math.floor((west + 180) / 360); turn * 360 - 180 < east; turn++) {
    const from = turn * 360 - 180;
    const whole = west >= from && east <= from + 360;
    const inside = whole ? [rings] : onMercator([rings], ([polygon]) => between(polygon ?? [], from, from + 360));
    parts.push(...inside.map((part) => movedEast(part, -turn * 360)));
  }
  return parts;
}

/** The polygon moved east by so many degrees. */
export const movedEast = (rings: Polygon, degrees: number): Polygon =>
  degrees === 0 ? rings : rings.map((ring) => ring.map(([lon, lat]) => [lon + degrees, lat] as const));

/** What carries a straight edge of one system to another. */
export interface Bending {
  /** The point at a part of the way along the straight edge. */
  between(from: Position, to: Position, part: number): Position;
  /** Where a point lies in the other system. */
  project(position: Position): Position;
  /** How far, in units of the other system, edges there may lie from the true ones. */
  readonly tolerance: number;
}

/** A polygon in another system, with as many vertices between as keep straight edges there close to where the edges were. */
export function bend(rings: Polygon, bending: Bending): Polygon {
  return rings.map((ring) => {
    const out: Position[] = [];
    ring.forEach((from, i) => {
      const to = ring[(i + 1) % ring.length] ?? from;
      const start = bending.project(from);
      out.push(start);
      bendEdge({ from, to, start, end: bending.project(to) }, bending, 0, out);
    });
    return out;
  });
}

/** Along an edge that is straight on a Mercator map, in longitude and latitude. */
export const mercatorBetween = ([x1, y1]: Position, [x2, y2]: Position, part: number): Position => [
  x1 + (x2 - x1) * part,
  latOf(mercatorNorth(y1) + (mercatorNorth(y2) - mercatorNorth(y1)) * part),
];

/** Along a straight edge of a plane. */
export const straightBetween = ([x1, y1]: Position, [x2, y2]: Position, part: number): Position => [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];

interface Edge {
  readonly from: Position;
  readonly to: Position;
  /** The images of both. */
  readonly start: Position;
  readonly end: Position;
}
/** An edge gets at most 2^12 pieces, whatever the projection does. */
const deepest = 12;

/** Adds the vertices between the two ends to `out`, without the ends. */
function bendEdge({ from, to, start, end }: Edge, bending: Bending, depth: number, out: Position[]): void {
  if (depth === deepest || (from[0] === to[0] && from[1] === to[1])) return;
  const at = (part: number) => bending.project(bending.between(from, to, part));
  const middle = at(0.5);
  // Three places, so that an edge that bends both ways is not taken for straight at its middle.
  const away = Math.max(...[at(0.25), middle, at(0.75)].map((place) => distance(place, start, end)));
  if (!(away > bending.tolerance)) return;
  const half = bending.between(from, to, 0.5);
  bendEdge({ from, to: half, start, end: middle }, bending, depth + 1, out);
  out.push(middle);
  bendEdge({ from: half, to, start: middle, end }, bending, depth + 1, out);
}

/** From a point to the line through two others, or to the first where they are one. */
function distance([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const length = Math.hypot(x2 - x1, y2 - y1);
  return length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}
