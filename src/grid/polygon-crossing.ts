import { opened, type Polygon, type Position } from "./areas.ts";

interface Edge {
  readonly from: Position;
  readonly to: Position;
  readonly west: number;
  readonly east: number;
}

/** Where edges of a polygon, of one ring or of two, cross or lie on each other: the start of such an edge. Null when they only touch. */
export function crossingOf(polygon: Polygon): Position | null {
  const edges = polygon.flatMap(edgesOf).sort((l, r) => l.west - r.west);
  for (const [i, edge] of edges.entries())
    for (let k = i + 1; k < edges.length && edges[k]!.west <= edge.east; k++) if (isCrossed(edge, edges[k]!)) return edge.from;
  return null;
}

function edgesOf(ring: Polygon[number]): Edge[] {
  const points = opened(ring);
  return points.flatMap((from, i) => {
    const to = points[(i + 1) % points.length]!;
    return from[0] === to[0] && from[1] === to[1] ? [] : [{ from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) }];
  });
}

/** Positive when `at` lies to the left of the way from `from` to `to`, 0 on its line. */
const side = ({ from, to }: Edge, at: Position): number => Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));

function isCrossed(l: Edge, r: Edge): boolean {
  const [a, b, c, d] = [side(l, r.from), side(l, r.to), side(r, l.from), side(r, l.to)];
  if (a === 0 && b === 0) return overlap(l, r, 0) > 0 || overlap(l, r, 1) > 0;
  return a * b < 0 && c * d < 0;
}

/** How far two edges on one line lie on each other, along an axis. */
const overlap = (l: Edge, r: Edge, axis: 0 | 1): number =>
  Math.min(Math.max(l.from[axis], l.to[axis]), Math.max(r.from[axis], r.to[axis])) -
  Math.max(Math.min(l.from[axis], l.to[axis]), Math.min(r.from[axis], r.to[axis]));
