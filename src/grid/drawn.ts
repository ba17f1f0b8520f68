import type { Polygon, Position, Ring } from "./areas.ts";
import { intersection } from "./boolean.ts";

/** Latitude to the north coordinate of a Mercator map in degrees, so that both axes have one unit. */
export const mercatorNorth = (lat: number) =>
  Math.log(Math.tan(Math.PI / 4 + (Math.min(poleward, Math.max(-poleward, lat)) * Math.PI) / 360)) * (180 / Math.PI);
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
    const world: Ring = [
      [from, -400],
      [from + 360, -400],
      [from + 360, 400],
      [from, 400],
    ];
    const inside = whole ? [rings] : onMercator([rings], ([polygon]) => intersection(polygon ?? [], [world]));
    parts.push(...inside.map((part) => movedEast(part, -turn * 360)));
  }
  return parts;
}

/** The polygon moved east by so many degrees. */
export const movedEast = (rings: Polygon, degrees: number): Polygon =>
  degrees === 0 ? rings : rings.map((ring) => ring.map(([lon, lat]) => [lon + degrees, lat] as const));

/**
 * A polygon whose edges are straight on a Mercator map, in another system: with as many vertices between as keep its straight
 * edges there within `tolerance` (in that system's units) of the drawn ones.
 */
export function bend(rings: Polygon, project: (position: Position) => Position, tolerance: number): Polygon {
  return rings.map((ring) => {
    const out: Position[] = [];
    ring.forEach((from, i) => {
      out.push(project(from));
      const to = ring[(i + 1) % ring.length];
      if (to) bendEdge({ from, to, project, tolerance, depth: 0 }, out);
    });
    return out;
  });
}

interface Edge {
  readonly from: Position;
  readonly to: Position;
  readonly project: (position: Position) => Position;
  readonly tolerance: number;
  readonly depth: number;
}
/** An edge gets at most 2^12 pieces, whatever the projection does. */
const deepest = 12;

/** Adds the vertices between the two ends to `out`, without the ends. */
function bendEdge(edge: Edge, out: Position[]): void {
  const { from, to, project, tolerance, depth } = edge;
  if (depth === deepest || (from[0] === to[0] && from[1] === to[1])) return;
  const start = project(from);
  const end = project(to);
  // Three places, so that an edge that bends both ways is not taken for straight at its middle.
  const away = Math.max(...[0.25, 0.5, 0.75].map((part) => distance(project(between(from, to, part)), start, end)));
  if (!(away > tolerance)) return;
  const middle = between(from, to, 0.5);
  bendEdge({ ...edge, to: middle, depth: depth + 1 }, out);
  out.push(project(middle));
  bendEdge({ ...edge, from: middle, depth: depth + 1 }, out);
}

const between = ([x1, y1]: Position, [x2, y2]: Position, part: number): Position => [
  x1 + (x2 - x1) * part,
  latOf(mercatorNorth(y1) + (mercatorNorth(y2) - mercatorNorth(y1)) * part),
];

/** From a point to the line through two others, or to the first where they are one. */
function distance([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const length = Math.hypot(x2 - x1, y2 - y1);
  return length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}
