import { type Crs, projector, WGS84 } from "./crs.ts";

/** Metres around the equator of the sphere that Web Mercator uses. */
const circumference = 2 * Math.PI * 6378137;

export interface CellOnGround {
  readonly crs: Crs;
  /** South-west corner of the data, in the CRS. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The zoom whose cells fit cells of this size: at most `threshold` of the way to the next zoom they are made coarser, beyond
 * that finer. True ground distance at the corner decides, as in GeoTrellis, so data far from the equator gets a deeper zoom.
 */
export function zoomFor(cell: CellOnGround, tileSize: number, threshold = 0.1): number {
  const metres = cellMetres(cell);
  const zoom = Math.trunc(Math.log2(circumference / (metres * tileSize)));
  const resolution = (z: number) => circumference / (2 ** z * tileSize);
  const share = (resolution(zoom) - metres) / (resolution(zoom) - resolution(zoom + 1));
  return Math.max(0, share > threshold ? zoom + 1 : zoom);
}

/** Width or height of the cell on the ground, whichever is longer, in the corner's UTM zone; near the poles along a great circle. */
function cellMetres({ crs, x, y, width, height }: CellOnGround): number {
  const points = new Float64Array([x, y, x + width, y + height]);
  projector(crs, WGS84)(points);
  const [lon = 0, lat = 0, lon2 = 0, lat2 = 0] = points;
  if (lat < -80 || lat > 84) return greatCircle(lon, lat, lon2, lat2);
  projector(WGS84, utm(zoneOf(lon, lat), lat < 0))(points);
  return Math.max(Math.abs(points[2]! - points[0]!), Math.abs(points[3]! - points[1]!));
}

const utm = (zone: number, south: boolean): Crs => ({
  code: null,
  name: `UTM ${zone}`,
  proj: `+proj=utm +zone=${zone}${south ? " +south" : ""} +datum=WGS84 +units=m +no_defs`,
  accuracyMetres: null,
  area: null,
});

/** The UTM zone of a place, with the wider zones of Norway and Svalbard. */
function zoneOf(lon: number, lat: number): number {
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) return 32;
  if (lat >= 72 && lat <= 84 && lon >= 0 && lon < 42) return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
  return Math.max(1, Math.min(60, Math.floor((lon + 180) / 6) + 1));
}

function greatCircle(lon: number, lat: number, lon2: number, lat2: number): number {
  const radians = Math.PI / 180;
  const dLat = (lat2 - lat) * radians;
  const dLon = (lon2 - lon) * radians;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(lat * radians) * Math.cos(lat2 * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * 6378137 * Math.asin(Math.sqrt(h));
}
