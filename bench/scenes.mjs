import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/install.mjs";
import { coverOf, reflect } from "../scripts/land-cover.mjs";
import { fractal, hash } from "../scripts/noise.mjs";
import { makeTerrain } from "../scripts/terrain.mjs";
import { geoTiff } from "../scripts/tiff.mjs";

/** Raised when the generator's cells change, so that cached scenes are made anew. */
const version = 2;
export const cache = join(root, "bench/.cache");
const side = 4096;
const overlap = 96;
const cell = 10;
const corner = [360_000, 5_160_000];
const red = 2;
/** Canvas cells a generated cell is enlarged to; what lies between is filled with finer texture. */
const enlarge = 8;
const canvas = 1032;

/** A square of smooth texture that repeats without a seam, about 1 in the mean. */
function texture(size) {
  const cells = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      // Mirrored halves, so that opposite edges meet.
      const x = Math.min(col, size - 1 - col);
      const y = Math.min(row, size - 1 - row);
      cells[row * size + col] = 1 + 0.5 * fractal(x / 13, y / 13, 5, 4) + 0.1 * (hash(col, row, 6) - 0.5);
    }
  return cells;
}

/** One scene of the red band: the generated valley enlarged bilinearly and given texture down to the single cell. */
function scene(band, grain, left, top) {
  const cells = new Uint16Array(side * side);
  const size = Math.sqrt(grain.length);
  for (let row = 0; row < side; row++) {
    const y = (top + row) / enlarge;
    const upper = Math.floor(y) * canvas;
    const down = y - Math.floor(y);
    const grainRow = ((top + row) % size) * size;
    for (let col = 0; col < side; col++) {
      const x = (left + col) / enlarge;
      const at = upper + Math.floor(x);
      const across = x - Math.floor(x);
      const north = band[at] + across * (band[at + 1] - band[at]);
      const south = band[at + canvas] + across * (band[at + canvas + 1] - band[at + canvas]);
      cells[row * side + col] = Math.max(1, Math.round((north + down * (south - north)) * grain[grainRow + ((left + col) % size)]));
    }
  }
  return cells;
}

/**
 * Paths of four adjacent 4096 × 4096 UInt16 scenes in EPSG:32633, one band, tiles of 256, Deflate with predictor 2, NoData 0;
 * made once and kept in bench/.cache.
 */
export function benchScenes() {
  mkdirSync(cache, { recursive: true });
  const stamp = join(cache, "version");
  const paths = ["nw", "ne", "sw", "se"].map((name) => join(cache, `${name}.tif`));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === String(version) && paths.every((path) => existsSync(path))) return paths;
  const terrain = makeTerrain(canvas, 30, 11);
  const band = reflect(terrain, coverOf(terrain, canvas, 30, 11), canvas, 30, 11)[red];
  const grain = texture(1024);
  for (const [i, path] of paths.entries()) {
    const left = (i % 2) * (side - overlap);
    const top = Math.floor(i / 2) * (side - overlap);
    const bytes = geoTiff({
      bands: [scene(band, grain, left, top)],
      cols: side,
      rows: side,
      origin: [corner[0] + left * cell, corner[1] - top * cell],
      cell,
      epsg: 32633,
      nodata: 0,
      tileSize: 256,
      deflate: 6,
    });
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
  }
  writeFileSync(stamp, String(version));
  return paths;
}

/** The mask of the main job: a nine-sided area of about half the mosaic with a hole, GeoJSON in longitude and latitude. */
export const benchMask = {
  type: "Polygon",
  coordinates: [
    [
      [13.32, 46.45],
      [13.62, 46.56],
      [13.95, 46.5],
      [14.12, 46.3],
      [14.05, 46.05],
      [13.8, 45.93],
      [13.5, 45.95],
      [13.3, 46.1],
      [13.22, 46.3],
      [13.32, 46.45],
    ],
    [
      [13.6, 46.2],
      [13.75, 46.16],
      [13.82, 46.28],
      [13.68, 46.34],
      [13.6, 46.2],
    ],
  ],
};
