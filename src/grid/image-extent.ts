import type { Transform } from "./crs.ts";
import type { Extent } from "./extent.ts";

export interface ImageOptions {
  /** Points along each side, 21 when not given; as many rows of points lie inside. */
  readonly points?: number;
  /** The transform back; given when results are longitude and latitude, which then close over the antimeridian and the poles. */
  readonly back?: Transform;
}

/** The extent around the image of a net of points over `extent`; null when no point has an image. */
export function imageOf(extent: Extent, transform: Transform, { points = 21, back }: ImageOptions = {}): Extent | null {
  const first = netOf(extent, transform, points);
  // Where part of the net has no image, its true rim lies between points: look closer.
  const net = first.some(Number.isNaN) ? netOf(extent, transform, points * 3) : first;
  const side = Math.sqrt(net.length / 2);
  const longitudes = back ? unwrapped(net, side) : null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < side * side; i++) {
    const x = longitudes ? longitudes[i]! : net[2 * i]!;
    const y = net[2 * i + 1]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  if (west > east) return null;
  if (!back) return { west, south, east, north };
  const [northPole, southPole] = polesInside(extent, back);
  if (northPole || southPole || east - west >= 360 - 1e-6) return { west: -180, south: southPole ? -90 : south, east: 180, north: northPole ? 90 : north };
  const start = west >= -180 && east <= 180 ? west : west - 360 * Math.floor((west + 180) / 360);
  const end = start + (east - west);
  return { west: start, south, east: end > 180 ? end - 360 : end, north };
}

/** Interleaved images of `side` × `side` points, both edges included. */
function netOf({ west, south, east, north }: Extent, transform: Transform, side: number): Float64Array {
  const net = new Float64Array(side * side * 2);
  for (let row = 0; row < side; row++)
    for (let col = 0; col < side; col++) {
      const i = 2 * (row * side + col);
      net[i] = col === side - 1 ? east : west + ((east - west) * col) / (side - 1);
      net[i + 1] = row === side - 1 ? north : south + ((north - south) * row) / (side - 1);
    }
  transform(net);
  return net;
}

/** Longitudes of the net without jumps: each takes the turn nearest to its neighbour's. */
function unwrapped(net: Float64Array, side: number): Float64Array {
  const out = new Float64Array(side * side);
  let before = Number.NaN;
  for (let row = 0; row < side; row++)
    for (let i = 0; i < side; i++) {
      // Rows are walked to and fro, so that every point follows a neighbour.
      const at = row * side + (row % 2 === 0 ? i : side - 1 - i);
      const x = net[2 * at]!;
      out[at] = Number.isNaN(before) || Number.isNaN(x) ? x : x + 360 * Math.round((before - x) / 360);
      if (!Number.isNaN(x)) before = out[at]!;
    }
  return out;
}

/** Whether the north and the south pole lie inside `extent` (not on its edge). */
function polesInside({ west, south, east, north }: Extent, back: Transform): readonly [boolean, boolean] {
  // Two longitudes: at a true point of the map both land on the same place, in a cylindrical one they do not.
  const poles = new Float64Array([0, 90, 120, 90, 0, -90, 120, -90]);
  back(poles);
  const reach = Math.max(east - west, north - south) * 1e-6;
  const inside = (i: number): boolean => {
    const [x, y, other, otherY] = [poles[i]!, poles[i + 1]!, poles[i + 2]!, poles[i + 3]!];
    return x > west && x < east && y > south && y < north && Math.hypot(x - other, y - otherY) < reach;
  };
  return [inside(0), inside(4)];
}
