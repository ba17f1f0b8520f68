import type { Areas } from "../grid/areas.ts";
import type { Grid } from "../grid/grid.ts";
import { type Shapes, shapesInCrs, shapesOfAreas } from "../grid/shapes.ts";
import { areasOn } from "./areas-on.ts";

/** Areas and shapes together in a grid's CRS, the areas first. */
export function placedShapes(grid: Grid, areas: Areas, shapes: Shapes): Shapes {
  const drawn = shapesOfAreas(areasOn(grid, areas));
  return { crs: grid.crs, shapes: [...drawn.shapes, ...shapesInCrs(shapes, grid.crs).shapes] };
}
