import { FaultError } from "../fault.ts";
import { type Areas, areasInCrs, opened, type Polygon, type Ring } from "../grid/areas.ts";
import { type Crs, sameCrs, WGS84 } from "../grid/crs.ts";
import { bend, mercatorBetween } from "../grid/drawn.ts";
import { loadEpsg } from "../grid/epsg.ts";
import { crsFromWkt } from "../grid/wkt.ts";
import { areasFromGeoJson, drawnMember, type Skipped } from "./geojson.ts";
import { firstJsonError } from "./json-error.ts";
import { type Unzipped, unzip } from "./unzip.ts";

/**
 * The polygons of a GeoJSON, KML, KMZ or zipped Shapefile, told apart by content. They keep their CRS. Points and lines are left
 * out and added to `skipped`; a file without polygons or that cannot be read is a fault.
 */
export async function readAreas(file: File, skipped: Skipped = { points: 0, lines: 0 }): Promise<Areas> {
  await loadEpsg();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes, file.name, skipped);
  return readText(textOf(bytes), file.name, skipped);
}

/** Both together, in the CRS they share, else in WGS 84. */
export function joinAreas(left: Areas, right: Areas): Areas {
  if (left.polygons.length === 0) return right;
  const one = sameCrs(left.crs, right.crs) ? [left, right] : [inWgs84(left), inWgs84(right)];
  return {
    crs: one[0]?.crs ?? WGS84,
    polygons: one.flatMap(({ polygons }) => polygons),
    edges: one.flatMap(({ polygons, edges }) => polygons.map((_, i) => edges[i] ?? "crs")),
  };
}

/**
 * Areas as a GeoJSON feature collection by RFC 7946: longitude and latitude, closed rings, outer rings counter-clockwise. Drawn
 * edges get the vertices that keep them in place for other programs; reading the text here gives the drawn areas back.
 */
export function areasToGeoJson(areas: Areas): string {
  const features = areas.polygons.map((rings, i) => {
    const drawn = areas.edges[i] === "mercator";
    const { polygons } = areasInCrs({ crs: areas.crs, polygons: [rings], edges: ["crs"] }, WGS84);
    const [there = rings] = polygons;
    const coordinates = (drawn ? bend(there, { between: mercatorBetween, project: (position) => position, tolerance: extentOf(there) * 1e-5 }) : there).map(
      (ring, at) => closed(turned(ring, at === 0)),
    );
    return {
      type: "Feature",
      properties: { name: `Area ${i + 1}` },
      geometry: { type: "Polygon", coordinates },
      ...(drawn && { [drawnMember]: rings }),
    };
  });
  return JSON.stringify({ type: "FeatureCollection", features });
}

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

const inWgs84 = (areas: Areas): Areas => (sameCrs(areas.crs, WGS84) ? { ...areas, crs: WGS84 } : areasInCrs(areas, WGS84));

const refuse = (file: string, problem: string): never => {
  throw new FaultError({ tag: "bad-geometry", file, problem });
};

async function readText(text: string, name: string, skipped: Skipped): Promise<Areas> {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start.startsWith("<")) return areasFromGeoJson(await parseKml(start, name), name, WGS84, skipped);
  return areasFromGeoJson(parseJson(start, name), name, WGS84, skipped);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!/^[[{]/.test(text)) return refuse(name, text === "" ? "it is empty" : "it is neither GeoJSON, KML nor a zipped Shapefile");
    throw new FaultError({ tag: "bad-text", file: name, format: "JSON", ...firstJsonError(text) });
  }
}

async function parseKml(text: string, name: string): Promise<unknown> {
  const { kml } = await import("@tmcw/togeojson");
  const page = new DOMParser().parseFromString(text, "text/xml");
  const broken = page.querySelector("parsererror")?.textContent;
  if (broken !== undefined) throw new FaultError({ tag: "bad-text", file: name, format: "XML", ...xmlPlace(broken, text) });
  if (page.documentElement.localName !== "kml") return refuse(name, `it is ${page.documentElement.localName} XML, not KML`);
  return kml(page);
}

/** Line and column as the browser's parser tells them ("error on line 3 at column 5"), else the start. */
function xmlPlace(message: string, text: string): { readonly line: number; readonly column: number; readonly found: string } {
  const [, line = 1, column = 1] = (/line\D*(\d+)\D*column\D*(\d+)/i.exec(message) ?? []).map(Number);
  const found = /^[^\n]?/.exec(text.split("\n")[line - 1]?.slice(column - 1) ?? "")?.[0] ?? "";
  return { line, column, found };
}

async function readZip(bytes: Uint8Array<ArrayBuffer>, name: string, skipped: Skipped): Promise<Areas> {
  const files = await unzip(bytes, name, (path) => /\.(shp|prj|kml|geojson|json)$/i.test(path) && !path.startsWith("__MACOSX"));
  const shapes = Object.keys(files).filter((path) => /\.shp$/i.test(path));
  const texts = Object.keys(files).filter((path) => /\.(kml|geojson|json)$/i.test(path));
  if (shapes.length + texts.length === 0) return refuse(name, "the zip holds no .shp, .kml or .geojson");
  const parts: Areas[] = [];
  for (const path of shapes) parts.push(await readShape(files, path, name, skipped));
  for (const path of texts) parts.push(await readText(textOf(files[path]), `${name}/${path}`, skipped));
  return parts.reduce(joinAreas);
}

/** shpjs only parses: the CRS is read from the .prj as everywhere else, and the vertices keep their numbers. */
async function readShape(files: Unzipped, path: string, name: string, skipped: Skipped): Promise<Areas> {
  const { parseShp } = await import("shpjs");
  const geometries = parsed(() => parseShp(files[path] ?? new Uint8Array(), false), name, path);
  const stem = path.slice(0, -4).toLowerCase();
  const prj = Object.keys(files).find((other) => other.toLowerCase() === `${stem}.prj`);
  const crs = prj ? crsOfPrj(textOf(files[prj])) : WGS84;
  return areasFromGeoJson({ type: "GeometryCollection", geometries: geometries.filter((geometry) => geometry !== null) }, name, crs, skipped);
}

function parsed(parse: () => unknown[], name: string, path: string): unknown[] {
  try {
    return parse();
  } catch {
    return refuse(name, `${path} in it is damaged`);
  }
}

function crsOfPrj(wkt: string): Crs {
  const crs = crsFromWkt(wkt);
  if (!crs) throw new FaultError({ tag: "unknown-crs", input: wkt.slice(0, 200) });
  return sameCrs(crs, WGS84) ? WGS84 : crs;
}

const closed = (ring: Ring): Ring => [...opened(ring), ...ring.slice(0, 1)];

/** The ring running counter-clockwise, or clockwise. */
function turned(ring: Ring, counterClockwise: boolean): Ring {
  let area = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) area += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return area > 0 === counterClockwise ? ring : ring.toReversed();
}

function extentOf(rings: Polygon): number {
  const [outer = []] = rings;
  const xs = outer.map(([x]) => x);
  const ys = outer.map(([, y]) => y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}
