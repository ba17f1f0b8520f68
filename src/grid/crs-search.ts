import { type Crs, crsFromProj, projectExtent, projector, WEB_MERCATOR, WGS84 } from "./crs.ts";
import { areaOf, crsFromCode, crsFromRow, type EpsgRow, epsgRows } from "./epsg.ts";
import type { Extent } from "./extent.ts";
import { placesIn, shareOf } from "./places.ts";
import { roughInverse } from "./rough-place.ts";
import { crsFromWkt } from "./wkt.ts";

/** What is offered before anything is typed: the world, its common map projections, continents, poles. */
const usual = [4326, 3857, 3395, 8857, 6933, 4087, 3035, 4258, 5070, 4269, 3577, 3031, 3413];

/** The grids that countries and continents publish most of their data in. */
const nationalGrids = new Set([
  2039, 2056, 2100, 2154, 2157, 2180, 2193, 2326, 3006, 3031, 3035, 3059, 3067, 3301, 3346, 3347, 3413, 3414, 3416, 3577, 3763, 3765, 3794, 3826, 3978, 5070,
  5179, 5514, 5880, 6312, 6870, 7801, 8353, 21781, 23700, 27700, 28992, 29903, 31287, 31370, 31700,
]);

/** Further words for systems that are known by another name than EPSG's. */
const nicknames: Readonly<Record<number, string>> = {
  3857: "web mercator google",
  4326: "longitude latitude lon lat degrees gps",
  4087: "plate carree equirectangular",
  27700: "bng",
  28992: "rijksdriehoek",
  2056: "swiss",
  21781: "swiss",
  5070: "usgs",
};

/** World maps that EPSG does not list and people ask for. */
const unlisted: readonly (readonly [name: string, proj: string])[] = [
  ["World Mollweide", "+proj=moll +lon_0=0 +datum=WGS84"],
  ["World Robinson", "+proj=robin +lon_0=0 +datum=WGS84"],
  ["World Sinusoidal", "+proj=sinu +lon_0=0 +datum=WGS84"],
  ["MODIS Sinusoidal", "+proj=sinu +lon_0=0 +R=6371007.181"],
  ["World Eckert VI", "+proj=eck6 +lon_0=0 +datum=WGS84"],
];

let lowerNames: readonly string[] | null = null;

const lower = (name: string) =>
  ` ${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

/**
 * The systems that `text` may mean, best first: an EPSG code or its beginning, words of the name in any order ("utm 33n"), places
 * ("poland", "utm norway"), or a whole proj string or WKT. Without text, the usual ones. The EPSG table must be loaded.
 */
export function searchCrs(text: string, limit: number): readonly Crs[] {
  const query = text.trim().toLowerCase();
  if (query === "") return usual.flatMap((code) => crsFromCode(code) ?? []).slice(0, limit);
  const spelled = query.includes("+proj=") ? crsFromProj(text) : /^[a-z]+crs?\w*\s*[[(]/.test(query) ? crsFromWkt(text) : null;
  if (spelled) return [spelled];
  const code = /^(?:epsg|esri)?:*\s*(\d+)$/.exec(query)?.[1];
  const words = query.replace(/^epsg:*/, "");
  const listed = new Set([...(code ? byCode(code) : []), ...byWords(words)]);
  return [...unlistedOf(words), ...[...listed].slice(0, limit).map(exactCrs)].slice(0, limit);
}

/** The row of this very code, then those whose code begins so. */
function byCode(digits: string): readonly EpsgRow[] {
  const exact = crsFromCode(Number(digits))?.code;
  const alike = epsgRows().filter(([code]) => String(code).startsWith(digits) && code !== exact);
  return [...epsgRows().filter(([code]) => code === exact), ...alike];
}

function unlistedOf(query: string): readonly Crs[] {
  const words = lower(query).trim().split(" ");
  const found = unlisted.filter(([name]) => query.length > 3 && words.every((word) => lower(name).includes(` ${word}`)));
  return found.flatMap(([name, proj]) => crsFromProj(proj, name) ?? []);
}

function byWords(query: string): readonly EpsgRow[] {
  const { places, words } = placesIn(query);
  lowerNames ??= epsgRows().map(([code, name]) => lower(`${name} ${nicknames[code] ?? ""}`));
  const scored: (readonly [number, EpsgRow])[] = [];
  for (const [i, row] of epsgRows().entries()) {
    const name = lowerNames[i] ?? "";
    let score = 0;
    for (const word of words) score += wordScore(name, word);
    for (const { phrase, extent } of places) score += Math.max(name.includes(` ${phrase}`) ? 2.5 : Number.NEGATIVE_INFINITY, placeScore(row, extent));
    if (score > Number.NEGATIVE_INFINITY) scored.push([score + rank(row) - name.length / 200, row]);
  }
  return newestOfName(scored.sort((l, r) => r[0] - l[0] || l[1][0] - r[1][0]).map(([, row]) => row));
}

/** Words that people type and names do not hold. */
const shorter: Readonly<Record<string, string>> = { feet: "ft", foot: "ft", metres: "m", metre: "m", meters: "m", meter: "m" };

/** How well a word fits a name: whole, as a beginning ("33" of "33n"), within, or across words ("wgs84"). */
function wordScore(name: string, typed: string): number {
  const word = shorter[typed] ?? typed;
  if (name.includes(` ${word} `)) return 3;
  if (name.includes(` ${word}`)) return 2;
  return word.length > 2 && (name.includes(word) || name.replaceAll(" ", "").includes(word)) ? 1 : Number.NEGATIVE_INFINITY;
}

/** How well an area of use fits a place: 3 for the same, less the less they share. */
function placeScore([, , , , west, south, east, north]: EpsgRow, place: Extent): number {
  const share = shareOf({ west, south, east, north }, place);
  return share > 0.01 ? 3 * Math.sqrt(share) : Number.NEGATIVE_INFINITY;
}

/** A little before the rest: what most data is in; behind it what is a name for not knowing. */
function rank([code, name, , error]: EpsgRow): number {
  if (code === 4326 || code === 3857) return 0.6;
  if (/^(Unknown|Unspecified) datum/.test(name)) return -1;
  if (nationalGrids.has(code) || /^WGS 84 \/ UTM zone \d+[NS]$/.test(name)) return 0.4;
  const isCurrent = /^(ETRS89|NAD83|GDA2020|SIRGAS 2000|JGD2011|NZGD2000|RGF93 v1)( \/ UTM|$)/.test(name);
  return (isCurrent ? 0.3 : 0) - (error > 5 ? 0.1 : 0);
}

/** Of systems with one name the highest code: the others are superseded. */
function newestOfName(rows: readonly EpsgRow[]): readonly EpsgRow[] {
  const newest = new Map<string, EpsgRow>();
  for (const row of rows) if ((newest.get(row[1])?.[0] ?? 0) < row[0]) newest.set(row[1], row);
  return rows.filter((row) => newest.get(row[1]) === row);
}

/** A system that an extent without one may be in. */
export interface Plausible {
  readonly crs: Crs;
  /** Where the extent lies then, in degrees. */
  readonly landing: Extent;
  /** It touches the ground of other data. */
  readonly near: boolean;
}

/** Degrees within which two grounds count as touching. */
const touching = 1;

/**
 * The systems in whose area of use the raw coordinates of `extent` land, those that land on the ground of other layers (`near`, in degrees)
 * first, then what is in most use and what has the smallest area to hit. The EPSG table must be loaded.
 */
export function plausibleCrs(extent: Extent, near: readonly Extent[], limit: number): readonly Plausible[] {
  const inDegrees = extent.west >= -360 && extent.east <= 360 && extent.south >= -90.5 && extent.north <= 90.5;
  const found: (readonly [number, EpsgRow])[] = [];
  for (const row of epsgRows()) {
    const isDegrees = row[2].startsWith("+proj=longlat");
    if (isDegrees && !inDegrees) continue;
    const area = areaOf(row);
    const ground = area && groundOf(extent, row);
    if (!ground || !liesIn(ground, area)) continue;
    const closeness = Math.max(0, ...near.map((other) => nearness(ground, other)));
    const { west, south, east, north } = area;
    const rarity = Math.round(5 * Math.log10(64800 / ((east - west + (east < west ? 360 : 0)) * (north - south)))) / 40;
    found.push([closeness * 10 + (isDegrees === inDegrees ? 2 : 0) + 2 * rank(row) + rarity, row]);
  }
  const rows = newestOfName(found.sort((l, r) => r[0] - l[0] || l[1][0] - r[1][0]).map(([, row]) => row));
  const plausible: Plausible[] = [];
  for (const row of rows) {
    if (plausible.length === limit) break;
    const crs = exactCrs(row);
    const landing = projectExtent(extent, crs, WGS84);
    if (landing) plausible.push({ crs, landing, near: near.some((other) => nearness(landing, other) > 0) });
  }
  return plausible;
}

const exactCrs = (row: EpsgRow): Crs => (row[0] === 4326 ? WGS84 : row[0] === 3857 ? WEB_MERCATOR : crsFromRow(row));

/** Centre and corners of the extent on the ground, roughly enclosed; null when one has no place. */
function groundOf({ west, south, east, north }: Extent, row: EpsgRow): Extent | null {
  if (row[2].startsWith("+proj=longlat") && !row[2].includes("+pm") && !row[2].includes("+units")) return { west, south, east, north };
  const points = Float64Array.of((west + east) / 2, (south + north) / 2, west, south, east, south, west, north, east, north);
  const rough = roughInverse(row);
  if (rough) for (let i = 0; i < points.length; i += 2) [points[i], points[i + 1]] = rough(points[i]!, points[i + 1]!);
  else projector(crsFromRow(row), WGS84)(points);
  if (points.some(Number.isNaN)) return null;
  const [middle = 0] = points;
  let ground = { west: middle, south: 90, east: middle, north: -90 };
  for (let i = 0; i < points.length; i += 2) {
    // Longitudes count from the centre's turn, so that an extent across the antimeridian stays in one piece.
    const lon = points[i]! + 360 * Math.round((middle - points[i]!) / 360);
    const lat = points[i + 1]!;
    ground = { west: Math.min(ground.west, lon), south: Math.min(ground.south, lat), east: Math.max(ground.east, lon), north: Math.max(ground.north, lat) };
  }
  return ground;
}

/** True when the centre is in the area and no edge leaves it by more than half the area's size or two degrees. */
function liesIn(ground: Extent, area: Extent): boolean {
  const width = area.east - area.west + (area.east < area.west ? 360 : 0);
  const turn = 360 * Math.round((area.west + width / 2 - (ground.west + ground.east) / 2) / 360);
  const [west, east] = [ground.west + turn, ground.east + turn];
  const [spareX, spareY] = [Math.max(2, width / 2), Math.max(2, (area.north - area.south) / 2)];
  const [x, y] = [(west + east) / 2, (ground.south + ground.north) / 2];
  const isInside = x >= area.west && x <= area.west + width && y >= area.south && y <= area.north;
  return (
    isInside && west >= area.west - spareX && east <= area.west + width + spareX && ground.south >= area.south - spareY && ground.north <= area.north + spareY
  );
}

/** 0 when two grounds are apart; else between a half (they touch) and one (they are the same). */
function nearness(ground: Extent, other: Extent): number {
  const wide = { west: ground.west - touching, south: ground.south - touching, east: ground.east + touching, north: ground.north + touching };
  const share = shareOf(wide, other);
  return share > 0 ? 0.5 + share / 2 : 0;
}
