import type { Crs } from "./crs.ts";
import { crsFromCode, crsFromRow, epsgRows, epsgTable } from "./epsg.ts";
import { plainName } from "./methods.ts";
import { datumPart, ellipsoidName, exactNumber, filled, formatProj, parseProj, projNumber, sameProjection } from "./proj-string.ts";

let geographicByName: ReadonlyMap<string, number> | null = null;

/** The geographic system that a name of it or of its datum stands for ("NAD83", "GCS_North_American_1983", "D_WGS_1984"); null when unknown. */
export function geographicOfName(name: string): Crs | null {
  if (!geographicByName) {
    const found = new Map<string, number>();
    const { datums } = epsgTable();
    for (const [code] of datums) addTo(found, plainName(crsFromCode(code)?.name ?? ""), code);
    for (const [code, , names] of datums) for (const word of names.split("|")) addTo(found, word, code);
    geographicByName = found;
  }
  const plain = plainName(name.replace(/^(?:GCS|D)_/, ""));
  const code = geographicByName.get(plain);
  return code === undefined ? null : crsFromCode(code);
}

function addTo(map: Map<string, number>, name: string, code: number): void {
  if (name && !map.has(name)) map.set(name, code);
}

/** The geographic system on an EPSG datum, by the datum's code. */
export function geographicOfDatum(datum: number): Crs | null {
  const row = epsgTable().datums.find(([, code]) => code === datum);
  return row ? crsFromCode(row[0]) : null;
}

/** A system that uses this EPSG conversion (a projection with its numbers); its datum is of no meaning. */
export function crsOfConversion(conversion: number): Crs | null {
  const row = epsgTable().conversions.find(([code]) => code === conversion);
  return row ? crsFromCode(row[1]) : null;
}

/**
 * The row of the table that is `proj` on the datum of `geographic`: the same numbers under a name that begins with the datum's. Null when
 * there is none; of several with the same numbers the one whose name is nearest to `called`.
 */
export function knownCrs(proj: string, geographic: Crs | null, called: string): Crs | null {
  if (!geographic) return null;
  if (proj.startsWith("+proj=longlat")) return sameProjection(proj, geographic.proj, { datum: false }) ? geographic : null;
  const method = /\+proj=(\S+)/.exec(proj)?.[1] ?? "";
  const alike = method === "tmerc" || method === "utm" ? ["tmerc", "utm"] : [method];
  const isOn = (name: string) => name.startsWith(geographic.name) && /^( \/|-extended \/| [A-Z]+$)/.test(name.slice(geographic.name.length));
  const rows = epsgRows().filter(
    ([, name, text]) => alike.some((word) => text.startsWith(`+proj=${word} `)) && isOn(name) && sameProjection(text, proj, { datum: false }),
  );
  const words = new Set(wordsOf(called));
  const likeness = (name: string) => [...new Set(wordsOf(name))].reduce((sum, word) => sum + (words.has(word) ? 1 : -1), 0);
  const [best] = rows.sort((l, r) => likeness(r[1]) - likeness(l[1]));
  return best ? crsFromRow(best) : null;
}

const wordsOf = (name: string): readonly string[] => name.toLowerCase().match(/[a-z]+|[\d.]+/g) ?? [];

/** The datum's words for an ellipsoid (metres, 0 for a sphere), a meridian in degrees and a shift to WGS 84; by name where one fits. */
export function datumWords(semiMajor: number, inverseFlattening: number, meridian = 0, shift: readonly number[] | null = null): string {
  const name = ellipsoidName({ semiMajor, inverseFlattening });
  const figure = name
    ? `+ellps=${name}`
    : inverseFlattening === 0
      ? `+R=${exactNumber(semiMajor)}`
      : `+a=${exactNumber(semiMajor)} +rf=${exactNumber(inverseFlattening)}`;
  return `${figure}${meridian ? ` +pm=${exactNumber(meridian)}` : ""}${shift ? ` +towgs84=${shift.map(exactNumber).join(",")}` : ""}`;
}

/** The datum's words of a known geographic system. */
export const datumWordsOf = (geographic: Crs): string => datumPart(geographic.proj);

/** The projections that can be computed, by PROJ's names; proj4's other ones differ from PROJ. */
const computable = new Set(
  (
    "longlat utm tmerc etmerc merc lcc aea laea aeqd eqdc stere sterea eqc cass gnom mill ortho poly robin sinu vandg nzmg cea omerc somerc " +
    "krovak bonne moll eck6 eqearth geos tpers qsc ob_tran"
  ).split(" "),
);

/**
 * A system that no table names; null when `text` is no proj string, or not of a projection that can be computed. On the datum of a known
 * system it is as accurate as that.
 */
export function ownCrs(name: string, text: string, base: Crs | null = null): Crs | null {
  const params = parseProj(text);
  const method = params?.get("proj") ?? "";
  if (!params || !computable.has(method) || (method === "geos" && !(projNumber(params, "h") > 0))) return null;
  const proj = formatProj(filled(params));
  return { code: null, name: name || params.get("title") || proj, proj, accuracyMetres: base?.accuracyMetres ?? null, area: null };
}
