import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchMask, cache } from "./scenes.mjs";

const found = (program) => spawnSync(program, ["--version"]).status === 0;

/** GDAL's version line; null where gdalwarp is not installed. */
export const gdalVersion = () => (found("gdalwarp") ? spawnSync("gdalwarp", ["--version"], { encoding: "utf8" }).stdout.trim() : null);

/**
 * The same job by gdalwarp: same scenes, mask, target grid, resampling, compression, predictor, tile size. Answers its wall time
 * in milliseconds; `extra` are further arguments.
 */
export function runGdalwarp(scenes, { west, south, east, north, cols, rows, tileSize }, extra = []) {
  const cutline = join(cache, "mask.geojson");
  writeFileSync(cutline, JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: benchMask }] }));
  const out = join(cache, "gdalwarp.tif");
  rmSync(out, { force: true });
  const args = [
    ...["-q", "-multi", "-wo", "NUM_THREADS=ALL_CPUS", "-t_srs", "EPSG:3857", "-r", "bilinear", "-cutline", cutline],
    ...["-te", west, south, east, north, "-ts", cols, rows].map(String),
    ...["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2", `BLOCKXSIZE=${tileSize}`, `BLOCKYSIZE=${tileSize}`].flatMap((option) => ["-co", option]),
    ...extra,
  ];
  const startedMs = performance.now();
  const { status, stderr } = spawnSync("gdalwarp", [...args, ...scenes, out], { encoding: "utf8" });
  const tookMs = performance.now() - startedMs;
  if (status !== 0) throw new Error(`gdalwarp failed: ${stderr}`);
  return { tookMs, path: out, command: ["gdalwarp", ...args, "nw.tif ne.tif sw.tif se.tif", "out.tif"].join(" ") };
}
