import { type Areas, areasInCrs, opened, type Polygon, ringsExtent } from "./areas.ts";
import { type Crs, projector, sameCrs, WGS84 } from "./crs.ts";
import type { Extent } from "./extent.ts";

/** One geometry to burn into cells or to measure distances from. Parts of a multi-geometry are shapes of their own. */
export interface Shape {
  readonly kind: "polygon" | "line" | "point";
  /** A polygon's rings, outer first; a line or a point as a single list of positions. */
  readonly rings: Polygon;
  /** What it burns; null is what the operation says. */
  readonly value: number | null;
  /** Where shapes meet, the higher one is seen. */
  readonly zindex: number;
}

/** Shapes of any kind, in one CRS; edges are straight there. */
export interface Shapes {
  readonly crs: Crs;
  readonly shapes: readonly Shape[];
}

export const noShapes: Shapes = { crs: WGS84, shapes: [] };

/** Areas as shapes that burn what the operation says. They must be brought to the grid's CRS before (`areasInCrs`). */
export const shapesOfAreas = ({ crs, polygons }: Areas): Shapes => ({
  crs,
  shapes: polygons.map((rings) => ({ kind: "polygon", rings, value: null, zindex: 0 })),
});

/** The same shapes in another CRS, vertex by vertex; shapes with a vertex that has no image there are left out. */
export function shapesInCrs({ crs, shapes }: Shapes, target: Crs): Shapes {
  if (sameCrs(crs, target)) return { crs: target, shapes };
  const transform = projector(crs, target);
  const moved = shapes.flatMap((shape): Shape[] => {
    if (shape.kind === "polygon") {
      const [rings] = areasInCrs({ crs, polygons: [shape.rings], edges: ["crs"] }, target).polygons;
      return rings ? [{ ...shape, rings }] : [];
    }
    const flat = Float64Array.from(shape.rings.flat(2));
    transform(flat);
    if (!flat.every(Number.isFinite)) return [];
    return [{ ...shape, rings: [Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!] as const)] }];
  });
  return { crs: target, shapes: moved };
}

/** The smallest extent around all vertices; null without any. */
export const shapesExtent = ({ shapes }: Shapes): Extent | null => ringsExtent(shapes.map(({ rings }) => rings));

/** A shape's edges, x y to x y, four numbers each; a point is one edge without length. Rings are closed, lines are not. */
export function edgesOf({ kind, rings }: Shape): Float64Array {
  const ends: number[] = [];
  for (const whole of rings) {
    const ring = kind === "polygon" ? opened(whole) : whole;
    const [first] = ring;
    if (!first) continue;
    if (ring.length === 1) ends.push(...first, ...first);
    for (let i = 1; i < ring.length; i++) ends.push(ring[i - 1]![0], ring[i - 1]![1], ring[i]![0], ring[i]![1]);
    const last = ring.at(-1)!;
    if (kind === "polygon" && ring.length > 1) ends.push(last[0], last[1], first[0], first[1]);
  }
  return Float64Array.from(ends);
}

/** Both together, in the CRS they share, else in WGS 84. */
export function joinShapes(left: Shapes, right: Shapes): Shapes {
  if (left.shapes.length === 0) return right;
  const crs = sameCrs(left.crs, right.crs) ? left.crs : WGS84;
  return { crs, shapes: [...shapesInCrs(left, crs).shapes, ...shapesInCrs(right, crs).shapes] };
}
