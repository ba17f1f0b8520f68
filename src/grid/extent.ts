/** A rectangle in map units (or degrees), edges included as numbers, never as cells. */
export interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export const extent = (west: number, south: number, east: number, north: number): Extent => ({ west, south, east, north });

/** The smallest extent around all; null for none. */
export function unionExtent(extents: readonly Extent[]): Extent | null {
  const [first, ...rest] = extents;
  if (!first) return null;
  return rest.reduce((l, r) => extent(Math.min(l.west, r.west), Math.min(l.south, r.south), Math.max(l.east, r.east), Math.max(l.north, r.north)), first);
}

/** The shared part, or null when they share no area. */
export function intersectExtent(l: Extent, r: Extent): Extent | null {
  const west = Math.max(l.west, r.west);
  const south = Math.max(l.south, r.south);
  const east = Math.min(l.east, r.east);
  const north = Math.min(l.north, r.north);
  return west < east && south < north ? { west, south, east, north } : null;
}
