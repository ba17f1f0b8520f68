import { Clipper64, ClipType, FillRule, type Path64, type Paths64, type PolyPath64, PolyTree64 } from "clipper2-ts";
import type { Polygon, Position, Ring } from "./areas.ts";

/** Clipper computes in whole numbers: of a hundred-millionth, about a millimetre in degrees. */
const unitsPerDegree = 1e8;

/** What is in `subject` and not in `cut`, in degrees of a plane; vertices that stay are the same objects. Rings of the result are open. */
export const difference = (subject: Polygon, cut: Polygon): Polygon[] => combine(ClipType.Difference, subject, cut);

/** What is in both, in degrees of a plane; vertices that stay are the same objects. Rings of the result are open. */
export const intersection = (subject: Polygon, other: Polygon): Polygon[] => combine(ClipType.Intersection, subject, other);

/** True when the two share some area. */
export const overlaps = (left: Polygon, right: Polygon): boolean => intersection(left, right).length > 0;

function combine(type: ClipType, subject: Polygon, clip: Polygon): Polygon[] {
  const vertices = new Map<string, Position>();
  const paths = (rings: Polygon): Paths64 =>
    rings.map((ring) =>
      ring.map((position) => {
        const point = { x: Math.round(position[0] * unitsPerDegree), y: Math.round(position[1] * unitsPerDegree) };
        vertices.set(`${point.x} ${point.y}`, position);
        return point;
      }),
    );
  const clipper = new Clipper64();
  clipper.addClip(paths(clip));
  clipper.addSubject(paths(subject));
  const tree = new PolyTree64();
  clipper.execute(type, FillRule.EvenOdd, tree);
  const ring = (path: Path64): Ring => path.map(({ x, y }) => vertices.get(`${x} ${y}`) ?? [x / unitsPerDegree, y / unitsPerDegree]);
  return childrenOf(tree).flatMap((outer) => polygonsOf(outer, ring));
}

function polygonsOf(outer: PolyPath64, ring: (path: Path64) => Ring): Polygon[] {
  const holes = childrenOf(outer);
  const own = [outer, ...holes].map((path) => ring(path.poly ?? []));
  return [own, ...holes.flatMap((hole) => childrenOf(hole).flatMap((island) => polygonsOf(island, ring)))];
}

const childrenOf = (path: PolyPath64): PolyPath64[] => Array.from({ length: path.count }, (_, i) => path.child(i));
