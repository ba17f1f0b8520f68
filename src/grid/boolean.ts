import { ClipperD, ClipType, FillRule, type PathD, type PathsD, type PolyPathD, PolyTreeD } from "clipper2-ts";
import type { Polygon, Position, Ring } from "./areas.ts";

/** Coordinates are told apart to this many decimals: about a millimetre in degrees. */
const decimals = 8;

/** What is in `subject` and not in `cut`; vertices that stay keep their exact numbers. Rings of the result are open. */
export const difference = (subject: Polygon, cut: Polygon): Polygon[] => combine(ClipType.Difference, subject, cut);

/** What is in both; vertices that stay keep their exact numbers. Rings of the result are open. */
export const intersection = (subject: Polygon, other: Polygon): Polygon[] => combine(ClipType.Intersection, subject, other);

/** True when the two share some area. */
export const overlaps = (left: Polygon, right: Polygon): boolean => intersection(left, right).length > 0;

function combine(type: ClipType, subject: Polygon, clip: Polygon): Polygon[] {
  // Clipper carries a number with each vertex: here its place in this list, so that rounding does not move the vertex.
  const vertices: Position[] = [];
  const paths = (rings: Polygon): PathsD => rings.map((ring) => ring.map(([x, y]) => ({ x, y, z: vertices.push([x, y]) })));
  const clipper = new ClipperD(decimals);
  clipper.zCallback = (_bottom1, _top1, _bottom2, _top2, crossing) => {
    crossing.z = 0;
  };
  clipper.addSubjectPaths(paths(subject));
  clipper.addClipPaths(paths(clip));
  const tree = new PolyTreeD();
  clipper.execute(type, FillRule.EvenOdd, tree);
  const ring = (path: PathD): Ring => path.map(({ x, y, z }) => (z ? vertices[z - 1] : undefined) ?? [x, y]);
  return childrenOf(tree).flatMap((outer) => polygonsOf(outer, ring));
}

function polygonsOf(outer: PolyPathD, ring: (path: PathD) => Ring): Polygon[] {
  const holes = childrenOf(outer);
  const own = [outer, ...holes].map((path) => ring(path.poly ?? []));
  return [own, ...holes.flatMap((hole) => childrenOf(hole).flatMap((island) => polygonsOf(island, ring)))];
}

const childrenOf = (path: PolyPathD): PolyPathD[] => Array.from({ length: path.count }, (_, i) => path.child(i));
