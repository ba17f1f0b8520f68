import { sameCrs } from "../grid/crs.ts";
import type { Instant } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { proposeTimes } from "../layer/times.ts";

/**
 * Scenes of one ground at several times: of one make (CRS, grid, cell type, bands), each with a time of its own, from its tags or
 * all from their names. The first such group, in the order given; empty when there is none.
 */
export function sameGround(scenes: readonly SceneMeta[]): readonly SceneMeta[] {
  for (const scene of scenes) {
    const group = scenes.filter((other) => isAlike(scene, other));
    const times = timesOf(group);
    if (times && new Set(times).size === group.length && group.length > 1) return group;
  }
  return [];
}

/** When each of some scenes was taken: by their tags, else by their names; null when neither tells of all. */
function timesOf(scenes: readonly SceneMeta[]): readonly Instant[] | null {
  const own = scenes.flatMap(({ instant }) => (instant === null ? [] : [instant]));
  return own.length === scenes.length ? own : (proposeTimes(scenes.map(({ name }) => name))?.instants ?? null);
}

const isAlike = (l: SceneMeta, r: SceneMeta): boolean =>
  l.cellType === r.cellType &&
  l.bands.length === r.bands.length &&
  l.cols === r.cols &&
  l.rows === r.rows &&
  sameCrs(l.crs!, r.crs!) &&
  l.affine!.every((value, i) => value === r.affine![i]);
