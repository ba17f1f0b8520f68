/** A square of the web map: at zoom z the world is 2^z by 2^z tiles, x from 180° W, y from the north. */
export interface TileId {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A rectangle in the unit square of Web Mercator: (0, 0) is 180° W and 85.05° N, y grows southward. */
export interface UnitBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Latitude at which the Mercator world is square. */
export const latitudeLimit = 85.051128779806604;

export const unitX = (lon: number): number => lon / 360 + 0.5;
/** Latitudes beyond the square are held at its edge. */
export function unitY(lat: number): number {
  const sin = Math.sin((Math.max(-latitudeLimit, Math.min(latitudeLimit, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
export const lonOf = (x: number): number => (x - 0.5) * 360;
export const latOf = (y: number): number => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;

export const tileName = ({ z, x, y }: TileId): string => `${z}/${x}/${y}`;

/** The tile's square in the unit square. Neighbours share their edge to the last bit. */
export const tileBox = ({ z, x, y }: TileId): UnitBox => ({ left: x / 2 ** z, top: y / 2 ** z, right: (x + 1) / 2 ** z, bottom: (y + 1) / 2 ** z });

/** The tile of zoom `z`, not above the tile's own, that holds it. */
export function ancestorAt(tile: TileId, z: number): TileId {
  const scale = 2 ** (tile.z - z);
  return { z, x: Math.floor(tile.x / scale), y: Math.floor(tile.y / scale) };
}

/** North-west, north-east, south-west, south-east. */
export const childrenOf = ({ z, x, y }: TileId): readonly TileId[] => [
  { z: z + 1, x: 2 * x, y: 2 * y },
  { z: z + 1, x: 2 * x + 1, y: 2 * y },
  { z: z + 1, x: 2 * x, y: 2 * y + 1 },
  { z: z + 1, x: 2 * x + 1, y: 2 * y + 1 },
];

/** The zoom at which a cell of a 256-cell tile is about one device pixel; MapLibre's world is 512 CSS pixels at zoom 0. */
export const tileZoom = (mapZoom: number, pixelRatio: number): number => Math.max(0, Math.round(mapZoom + 1 + Math.log2(pixelRatio)));

/** The shared part of two boxes, or null when they share no area. */
export function intersectBox(a: UnitBox, b: UnitBox): UnitBox | null {
  const box = { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
  return box.left < box.right && box.top < box.bottom ? box : null;
}

/** All tiles of zoom `z` that share area with the box, row by row; none outside the world. */
export function coverTiles(box: UnitBox, z: number): TileId[] {
  const count = 2 ** z;
  const first = (edge: number) => Math.max(0, Math.floor(edge * count));
  const last = (edge: number) => Math.min(count - 1, Math.ceil(edge * count) - 1);
  const tiles: TileId[] = [];
  for (let y = first(box.top); y <= last(box.bottom); y++) for (let x = first(box.left); x <= last(box.right); x++) tiles.push({ z, x, y });
  return tiles;
}
