// Writes public/samples: an invented Alpine valley at a real place, the same bytes on every run. `npm run samples`.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./install.mjs";
import { classes, coverOf, reflect, snowOf } from "./land-cover.mjs";
import { makeTerrain } from "./terrain.mjs";
import { geoTiff } from "./tiff.mjs";

const proj4 = createRequire(import.meta.url)("proj4");
proj4.defs("EPSG:32633", "+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs");
proj4.defs("EPSG:3035", "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs");

const folder = join(root, "public/samples");
const seed = 7;
/** The whole canvas; the files show parts of it. North-west corner in EPSG:32633, near Kobarid in the Soča valley. */
const size = 800;
const cell = 30;
const corner = [380_400, 5_139_600];

const terrain = makeTerrain(size, cell, seed);
const cover = coverOf(terrain, size, cell, seed);
const files = [];

function save(name, image) {
  const bytes = geoTiff({ deflate: 9, ...image });
  writeFileSync(join(folder, name), bytes);
  files.push(name);
  console.log(`${name.padEnd(24)} ${(bytes.length / 1024).toFixed(0).padStart(5)} KB`);
}

/** The cells of a window of the canvas, every `step`-th of them. */
function cut(cells, { col, row, cols, rows, step = 1 }) {
  const part = new cells.constructor(cols * rows);
  for (let y = 0; y < rows; y++) for (let x = 0; x < cols; x++) part[y * cols + x] = cells[(row + y * step) * size + col + x * step];
  return part;
}

const place = ({ col, row, step = 1 }) => ({ origin: [corner[0] + col * cell, corner[1] - row * cell], cell: cell * step, epsg: 32633 });

/** Four scenes of one day, 24 cells of overlap; the north-east one ends at the edge of the satellite's track. */
function saveScenes() {
  const bands = reflect(terrain, cover, size, cell, seed);
  const side = 332;
  const step = side - 24;
  for (const [name, col, row] of [
    ["soca_nw.tif", 0, 0],
    ["soca_ne.tif", 1, 0],
    ["soca_sw.tif", 0, 1],
    ["soca_se.tif", 1, 1],
  ]) {
    const window = { col: 80 + col * step, row: 80 + row * step, cols: side, rows: side };
    const parts = bands.map((band) => cut(band, window));
    if (name === "soca_ne.tif")
      for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (x - y / 3.2 > 262) for (const part of parts) part[y * side + x] = 0;
    save(name, {
      bands: parts,
      cols: side,
      rows: side,
      ...place(window),
      nodata: 0,
      bandNames: ["Blue", "Green", "Red", "Near infrared"],
      dateTime: "2026:06:21 10:30:00",
      items: { TITLE: "Sample scene, generated", REFLECTANCE_SCALE: "10000" },
    });
  }
}

/** Heights in metres on a grid of EPSG:3035, turned against the scenes. */
function saveHeights() {
  const step = 50;
  const toUtm = proj4("EPSG:3035", "EPSG:32633");
  const middle = toUtm.inverse([corner[0] + (size * cell) / 2, corner[1] - (size * cell) / 2]);
  const [cols, rows] = [410, 410];
  const origin = [Math.round(middle[0] / step - cols / 2) * step, Math.round(middle[1] / step + rows / 2) * step];
  const heights = new Int16Array(cols * rows);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) {
      const [x, y] = toUtm.forward([origin[0] + (col + 0.5) * step, origin[1] - (row + 0.5) * step]);
      heights[row * cols + col] = Math.round(heightAt((x - corner[0]) / cell - 0.5, (corner[1] - y) / cell - 0.5));
    }
  save("heights.tif", { bands: [heights], cols, rows, origin, cell: step, epsg: 3035, nodata: -32768, bandNames: ["Height"], unit: "m" });
}

/** Bilinear between cell centres of the canvas. */
function heightAt(x, y) {
  const col = Math.floor(x);
  const row = Math.floor(y);
  const at = (dx, dy) => terrain.heights[(row + dy) * size + col + dx];
  const top = at(0, 0) + (x - col) * (at(1, 0) - at(0, 0));
  const bottom = at(0, 1) + (x - col) * (at(1, 1) - at(0, 1));
  return top + (y - row) * (bottom - top);
}

/** Classes with their colours; their names lie in a side-car, as GDAL keeps them. */
function saveCover() {
  const window = { col: 80, row: 80, cols: 640, rows: 640 };
  const palette = classes.map(({ colour }) => colour);
  save("landcover.tif", { bands: [cut(cover, window)], cols: 640, rows: 640, ...place(window), nodata: 255, palette, bandNames: ["Land cover"] });
  const names = classes.map(({ name }) => `      <Category>${name}</Category>`).join("\n");
  const sideCar = `<PAMDataset>\n  <PAMRasterBand band="1">\n    <CategoryNames>\n${names}\n    </CategoryNames>\n  </PAMRasterBand>\n</PAMDataset>\n`;
  writeFileSync(join(folder, "landcover.tif.aux.xml"), sideCar);
  files.push("landcover.tif.aux.xml");
}

/** Three dates of melting snow; on the second, clouds hide a part. */
function saveSnow() {
  const window = { col: 80, row: 80, cols: 320, rows: 320, step: 2 };
  for (const [date, line] of [
    ["2026-03-08", 820],
    ["2026-04-24", 1420],
    ["2026-06-11", 2060],
  ]) {
    const percent = cut(snowOf(terrain, size, cell, line, seed), window);
    save(`snow_${date}.tif`, {
      bands: [percent],
      cols: 320,
      rows: 320,
      ...place(window),
      nodata: 255,
      bandNames: ["Snow cover"],
      unit: "%",
      dateTime: `${date.replaceAll("-", ":")} 10:30:00`,
    });
  }
}

mkdirSync(folder, { recursive: true });
saveScenes();
saveHeights();
saveCover();
saveSnow();
writeFileSync(join(folder, "index.json"), `${JSON.stringify(files, null, 2)}\n`);
