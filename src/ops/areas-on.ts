import { type Areas, areasInCrs } from "../grid/areas.ts";
import { cellSize, type Grid, gridExtent } from "../grid/grid.ts";

/** Areas in a grid's CRS, kept by their polygons: every change of another parameter asks again. */
export function areasOn(grid: Grid, areas: Areas): Areas {
  const { width, height } = cellSize(grid);
  // An eighth of a cell: no drawn edge moves far enough to be seen in the cells.
  const target = { tolerance: Math.min(width, height) / 8, extent: gridExtent(grid) };
  const key = JSON.stringify([areas.crs.proj, areas.edges, grid.crs.proj, target]);
  const known = placed.get(areas.polygons) ?? new Map<string, Areas>();
  const kept = known.get(key);
  if (kept) return kept;
  const made = areasInCrs(areas, grid.crs, target);
  placed.set(areas.polygons, known.set(key, made));
  return made;
}
const placed = new WeakMap<Areas["polygons"], Map<string, Areas>>();
