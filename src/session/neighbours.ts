import { sameCrs } from "../grid/crs.ts";
import { gridExtent } from "../grid/grid.ts";
import type { SceneMeta } from "../layer/scene.ts";

/** True for two or more scenes of one make (CRS, cell type, bands) of which each touches or overlaps another: parts of one picture. */
export function areNeighbours(scenes: readonly SceneMeta[]): boolean {
  const [first, ...rest] = scenes;
  if (!first || rest.length === 0) return false;
  const alike = rest.every((scene) => scene.cellType === first.cellType && scene.bands.length === first.bands.length && sameCrs(scene.crs!, first.crs!));
  if (!alike) return false;
  const extents = scenes.map(({ crs, affine, cols, rows }) => gridExtent({ crs: crs!, affine: affine!, cols, rows }));
  return (
    extents.every((one, i) => {
      // A gap of one cell in a hundred still counts as touching: scenes are often cut a little short.
      const slack = (one.east - one.west) / 100;
      return extents.some(
        (other, j) =>
          i !== j && one.west - slack <= other.east && other.west - slack <= one.east && one.south - slack <= other.north && other.south - slack <= one.north,
      );
    }) && !extents.every((one) => one.west === extents[0]!.west && one.north === extents[0]!.north)
  );
}
