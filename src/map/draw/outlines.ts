import { type Areas, areasInCrs, type Polygon, type Position } from "../../grid/areas.ts";
import { type Crs, projector, WGS84 } from "../../grid/crs.ts";
import { bend, straightBetween } from "../../grid/drawn.ts";

/** Above this many vertices edges are taken as short enough to look straight in any CRS. */
const mostBent = 5000;
/** Of the polygon's size: well below what a screen can show. */
const tolerance = 1e-4;

/**
 * Areas as they lie on a Mercator map, in longitude and latitude: drawn ones as they were drawn, others with their edges
 * straight in the layer's CRS, where the mask has them straight. One for each area, in order.
 */
export function outlines(areas: Areas, layerCrs: Crs): readonly Polygon[] {
  const size = areas.polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0);
  const back = projector(layerCrs, WGS84);
  const project = (position: Position): Position => {
    const point = new Float64Array(position);
    back(point);
    return [point[0]!, point[1]!];
  };
  return areas.polygons.map((rings, i) => {
    if (areas.edges[i] === "mercator" || size > mostBent) return rings;
    const key = `${areas.crs.proj} ${layerCrs.proj}`;
    const before = known.get(rings);
    if (before?.key === key) return before.outline;
    const [there] = areasInCrs({ crs: areas.crs, polygons: [rings], edges: ["crs"] }, layerCrs).polygons;
    const outline = there ? bend(there, { between: straightBetween, project, tolerance: tolerance * widthOf(rings) }) : rings;
    known.set(rings, { key, outline });
    return outline;
  });
}

/** By polygon: while one is dragged the others stay the same objects. */
const known = new WeakMap<Polygon, { readonly key: string; readonly outline: Polygon }>();

function widthOf([outer = []]: Polygon): number {
  const lons = outer.map(([lon]) => lon);
  return Math.max(...lons) - Math.min(...lons);
}
