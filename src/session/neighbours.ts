import { sameCrs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { gridExtent } from "../grid/grid.ts";
import type { SceneMeta } from "../layer/scene.ts";

/**
 * Scenes that are parts of one picture: of one make (CRS, cell type, bands, cell size), each touching or overlapping another,
 * side by side rather than one on top of the other. The first such group, in the order given; empty when there is none.
 */
export function neighbours(scenes: readonly SceneMeta[]): readonly SceneMeta[] {
  for (const scene of scenes) {
    const group = touching(scenes.filter((other) => isAlike(scene, other)));
    if (group.length > 1) return group;
  }
  return [];
}

const isAlike = (l: SceneMeta, r: SceneMeta): boolean =>
  l.cellType === r.cellType && l.bands.length === r.bands.length && sameCrs(l.crs!, r.crs!) && l.affine![0] === r.affine![0] && l.affine![4] === r.affine![4];

function touching(scenes: readonly SceneMeta[]): readonly SceneMeta[] {
  const extents = scenes.map(({ crs, affine, cols, rows }) => gridExtent({ crs: crs!, affine: affine!, cols, rows }));
  return scenes.filter((_, i) => extents.some((other, j) => i !== j && meet(extents[i]!, other) && !isSame(extents[i]!, other)));
}

function meet(l: Extent, r: Extent): boolean {
  // A gap of one cell in a hundred still counts as touching: scenes are often cut a little short.
  const slack = (l.east - l.west) / 100;
  return l.west - slack <= r.east && r.west - slack <= l.east && l.south - slack <= r.north && r.south - slack <= l.north;
}

const isSame = (l: Extent, r: Extent): boolean => l.west === r.west && l.south === r.south && l.east === r.east && l.north === r.north;
