import { toMap } from "../grid/affine.ts";
import { projector, WGS84 } from "../grid/crs.ts";
import { pixel } from "../grid/point.ts";
import type { LayerMeta, Raster } from "../layer/meta.ts";
import { intersectBox, type UnitBox, unitX, unitY } from "./mercator.ts";

/** Interleaved x and y of a closed ring in the unit square of the web map, or a little outside it. */
export type UnitRing = Float64Array;

/** Where a layer's data lies on the web map. */
export interface Footprint {
  readonly parts: readonly { readonly ring: UnitRing; readonly box: UnitBox }[];
  /** Around all parts; null when nothing of the layer is on the web map. */
  readonly box: UnitBox | null;
  /** The deepest zoom that shows more: beyond it, cells of the layer would be no truer in shape. */
  readonly maxZoom: number;
}

const world: UnitBox = { left: 0, top: 0, right: 1, bottom: 1 };
/** Points along each side: edges are bent on the map. */
const pointsPerSide = 24;
const deepest = 24;
/** Zooms beyond the native one, so that the edge of a cell in another projection is off by a sixteenth of it at most. */
const finerBy = 3;
const known = new WeakMap<LayerMeta, Footprint>();

/** The footprint of a layer, computed once for each meta. */
export function footprintOf(meta: LayerMeta): Footprint {
  const found = known.get(meta);
  if (found) return found;
  const made = measure(meta);
  known.set(meta, made);
  return made;
}

function measure(meta: LayerMeta): Footprint {
  const parts = meta.rasters.flatMap((raster) => {
    const ring = unrolled(outline(raster));
    return [-1, 0, 1].flatMap((shift) => {
      const moved = ring.map((value, i) => (i % 2 === 0 ? value + shift : value));
      const box = moved.length > 4 ? intersectBox(boxOf(moved), world) : null;
      return box ? [{ ring: moved, box }] : [];
    });
  });
  const box = parts.length === 0 ? null : parts.map((part) => part.box).reduce(union);
  return { parts, box, maxZoom: Math.max(0, Math.min(deepest, finerBy + Math.max(...meta.rasters.map(nativeZoom)))) };
}

/** The raster's outline on the web map, without the points that have no place there. */
function outline({ extent: { west, south, east, north }, grid }: Raster): number[] {
  const corners = [west, north, east, north, east, south, west, south, west, north];
  const flat = new Float64Array(pointsPerSide * 8);
  for (let side = 0; side < 4; side++)
    for (let i = 0; i < pointsPerSide; i++) {
      const share = i / pointsPerSide;
      const at = (side * pointsPerSide + i) * 2;
      flat[at] = corners[side * 2]! * (1 - share) + corners[side * 2 + 2]! * share;
      flat[at + 1] = corners[side * 2 + 1]! * (1 - share) + corners[side * 2 + 3]! * share;
    }
  projector(grid.crs, WGS84)(flat);
  const points: number[] = [];
  for (let i = 0; i < flat.length; i += 2) if (Number.isFinite(flat[i]) && Number.isFinite(flat[i + 1])) points.push(unitX(flat[i]!), unitY(flat[i + 1]!));
  return points.concat(points.slice(0, 2));
}

/** The ring without jumps at the antimeridian; one that goes around a pole is closed along it. */
function unrolled(points: readonly number[]): UnitRing {
  const ring: number[] = [];
  let turn = 0;
  for (let i = 0; i < points.length; i += 2) {
    const step = i === 0 ? 0 : points[i]! - points[i - 2]!;
    // A side along the whole world is no jump: its points are dense.
    if (step > 0.5) turn--;
    if (step < -0.5) turn++;
    ring.push(points[i]! + turn, points[i + 1]!);
  }
  if (turn !== 0) {
    const pole = points[1]! < 0.5 ? 0 : 1;
    ring.push(ring.at(-2)!, pole, ring[0]!, pole, ring[0]!, ring[1]!);
  }
  return new Float64Array(ring);
}

/** The zoom at which a cell of a 256-cell tile is no coarser than a cell of the raster in its middle. */
function nativeZoom({ extent, grid }: Raster): number {
  const origin = toMap(grid.affine, pixel(0, 0));
  const [across, down] = [toMap(grid.affine, pixel(1, 0)), toMap(grid.affine, pixel(0, 1))];
  const [x, y] = [(extent.west + extent.east) / 2, (extent.south + extent.north) / 2];
  const flat = new Float64Array([x, y, x + across.x - origin.x, y + across.y - origin.y, x + down.x - origin.x, y + down.y - origin.y]);
  projector(grid.crs, WGS84)(flat);
  const side = (i: number) => Math.hypot(unitX(flat[i]!) - unitX(flat[0]!), unitY(flat[i + 1]!) - unitY(flat[1]!));
  const cell = Math.min(side(2), side(4));
  return cell > 0 && Number.isFinite(cell) ? Math.ceil(Math.log2(1 / (256 * cell)) - 0.01) : deepest;
}

function boxOf(ring: UnitRing): UnitBox {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < ring.length; i += 2) {
    left = Math.min(left, ring[i]!);
    right = Math.max(right, ring[i]!);
    top = Math.min(top, ring[i + 1]!);
    bottom = Math.max(bottom, ring[i + 1]!);
  }
  return { left, top, right, bottom };
}

const union = (a: UnitBox, b: UnitBox): UnitBox => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});
