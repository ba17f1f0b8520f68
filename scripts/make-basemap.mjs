// Writes public/basemap/land.json and borders.json, GeoJSON geometries, from Natural Earth 1:50m (package world-atlas).
// The source closes rings across the antimeridian, which draws streaks on a flat map: they are cut there.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`), "utf8"));
/** Thousandths of a degree: the source is no finer. */
const perDegree = 1000;
/** Web Mercator ends here; what lies beyond is never seen. */
const southEnd = -85.06;

/** The ring with longitudes that never jump; a ring around the South Pole is closed along it. */
function unrolled(ring) {
  const out = [];
  let turn = 0;
  for (const [i, [lon, lat]] of ring.entries()) {
    const step = i === 0 ? 0 : lon - ring[i - 1][0];
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    out.push([lon + turn, lat]);
  }
  if (turn !== 0) out.push([out.at(-1)[0], -90], [out[0][0], -90], out[0]);
  return out;
}

/** Sutherland and Hodgman against one meridian; `side` 1 keeps the east. */
function clipRing(ring, meridian, side) {
  const out = [];
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1], ring[i]];
    const [before, after] = [(from[0] - meridian) * side >= 0, (to[0] - meridian) * side >= 0];
    if (before !== after) out.push(crossing(from, to, meridian));
    if (after) out.push(to);
  }
  if (out.length > 0) out.push(out[0]);
  return out;
}

const crossing = ([x0, y0], [x1, y1], meridian) => [meridian, y0 + ((meridian - x0) / (x1 - x0)) * (y1 - y0)];

/** The ring in parts, each within 180° west to 180° east. */
function cutRing(ring) {
  const whole = unrolled(ring);
  const parts = [-360, 0, 360].map((shift) => clipRing(clipRing(whole, shift - 180, 1), shift + 180, -1).map(([x, y]) => [x - shift, y]));
  return parts.filter((part) => part.length > 3);
}

/** The line in parts, cut where it jumps over the antimeridian. */
function cutLine(line) {
  const parts = [[line[0]]];
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1], line[i]];
    if (Math.abs(to[0] - from[0]) > 180) {
      const edge = Math.sign(from[0]) * 180;
      const cut = crossing(from, [to[0] + 2 * edge, to[1]], edge);
      parts.at(-1).push(cut);
      parts.push([[-edge, cut[1]]]);
    }
    parts.at(-1).push(to);
  }
  return parts;
}

function rounded(points) {
  const places = points.map((point) => point.map((value) => Math.round(value * perDegree) / perDegree));
  return places.filter(([x, y], i) => i === 0 || x !== places[i - 1][0] || y !== places[i - 1][1]);
}

/** Whether a hole lies between the part's west and east end; the parts of one ring lie at two ends of the world. */
const isAlong = (part, [[lon]]) => part.some(([x]) => x <= lon) && part.some(([x]) => x >= lon);

const isSeen = (points) => points.some(([, lat]) => lat > southEnd);

const land50 = read("land-50m.json");
const polygons = feature(land50, land50.objects.land).features.flatMap(({ geometry }) => geometry.coordinates);
const land = [];
for (const [outer, ...holes] of polygons) {
  for (const part of cutRing(outer).filter(isSeen)) land.push([part, ...holes.filter((hole) => isSeen(hole) && isAlong(part, hole))].map(rounded));
}

const countries50 = read("countries-50m.json");
const shared = mesh(countries50, countries50.objects.countries, (a, b) => a !== b);
const borders = shared.coordinates.flatMap(cutLine).map(rounded);

const folder = new URL("../public/basemap/", import.meta.url);
mkdirSync(folder, { recursive: true });
const files = { land: { type: "MultiPolygon", coordinates: land }, borders: { type: "MultiLineString", coordinates: borders } };
for (const [name, content] of Object.entries(files)) {
  const text = `${JSON.stringify(content)}\n`;
  writeFileSync(new URL(`${name}.json`, folder), text);
  console.log(`public/basemap/${name}.json: ${content.coordinates.length} parts, ${text.length} bytes`);
}
