/** The parameters of a proj string in their order; flags such as +south hold the empty string. */
export type ProjParams = ReadonlyMap<string, string>;

/** Axes in metres; `inverseFlattening` is 0 for a sphere. */
export interface Ellipsoid {
  readonly semiMajor: number;
  readonly inverseFlattening: number;
}

/** PROJ's names, as [semi-major axis, inverse flattening] or, where PROJ says so, [a, semi-minor axis in metres]. */
const ellipsoids: Readonly<Record<string, readonly [number, number]>> = {
  WGS84: [6378137, 298.257223563],
  GRS80: [6378137, 298.257222101],
  MERIT: [6378137, 298.257],
  SGS85: [6378136, 298.257],
  IAU76: [6378140, 298.257],
  airy: [6377563.396, 299.3249646],
  mod_airy: [6377340.189, 299.3249646],
  APL4: [6378137, 298.25],
  NWL9D: [6378145, 298.25],
  andrae: [6377104.43, 300],
  aust_SA: [6378160, 298.25],
  GRS67: [6378160, 298.247167427],
  bessel: [6377397.155, 299.1528128],
  bess_nam: [6377483.865, 299.1528128],
  clrk66: [6378206.4, 6356583.8],
  clrk80: [6378249.145, 293.4663],
  clrk80ign: [6378249.2, 293.4660212936269],
  CPM: [6375738.7, 334.29],
  delmbr: [6376428, 311.5],
  engelis: [6378136.05, 298.2566],
  evrst30: [6377276.345, 300.8017],
  evrst48: [6377304.063, 300.8017],
  evrst56: [6377301.243, 300.8017],
  evrst69: [6377295.664, 300.8017],
  evrstSS: [6377298.556, 300.8017],
  fschr60: [6378166, 298.3],
  fschr60m: [6378155, 298.3],
  fschr68: [6378150, 298.3],
  helmert: [6378200, 298.3],
  hough: [6378270, 297],
  intl: [6378388, 297],
  kaula: [6378163, 298.24],
  krass: [6378245, 298.3],
  lerch: [6378139, 298.257],
  mprts: [6397300, 191],
  new_intl: [6378157.5, 6356772.2],
  plessis: [6376523, 6355863],
  PZ90: [6378136, 298.25784],
  SEasia: [6378155, 6356773.3205],
  walbeck: [6376896, 6355834.8467],
  WGS60: [6378165, 298.3],
  WGS66: [6378145, 298.25],
  WGS72: [6378135, 298.26],
  sphere: [6370997, 0],
};

/** PROJ's datum names with their ellipsoid and shift; NAD27 by EPSG:1173, its mean for the contiguous United States. */
const datums: Readonly<Record<string, readonly [ellps: string, towgs84: string]>> = {
  WGS84: ["WGS84", "0,0,0"],
  NAD83: ["GRS80", "0,0,0"],
  NAD27: ["clrk66", "-8,160,176"],
  GGRS87: ["GRS80", "-199.87,74.79,246.62"],
  potsdam: ["bessel", "598.1,73.7,418.2,0.202,0.045,-2.455,6.7"],
  carthage: ["clrk80ign", "-263,6,431"],
  hermannskogel: ["bessel", "577.326,90.129,463.919,5.137,1.474,5.297,2.4232"],
  ire65: ["mod_airy", "482.53,-130.596,564.557,-1.042,-0.214,-0.631,8.15"],
  nzgd49: ["intl", "59.47,-5.04,187.44,0.47,-0.1,1.024,-4.5993"],
  OSGB36: ["airy", "446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894"],
};

/** Degrees east of Greenwich. */
export const meridians: Readonly<Record<string, number>> = {
  greenwich: 0,
  lisbon: -9.131906111111,
  paris: 2.337229166667,
  bogota: -74.080916666667,
  madrid: -3.687938888889,
  rome: 12.452333333333,
  bern: 7.439583333333,
  jakarta: 106.807719444444,
  ferro: -17.666666666667,
  brussels: 4.367975,
  stockholm: 18.058277777778,
  athens: 23.7163375,
  oslo: 10.722916666667,
};

/** Metres in one unit. */
export const linearUnits: Readonly<Record<string, number>> = {
  m: 1,
  km: 1000,
  dm: 0.1,
  cm: 0.01,
  mm: 0.001,
  ft: 0.3048,
  "us-ft": 1200 / 3937,
  "ind-ft": 0.30479841,
  yd: 0.9144,
  "us-yd": 3600 / 3937,
  "ind-yd": 0.91439523,
  mi: 1609.344,
  "us-mi": 6336000 / 3937,
  kmi: 1852,
  fath: 1.8288,
  ch: 20.1168,
  "us-ch": 79200 / 3937,
  "ind-ch": 20.11669506,
  link: 0.201168,
  in: 0.0254,
  "us-in": 100 / 3937,
};

/** Degrees in one angular unit that a geographic system may use; ours alone, PROJ strings always mean degrees. */
export const angularUnits: Readonly<Record<string, number>> = {
  deg: 1,
  grad: 0.9,
  rad: 180 / Math.PI,
  arcmin: 1 / 60,
  arcsec: 1 / 3600,
  mil: 0.05625,
};

/** Reads `+key=value` words; null when there is no +proj. The last of a repeated key counts; +k is read as +k_0, aliases as PROJ does. */
export function parseProj(text: string): ProjParams | null {
  const params = new Map<string, string>();
  for (const word of text.trim().split(/\s+/)) {
    const [key = "", value = ""] = word.replace(/^\+/, "").split(/=(.*)/s);
    if (key) params.set(key === "k" ? "k_0" : key, value);
  }
  const proj = params.get("proj");
  if (!proj) return null;
  if (["latlong", "lonlat", "latlon"].includes(proj)) params.set("proj", "longlat");
  return params;
}

export const formatProj = (params: ProjParams): string => [...params].map(([key, value]) => (value === "" ? `+${key}` : `+${key}=${value}`)).join(" ");

/** The shortest decimal without the last, noisy digit that unit factors leave. */
export const exactNumber = (value: number): string => String(Number(value.toPrecision(15)));

/** A number of the string, or `initial` when it is absent or no number. */
export function projNumber(params: ProjParams, key: string, initial = 0): number {
  const value = Number.parseFloat(params.get(key) ?? "");
  return Number.isFinite(value) ? value : initial;
}

/** The figure of the earth, by +R, +a with +rf +f or +b, +ellps or +datum, in PROJ's order; WGS 84 when nothing says. */
export function ellipsoidOf(params: ProjParams): Ellipsoid {
  const radius = projNumber(params, "R");
  if (radius) return { semiMajor: radius, inverseFlattening: 0 };
  const datum = datums[params.get("datum") ?? ""];
  const [a, second] = ellipsoids[params.get("ellps") ?? datum?.[0] ?? "WGS84"] ?? [6378137, 298.257223563];
  const semiMajor = projNumber(params, "a", a);
  if (params.has("rf")) return { semiMajor, inverseFlattening: projNumber(params, "rf") };
  if (params.has("f")) return { semiMajor, inverseFlattening: projNumber(params, "f") ? 1 / projNumber(params, "f") : 0 };
  const minor = params.has("b") ? projNumber(params, "b") : second > 1e6 ? second : null;
  if (minor !== null) return { semiMajor, inverseFlattening: Math.abs(semiMajor - minor) < 1e-9 ? 0 : semiMajor / (semiMajor - minor) };
  return { semiMajor, inverseFlattening: params.has("a") && !params.has("ellps") && !datum ? 0 : second };
}

/** The seven parameters to WGS 84 (metres, arc seconds, parts per million; position vector), or null when the string has no shift. */
export function shiftOf(params: ProjParams): readonly number[] | null {
  if (params.get("nadgrids") === "@null") return null;
  const text = params.get("towgs84") ?? datums[params.get("datum") ?? ""]?.[1];
  if (text === undefined) return null;
  const values = text.split(",").map(Number);
  return values.every(Number.isFinite) ? Array.from({ length: 7 }, (_, i) => values[i] ?? 0) : null;
}

/** Degrees east of Greenwich of the prime meridian. */
export function meridianOf(params: ProjParams): number {
  const pm = params.get("pm") ?? "0";
  return meridians[pm] ?? (Number.parseFloat(pm) || 0);
}

/** PROJ's name of an ellipsoid with these axes, or null. Axes are compared to a tenth of a millimetre at the pole. */
export function ellipsoidName({ semiMajor, inverseFlattening }: Ellipsoid): string | null {
  const minor = (a: number, second: number) => (second > 1e6 ? second : second === 0 ? a : a - a / second);
  const b = minor(semiMajor, inverseFlattening);
  return Object.entries(ellipsoids).find(([, [a, second]]) => Math.abs(a - semiMajor) < 1e-4 && Math.abs(minor(a, second) - b) < 5e-5)?.[0] ?? null;
}

/** UTM as the transverse Mercator that it is; anything else unchanged. */
export function withoutUtm(params: ProjParams): ProjParams {
  if (params.get("proj") !== "utm") return params;
  const zone = Math.abs(projNumber(params, "zone")) || Math.floor((projNumber(params, "lon_0") + 186) / 6);
  const own = { proj: "tmerc", lat_0: "0", lon_0: String(zone * 6 - 183), k_0: "0.9996", x_0: "500000", y_0: params.has("south") ? "10000000" : "0" };
  return new Map([...Object.entries(own), ...[...params].filter(([key]) => !["proj", "zone", "south", "lon_0", "lat_0", "k_0", "x_0", "y_0"].includes(key))]);
}

/** Metres in one unit of x and y, or degrees in one unit of longitude and latitude. */
export function unitSize(params: ProjParams): number {
  const units = params.get("units");
  if (params.get("proj") === "longlat") return angularUnits[units ?? "deg"] ?? 1;
  const [over = "", under = "1"] = (params.get("to_meter") ?? "").split("/");
  return Number(over) / Number(under) || linearUnits[units ?? "m"] || 1;
}

/** The word for a unit of length, by PROJ's name where one fits; none for the metre. */
export function unitWords(metres: number): string {
  if (Math.abs(metres - 1) < 1e-12) return "";
  const name = Object.entries(linearUnits).find(([, size]) => Math.abs(size - metres) < 1e-9 * size)?.[0];
  return name ? `+units=${name}` : `+to_meter=${exactNumber(metres)}`;
}

/** Words about the figure of the earth, its shift and its meridian. */
const datumWords = ["datum", "ellps", "a", "b", "rf", "f", "R", "towgs84", "nadgrids", "pm"];
/** Words that `sameProjection` compares by what they mean, or that mean nothing. */
const derivedWords = new Set([...datumWords, "k_0", "units", "to_meter", "no_defs", "wktext", "type", "title"]);

/** Words whose value is the same after a whole turn. */
const directions = new Set(["lon_0", "lonc", "lon_1", "lon_2", "alpha", "gamma"]);

/** The datum's part of a proj string. */
export const datumPart = (proj: string): string => formatProj(new Map([...(parseProj(proj) ?? [])].filter(([key]) => datumWords.includes(key))));

/** The projection's part of a proj string: neither datum nor unit. */
export const projectionPart = (proj: string): string =>
  formatProj(new Map([...(parseProj(proj) ?? [])].filter(([key]) => ![...datumWords, "units", "to_meter", "no_defs"].includes(key))));

/**
 * True when two proj strings give the same coordinates on their own ellipsoid and meridian, whatever words they use: numbers count as
 * equal to a tenth of a millimetre or so. With `datum` the shifts to WGS 84 must be the same too.
 */
export function sameProjection(l: string, r: string, { datum }: { readonly datum: boolean }): boolean {
  const one = meaningOf(l, datum);
  const other = meaningOf(r, datum);
  if (one.size !== other.size) return false;
  for (const [key, value] of one) {
    const against = other.get(key);
    if (typeof value === "number" && typeof against === "number" ? Math.abs(value - against) > 1e-9 * Math.max(1, Math.abs(value)) : value !== against)
      return false;
  }
  return true;
}

function meaningOf(text: string, datum: boolean): ReadonlyMap<string, number | string> {
  const params = filled(withoutUtm(parseProj(text) ?? new Map()));
  const meaning = new Map<string, number | string>();
  for (const [key, value] of params) {
    const number = value === "" ? Number.NaN : Number(value);
    // A zero says what silence says.
    if (derivedWords.has(key) || number === 0) continue;
    if (!Number.isFinite(number)) meaning.set(key, value);
    else meaning.set(key, directions.has(key) ? ((number % 360) + 360) % 360 : number);
  }
  const { semiMajor, inverseFlattening } = ellipsoidOf(params);
  meaning
    .set("k_0", projNumber(params, "k_0", 1))
    .set("a", semiMajor)
    .set("b", inverseFlattening ? semiMajor - semiMajor / inverseFlattening : semiMajor);
  meaning.set("pm", Math.round(meridianOf(params) * 1e7)).set("unit", unitSize(params));
  // Six digits of the flattening tell GRS 80 from WGS 84, which lie 0.1 mm apart.
  if (datum) meaning.set("shift", String(shiftOf(params))).set("rf", inverseFlattening.toFixed(6));
  return meaning;
}

/** What a method needs to be complete where PROJ assumes zero; the offsets are needed by all. */
const origins: Readonly<Record<string, readonly string[]>> = {
  tmerc: ["lat_0", "lon_0"],
  etmerc: ["lat_0", "lon_0"],
  omerc: ["lat_0"],
  lcc: ["lat_0", "lon_0"],
  aea: ["lat_0", "lon_0", "lat_1", "lat_2"],
  eqdc: ["lat_0", "lon_0", "lat_1", "lat_2"],
  laea: ["lat_0", "lon_0"],
  stere: ["lat_0", "lon_0"],
  sterea: ["lat_0", "lon_0"],
  somerc: ["lat_0", "lon_0"],
  cass: ["lat_0", "lon_0"],
  poly: ["lat_0", "lon_0"],
  aeqd: ["lat_0", "lon_0"],
  gnom: ["lat_0", "lon_0"],
  ortho: ["lat_0", "lon_0"],
  eqc: ["lat_ts", "lat_0", "lon_0"],
  cea: ["lat_ts", "lon_0"],
};

/** The same system with every default written out, so that no reader has to know them. */
export function filled(params: ProjParams): ProjParams {
  const proj = params.get("proj") ?? "";
  if (proj === "longlat") return params;
  const out = new Map(params);
  const add = (key: string, value: string) => out.has(key) || out.set(key, value);
  // A cone with one parallel touches where its origin is, unless it says otherwise.
  if (proj === "lcc") {
    if (out.has("lat_1") && !out.has("lat_2")) add("lat_0", out.get("lat_1") ?? "0");
    add("lat_1", out.get("lat_0") ?? "0");
    add("lat_2", out.get("lat_1") ?? "0");
  }
  if (proj !== "utm") {
    for (const key of origins[proj] ?? ["lon_0"]) add(key, "0");
    add("x_0", "0");
    add("y_0", "0");
  }
  return out;
}
