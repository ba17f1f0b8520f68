import { type Areas, areasInCrs, opened, type Polygon, type Position, type Ring } from "../../grid/areas.ts";
import { sameCrs, WGS84 } from "../../grid/crs.ts";

/** One point of one ring; ring 0 is the outer one, `at` counts in the open ring. */
export interface Vertex {
  readonly area: number;
  readonly ring: number;
  readonly at: number;
}

/** The areas as the map edits them: vertices in longitude and latitude, rings open. Every other function here expects this form. */
export function editable(areas: Areas): Areas {
  const here = sameCrs(areas.crs, WGS84) ? areas : areasInCrs(areas, WGS84);
  return { crs: WGS84, polygons: here.polygons.map((rings) => rings.map(opened)), edges: here.polygons.map((_, i) => here.edges[i] ?? "crs") };
}

/** With one more area, its edges straight on the map. */
export const addArea = (areas: Areas, ring: Ring): Areas => ({
  ...areas,
  polygons: [...areas.polygons, [opened(ring)]],
  edges: [...areas.edges, "mercator"],
});

export const positionAt = (areas: Areas, { area, ring, at }: Vertex): Position | undefined => areas.polygons[area]?.[ring]?.[at];

export const moveVertex = (areas: Areas, vertex: Vertex, position: Position): Areas => changeRing(areas, vertex, (ring) => ring.with(vertex.at, position));

/** With a point more, before the one named. */
export const insertVertex = (areas: Areas, vertex: Vertex, position: Position): Areas =>
  changeRing(areas, vertex, (ring) => ring.toSpliced(vertex.at, 0, position));

/** Without the point. A hole of three points goes with it, and so does an area whose outer ring had three. */
export function removeVertex(areas: Areas, vertex: Vertex): Areas {
  const ring = areas.polygons[vertex.area]?.[vertex.ring];
  if (!ring) return areas;
  if (ring.length > 3) return changeRing(areas, vertex, (points) => points.toSpliced(vertex.at, 1));
  if (vertex.ring === 0) return removeArea(areas, vertex.area);
  return changePolygon(areas, vertex.area, (rings) => rings.toSpliced(vertex.ring, 1));
}

export const removeArea = (areas: Areas, area: number): Areas => ({
  ...areas,
  polygons: areas.polygons.toSpliced(area, 1),
  edges: areas.edges.toSpliced(area, 1),
});

const changeRing = (areas: Areas, { area, ring }: Vertex, change: (points: Ring) => Ring): Areas =>
  changePolygon(areas, area, (rings) => rings.map((points, i) => (i === ring ? change(points) : points)));

const changePolygon = (areas: Areas, area: number, change: (rings: Polygon) => Polygon): Areas => ({
  ...areas,
  polygons: areas.polygons.map((rings, i) => (i === area ? change(rings) : rings)),
});
