import { invert } from "./affine.ts";
import { type Crs, isGeographic, projector, WGS84 } from "./crs.ts";
import { type Extent, extent } from "./extent.ts";
import type { Grid } from "./grid.ts";
import { periodOf, unwrapped } from "./period.ts";

/** Points along each edge of an outline, as GDAL takes them. */
const steps = 20;
/** Where Web Mercator ends: its world is square. */
const mercatorLatitude = 85.0511287798066;

/**
 * The grid that a raster gets in another CRS: the envelope of its outline there in square cells, as many along its first
 * diagonal as the raster has, anchored at the north-west: what gdalwarp suggests. `cell` sets the cell's edge in units of `to` instead. GeoTrellis
 * takes the diagonal of the envelope. Null when nothing of the outline has an image.
 */
export function targetGrid(grid: Grid, to: Crs, cell: number | null = null, across: "raster" | "envelope" = "raster"): Grid | null {
  const place = imageExtent(grid, to)?.extent;
  if (!place) return null;
  const width = place.east - place.west;
  const height = place.north - place.south;
  const size = cell ?? (across === "envelope" ? Math.hypot(width, height) : diagonal(grid, to, width, height)) / Math.hypot(grid.cols, grid.rows);
  if (!(size > 0)) return null;
  const count = (length: number) => Math.max(1, Math.floor(length / size + 0.5));
  return { crs: to, affine: [size, 0, place.west, 0, -size, place.north], cols: count(width), rows: count(height) };
}

/** From the image of the first corner to that of the last; across the envelope where they have none or lie on one line. */
function diagonal(grid: Grid, to: Crs, width: number, height: number): number {
  const period = periodOf(to);
  const ends = new Float64Array([...pixelToMap(grid, 0, 0), ...pixelToMap(grid, grid.cols, grid.rows)]);
  image(ends, grid.crs, to, period);
  const dx = period === null ? ends[2]! - ends[0]! : unwrapped(ends[2]!, ends[0]!, period) - ends[0]!;
  const dy = ends[3]! - ends[1]!;
  return Number.isFinite(dx) && Number.isFinite(dy) && dx !== 0 && dy !== 0 ? Math.hypot(dx, dy) : Math.hypot(width, height);
}

export interface Image {
  readonly extent: Extent;
  /** False when some of the outline has no image, so that the rest of the grid may lie anywhere. */
  readonly isWhole: boolean;
}

/**
 * The extent around a grid's image in another CRS. Where `to` repeats in x, an image across its seam goes on beyond it
 * (east above 180°) and is not torn; a pole inside the grid brings the whole turn.
 */
export function imageExtent(grid: Grid, to: Crs): Image | null {
  const period = periodOf(to);
  const points = new Float64Array(outline(grid));
  const centre = new Float64Array(pixelToMap(grid, grid.cols / 2, grid.rows / 2));
  image(centre, grid.crs, to, period);
  image(points, grid.crs, to, period);
  const isWhole = points.every(Number.isFinite);
  // Where some of the outline has no image, as around the disk of a hemisphere, the rim of the data lies inside.
  const inside = new Float64Array(isWhole ? [] : net(grid));
  image(inside, grid.crs, to, period);
  const all = [...points, ...inside];
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const x = all[i]!;
    const y = all[i + 1]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    xs.push(period === null || !Number.isFinite(centre[0]!) ? x : unwrapped(x, centre[0]!, period));
    ys.push(y);
  }
  if (xs.length === 0) return null;
  const around = extent(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  return { extent: period === null ? around : withPoles(around, grid, to, period), isWhole };
}

/** Map coordinates, to be moved into `to` in place. Latitudes beyond what a cylindrical map shows stop at its edge. */
function image(points: Float64Array, from: Crs, to: Crs, period: number | null): void {
  if (period === null || isGeographic(to)) {
    projector(from, to)(points);
    return;
  }
  projector(from, WGS84)(points);
  for (let i = 1; i < points.length; i += 2) points[i] = Math.min(Math.max(points[i]!, -mercatorLatitude), mercatorLatitude);
  projector(WGS84, to)(points);
}

function outline(grid: Grid): number[] {
  const points: number[] = [];
  for (let k = 0; k <= steps; k++) {
    const x = (k / steps) * grid.cols;
    const y = (k / steps) * grid.rows;
    points.push(...pixelToMap(grid, x, 0), ...pixelToMap(grid, x, grid.rows), ...pixelToMap(grid, 0, y), ...pixelToMap(grid, grid.cols, y));
  }
  return points;
}

/** Points all over the grid, three times as close as those of its outline. */
function net(grid: Grid): number[] {
  const along = Array.from({ length: 3 * steps + 1 }, (_, k) => k / (3 * steps));
  return along.flatMap((y) => along.flatMap((x) => pixelToMap(grid, x * grid.cols, y * grid.rows)));
}

const pixelToMap = ({ affine: [a, b, c, d, e, f] }: Grid, x: number, y: number) => [a * x + b * y + c, d * x + e * y + f] as const;

/** A grid around a pole has all longitudes and reaches the pole, though its outline shows neither. */
function withPoles(around: Extent, grid: Grid, to: Crs, period: number): Extent {
  if (isGeographic(grid.crs) || periodOf(grid.crs) !== null) return around;
  const isInside = (latitude: number) => {
    const pole = new Float64Array([0, latitude]);
    projector(WGS84, grid.crs)(pole);
    const [a, b, c, d, e, f] = invert(grid.affine);
    const x = a * pole[0]! + b * pole[1]! + c;
    const y = d * pole[0]! + e * pole[1]! + f;
    return x >= 0 && y >= 0 && x <= grid.cols && y <= grid.rows;
  };
  const [north, south] = [isInside(90), isInside(-90)];
  if (!north && !south) return around;
  const ends = new Float64Array([0, 90, 0, -90]);
  image(ends, WGS84, to, period);
  return extent(-period / 2, south ? ends[3]! : around.south, period / 2, north ? ends[1]! : around.north);
}
