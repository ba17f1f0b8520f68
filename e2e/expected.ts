import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fromArrayBuffer } from "geotiff";

// The package's ES module cannot be loaded by Node itself.
const proj4: typeof import("proj4") = createRequire(import.meta.url)("proj4");
proj4.defs("EPSG:32633", "+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs");

type Ring = readonly (readonly [number, number])[];
type Polygons = readonly (readonly Ring[])[];

export interface Raster {
  readonly cols: number;
  readonly rows: number;
  /** Outer edges in the file's CRS. */
  readonly west: number;
  readonly north: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly epsg: number;
  readonly nodata: number | null;
  readonly bands: readonly ArrayLike<number>[];
}

export const samplePath = (name: string) => join(import.meta.dirname, "../public/samples", name);

/** A GeoTIFF read by geotiff.js, which shares no decoding with the workers. */
export async function readRaster(path: string): Promise<Raster> {
  const bytes = readFileSync(path);
  const image = await (await fromArrayBuffer(new Uint8Array(bytes).buffer)).getImage();
  const [west, north] = image.getOrigin() as [number, number];
  const [cellWidth, cellHeight] = image.getResolution() as [number, number];
  return {
    cols: image.getWidth(),
    rows: image.getHeight(),
    west,
    north,
    cellWidth,
    cellHeight: -cellHeight,
    epsg: Number(image.getGeoKeys()?.ProjectedCSTypeGeoKey),
    nodata: image.getGDALNoData(),
    bands: (await image.readRasters()) as unknown as ArrayLike<number>[],
  };
}

/** Polygons of a GeoJSON file in longitude and latitude, projected to EPSG:3857 vertex by vertex. */
export function polygonsIn3857(path: string): Polygons {
  const { features } = JSON.parse(readFileSync(path, "utf8")) as {
    features: { geometry: { type: "Polygon"; coordinates: Ring[] } | { type: "MultiPolygon"; coordinates: Ring[][] } }[];
  };
  const rings = features.flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates));
  return rings.map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => proj4("EPSG:4326", "EPSG:3857", [lon, lat]) as [number, number])));
}

/** Whether a point is inside any polygon, by the even-odd rule over all its rings. */
export function isInside(polygons: Polygons, x: number, y: number): boolean {
  return polygons.some((rings) => {
    let inside = false;
    for (const ring of rings)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [ax, ay] = ring[i]!;
        const [bx, by] = ring[j]!;
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
    return inside;
  });
}

/** A warp may place a source point so many cells off, GDAL's own tolerance; a centre so near a cell's border may take either side. */
const tolerance = 0.126;

/** The values that nearest may give for a point of EPSG:32633: one, or those of all cells within the tolerance. NoData is null. */
function nearest(scenes: readonly Raster[], band: number, x: number, y: number): ReadonlySet<number | null> {
  const found = new Set<number | null>();
  for (const dx of [-tolerance, tolerance])
    for (const dy of [-tolerance, tolerance]) {
      let value: number | null = null;
      for (const scene of scenes) {
        const col = Math.floor((x - scene.west) / scene.cellWidth + dx);
        const row = Math.floor((scene.north - y) / scene.cellHeight + dy);
        if (col < 0 || row < 0 || col >= scene.cols || row >= scene.rows) continue;
        const cell = scene.bands[band]![row * scene.cols + col]!;
        if (cell === scene.nodata) continue;
        value = cell;
        break;
      }
      found.add(value);
    }
  return found;
}

/**
 * Compares a masked, warped (nearest, EPSG:3857) mosaic with its scenes (EPSG:32633), every cell of every band. Answers the
 * counts and the first wrong cells.
 */
export function compareMosaic(result: Raster, scenes: readonly Raster[], polygons: Polygons): { valid: number; empty: number; wrong: string[] } {
  const toUtm = proj4("EPSG:3857", "EPSG:32633");
  const found = { valid: 0, empty: 0, wrong: [] as string[] };
  for (let row = 0; row < result.rows; row++)
    for (let col = 0; col < result.cols; col++) {
      const x = result.west + (col + 0.5) * result.cellWidth;
      const y = result.north - (row + 0.5) * result.cellHeight;
      const inside = isInside(polygons, x, y);
      const [east, north] = inside ? toUtm.forward([x, y]) : [0, 0];
      for (const [band, cells] of result.bands.entries()) {
        const cell = cells[row * result.cols + col]!;
        const value = cell === result.nodata ? null : cell;
        const allowed: ReadonlySet<number | null> = inside ? nearest(scenes, band, east!, north!) : new Set([null]);
        if (!allowed.has(value) && found.wrong.length < 10)
          found.wrong.push(`column ${col}, row ${row}, band ${band + 1}: ${value}, not ${[...allowed].join(" or ")}`);
        if (value === null) found.empty++;
        else found.valid++;
      }
    }
  return found;
}
