import { fractal, hash, noise, ramp } from "./noise.mjs";

/** Class names in the order of their cell values, with map colours and reflectance × 10 000 in blue, green, red, near infrared. */
export const classes = [
  { name: "Water", colour: [70, 130, 180], reflectance: [820, 1150, 700, 330] },
  { name: "Gravel bar", colour: [205, 200, 190], reflectance: [1500, 1650, 1700, 2100] },
  { name: "Settlement", colour: [190, 70, 60], reflectance: [1150, 1230, 1320, 2050] },
  { name: "Cropland", colour: [240, 220, 130], reflectance: [620, 930, 900, 3100] },
  { name: "Meadow", colour: [170, 210, 110], reflectance: [430, 830, 560, 3850] },
  { name: "Broadleaf forest", colour: [85, 150, 70], reflectance: [270, 520, 310, 3500] },
  { name: "Conifer forest", colour: [35, 95, 65], reflectance: [210, 360, 240, 2300] },
  { name: "Dwarf pine", colour: [110, 140, 85], reflectance: [300, 510, 400, 2500] },
  { name: "Alpine grass", colour: [200, 200, 130], reflectance: [520, 800, 770, 2700] },
  { name: "Rock and scree", colour: [150, 150, 150], reflectance: [1350, 1480, 1560, 1900] },
  { name: "Snow", colour: [245, 250, 255], reflectance: [4300, 4350, 4250, 3900] },
];
const [water, gravel, settlement, cropland, meadow, broadleaf, conifer, pine, grass, rock, snow] = classes.keys();

/** The field a cell belongs to: strips of 60 × 240 m, turned differently in each corner of the valley, as numbers for hashing. */
function fieldAt(x, y, seed) {
  const part = Math.floor((x + 300 * noise(x / 900, y / 900, seed)) / 1100) * 31 + Math.floor((y + 300 * noise(y / 900, x / 900, seed)) / 1000);
  const angle = hash(part, 5, seed) * Math.PI;
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  const across = y * Math.cos(angle) - x * Math.sin(angle);
  const strip = Math.floor(across / 75);
  return [part * 4099 + strip, Math.floor(along / (180 + 160 * hash(strip, part, seed)))];
}

/** Rivers drawn as wide as the water they carry, and the gravel beside them: 2 for water, 1 for gravel, 0 elsewhere. */
function rivers({ area, slope }, size, cellMetres, seed) {
  const found = new Uint8Array(size * size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const squareKilometres = (area[row * size + col] * cellMetres ** 2) / 1e6;
      if (squareKilometres < 5) continue;
      const flat = ramp(0.08, 0.02, slope[row * size + col]);
      const half = Math.min(2.6, (7 * Math.sqrt(squareKilometres)) / cellMetres);
      const bar = half + flat * Math.min(2.5, half) * ramp(-0.1, 0.5, noise(col / 14, row / 14, seed));
      const reach = Math.ceil(bar);
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++) {
          if (col + dx < 0 || col + dx >= size || row + dy < 0 || row + dy >= size) continue;
          const i = (row + dy) * size + col + dx;
          const distance = Math.hypot(dx, dy);
          if (distance <= half * 0.75) found[i] = 2;
          else if (distance <= bar && found[i] === 0 && slope[i] < 0.25) found[i] = 1;
        }
    }
  return found;
}

/** Class of every cell of a terrain, as an index into `classes`. */
export function coverOf(terrain, size, cellMetres, seed) {
  const { heights, slope, above } = terrain;
  const river = rivers(terrain, size, cellMetres, seed);
  const cover = new Uint8Array(size * size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const i = row * size + col;
      const x = col * cellMetres;
      const y = row * cellMetres;
      const patch = fractal(x / 1100, y / 1100, seed + 1, 5);
      const fine = fractal(x / 260, y / 260, seed + 2, 3);
      const height = heights[i] + 170 * patch + 90 * fine;
      const steep = slope[i] + 0.12 * fine;
      if (river[i] === 2) cover[i] = water;
      else if (river[i] === 1) cover[i] = gravel;
      else if (height > 2080 && steep < 0.75) cover[i] = snow;
      else if (height > 1960 || steep > 1.45 || (height > 1400 && steep > 1.1)) cover[i] = rock;
      else if (height > 1690) cover[i] = grass;
      else if (height > 1530) cover[i] = patch + fine > 0 ? pine : grass;
      else if (above[i] < 110 && slope[i] < 0.26) cover[i] = valleyFloor(x, y, patch, seed);
      else if (slope[i] < 0.3 && patch > 0.16 && height < 1250) cover[i] = meadow;
      else cover[i] = height + 300 * fine > 800 ? conifer : broadleaf;
    }
  return cover;
}

function valleyFloor(x, y, patch, seed) {
  // Villages: one in about every second square of 2 km, grown around a centre.
  const col = Math.floor(x / 2000);
  const row = Math.floor(y / 2000);
  if (hash(col, row, seed + 3) < 0.6) {
    const dx = x - (col + 0.3 + 0.4 * hash(col, row, seed + 4)) * 2000;
    const dy = y - (row + 0.3 + 0.4 * hash(col, row, seed + 5)) * 2000;
    if (Math.hypot(dx, dy) < 230 + 260 * fractal(x / 240, y / 240, seed + 6, 3)) return settlement;
  }
  if (patch < -0.24) return broadleaf;
  return hash(...fieldAt(x, y, seed), seed + 7) < 0.6 - patch ? cropland : meadow;
}

/** How far a field is grown: bare soil, young crop, full crop, ripe. Reflectance × 10 000 as in `classes`. */
const crops = [
  [880, 1130, 1420, 2250],
  [640, 980, 900, 3000],
  [420, 880, 500, 4300],
  [760, 1210, 1350, 2750],
];

/**
 * The light a satellite would see at half past ten: four bands of reflectance × 10 000 in steps of 4, shaded by a sun in the
 * south-south-east. Never 0, which the scenes keep for NoData.
 */
export function reflect({ heights }, cover, size, cellMetres, seed) {
  const bands = [0, 1, 2, 3].map(() => new Uint16Array(size * size));
  const [east, north, up] = [0.3, -0.62, 0.72];
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const i = row * size + col;
      const height = (dx, dy) => heights[Math.min(size - 1, Math.max(0, row + dy)) * size + Math.min(size - 1, Math.max(0, col + dx))];
      const dx = (height(1, 0) - height(-1, 0)) / (2 * cellMetres);
      const dy = (height(0, -1) - height(0, 1)) / (2 * cellMetres);
      const facing = Math.max(0, (up - dx * east - dy * north) / Math.hypot(dx, dy, 1));
      const light = 0.24 + (0.76 * facing) / up;
      const x = col * cellMetres;
      const y = row * cellMetres;
      const field = fieldAt(x, y, seed);
      const texture = grain(cover[i], x, y, field, seed);
      const base = cover[i] === cropland ? crops[Math.floor(4 * hash(...field, seed + 8))] : classes[cover[i]].reflectance;
      for (const [band, values] of bands.entries()) {
        const haze = [170, 110, 60, 20][band] * ramp(1800, 200, heights[i]);
        values[i] = Math.max(4, 4 * Math.round((base[band] * light * texture + haze) / 4));
      }
    }
  return bands;
}

/** How much brighter or darker than its class a place is, about 1. */
function grain(kind, x, y, field, seed) {
  if (kind === water) return 1 + 0.12 * noise(x / 700, y / 700, seed + 9);
  if (kind === settlement) return 1 + 0.5 * noise(x / 66, y / 66, seed + 10);
  if (kind === cropland || kind === meadow) return 0.88 + 0.24 * hash(...field, seed + 11) + 0.05 * noise(x / 90, y / 90, seed + 12);
  const rough = kind === broadleaf || kind === conifer ? 0.3 : 0.4;
  return 1 + 0.22 * fractal(x / 800, y / 800, seed + 13, 3) + rough * fractal(x / 130, y / 130, seed + 14, 2);
}

/** Share of each cell under snow in percent, 0 to 100, when the snow line lies at `lineMetres`; lower on north slopes. */
export function snowOf({ heights, slope }, size, cellMetres, lineMetres, seed) {
  const percent = new Uint8Array(size * size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const i = row * size + col;
      const north = (heights[Math.max(0, row - 1) * size + col] - heights[Math.min(size - 1, row + 1) * size + col]) / (2 * cellMetres);
      const patch = fractal((col * cellMetres) / 600, (row * cellMetres) / 600, seed + 15, 4);
      const over = heights[i] - lineMetres - 230 * Math.max(-1, Math.min(1, north)) + 150 * patch - 260 * Math.max(0, slope[i] - 0.8);
      percent[i] = Math.round(100 * ramp(-180, 260, over));
    }
  return percent;
}
