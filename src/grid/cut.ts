import type { Polygon, Position, Ring } from "./areas.ts";

/**
 * The parts of a polygon with west ≤ x ≤ east, in a plane with straight edges. Vertices that stay are the same objects; rings of
 * the result are open, outer ring first. Where a polygon only touches a border nothing comes out.
 */
export const between = (rings: Polygon, west: number, east: number): Polygon[] => half(rings, west, 1).flatMap((part) => half(part, east, -1));

/** The parts on the greater side (1) or the lesser side (-1) of x. */
function half(rings: Polygon, x: number, side: 1 | -1): Polygon[] {
  const isKept = (position: Position) => side * (position[0] - x) >= 0;
  const whole = rings.filter((ring) => ring.every(isKept));
  const chains = rings.flatMap((ring) => chainsOf(ring, x, isKept));
  const isOpen = (ring: Ring) => ring.some((position) => position[0] !== x);
  return grouped([...linked(chains).filter(isOpen), ...whole], x);
}

/** The pieces of a ring on the kept side, each from the border to the border. */
function chainsOf(ring: Ring, x: number, isKept: (position: Position) => boolean): Position[][] {
  const after = (i: number) => ring[(i + 1) % ring.length]!;
  const entry = ring.findIndex((position, i) => !isKept(position) && isKept(after(i)));
  const chains: Position[][] = [];
  if (entry < 0) return chains;
  for (let i = entry; i < entry + ring.length; i++) {
    const from = ring[i % ring.length]!;
    const to = after(i % ring.length);
    if (isKept(to) && !isKept(from)) chains.push([]);
    const chain = chains.at(-1)!;
    if (isKept(from) !== isKept(to) && from[0] !== x && to[0] !== x) chain.push([x, from[1] + ((to[1] - from[1]) * (x - from[0])) / (to[0] - from[0])]);
    if (isKept(to)) chain.push(to);
  }
  return chains;
}

/** Chains closed along the border: by the even-odd rule it runs inside from the first end to the second, from the third to the fourth. */
function linked(chains: readonly (readonly Position[])[]): Ring[] {
  const ends = chains
    .flatMap((chain, at) => [
      { at, isStart: true, y: chain[0]![1] },
      { at, isStart: false, y: chain.at(-1)![1] },
    ])
    .sort((a, b) => a.y - b.y);
  const left = new Set(chains.keys());
  const rings: Ring[] = [];
  for (const first of left) {
    const ring: Position[] = [];
    let entry = { at: first, isStart: true };
    do {
      const { at, isStart } = entry;
      left.delete(at);
      ring.push(...(isStart ? chains[at]! : chains[at]!.toReversed()));
      entry = ends[ends.findIndex((end) => end.at === at && end.isStart !== isStart) ^ 1]!;
    } while (entry.at !== first);
    rings.push(ring);
  }
  return rings;
}

/** Rings as polygons: a ring inside the outer ring of another is a hole of it. */
function grouped(rings: readonly Ring[], x: number): Polygon[] {
  const polygons: Ring[][] = [];
  for (const ring of rings.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    const isIn = ([outer = []]: Polygon) => ring.some((position) => position[0] !== x && contains(outer, position));
    const around = polygons.findLast(isIn);
    if (around) around.push(ring);
    else polygons.push([ring]);
  }
  return polygons;
}

function contains(ring: Ring, [x, y]: Position): boolean {
  let inside = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
  });
  return inside;
}

/** Twice the area, whichever way the ring runs. */
const areaOf = (ring: Ring): number =>
  Math.abs(
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length]!;
      return sum + x * nextY - nextX * y;
    }, 0),
  );
