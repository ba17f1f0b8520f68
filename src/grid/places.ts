import { epsgTable } from "./epsg.ts";
import type { Extent } from "./extent.ts";

/** What people also call places of the table. */
const otherNames: Readonly<Record<string, string>> = {
  "united states": "usa",
  america: "usa",
  "united kingdom": "uk",
  "great britain": "uk",
  britain: "uk",
  england: "uk",
  scotland: "uk",
  wales: "uk",
  "czech republic": "czechia",
  holland: "netherlands",
  "the netherlands": "netherlands",
  "south korea": "republic of korea",
  burma: "myanmar",
  swaziland: "eswatini",
  macedonia: "north macedonia",
  emirates: "uae",
};

export interface FoundPlace {
  readonly phrase: string;
  readonly extent: Extent;
}

let places: ReadonlyMap<string, Extent> | null = null;

/** Splits a query in lower case into the places it names (whole, or begun by its last word) and its other words. */
export function placesIn(query: string): { readonly places: readonly FoundPlace[]; readonly words: readonly string[] } {
  const known = (places ??= readPlaces());
  const words = query
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .filter(Boolean);
  const found: FoundPlace[] = [];
  const rest: string[] = [];
  for (let i = 0; i < words.length; ) {
    const span = [4, 3, 2, 1].find((length) => i + length <= words.length && known.has(words.slice(i, i + length).join(" ")));
    const phrase = span ? words.slice(i, i + span).join(" ") : begun(words.slice(i), known);
    const extent = phrase === null ? undefined : known.get(phrase);
    if (phrase !== null && extent) {
      found.push({ phrase: span ? phrase : (words[i] ?? phrase), extent });
      i += span ?? words.length;
    } else {
      rest.push(words[i] ?? "");
      i++;
    }
  }
  return { places: found, words: rest };
}

/** The one place that the last word of a query begins, from four letters on. */
function begun(words: readonly string[], known: ReadonlyMap<string, Extent>): string | null {
  const [word = "", ...more] = words;
  if (more.length > 0 || word.length < 4) return null;
  return [...known.keys()].find((name) => name.startsWith(word)) ?? null;
}

function readPlaces(): ReadonlyMap<string, Extent> {
  const read = new Map<string, Extent>();
  for (const [name, west, south, east, north] of epsgTable().places) {
    read.set(
      name
        .toLowerCase()
        .replace(/\s*\(.*\)/, "")
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
      { west, south, east, north },
    );
  }
  for (const [name, known] of Object.entries(otherNames)) {
    const extent = read.get(known);
    if (extent) read.set(name, extent);
  }
  return read;
}

/** The part of the area of both extents (in degrees) that they share: 1 for the same, 0 for none. West may exceed east. */
export function shareOf(l: Extent, r: Extent): number {
  const width = ({ west, east }: Extent) => east - west + (east < west ? 360 : 0);
  const height = Math.min(l.north, r.north) - Math.max(l.south, r.south);
  if (height <= 0) return 0;
  let shared = 0;
  for (const turn of [-360, 0, 360]) shared += Math.max(0, Math.min(l.west + width(l), r.west + turn + width(r)) - Math.max(l.west, r.west + turn));
  shared = Math.min(shared, width(l), width(r));
  const total = width(l) * (l.north - l.south) + width(r) * (r.north - r.south) - shared * height;
  return total > 0 ? (shared * height) / total : 0;
}
