import { type Areas, opened, type Polygon, type Ring } from "../../grid/areas.ts";
import { difference, overlaps } from "../../grid/boolean.ts";
import { onMercator } from "../../grid/drawn.ts";

/** With everything inside the ring cut out. Areas that it misses keep their exact numbers; one that it covers goes, one that it parts becomes several. */
export function cutHole(areas: Areas, ring: Ring): Areas {
  const hole: Polygon = [opened(ring)];
  const parts = areas.polygons.map((rings) => onMercator([rings, hole], ([area = [], cut = []]) => (overlaps(area, cut) ? difference(area, cut) : [area])));
  return { ...areas, polygons: parts.flat(), edges: parts.flatMap((some, i) => some.map(() => areas.edges[i] ?? "crs")) };
}
