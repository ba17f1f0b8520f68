import { toMap } from "../../grid/affine.ts";
import { accuracyNote, type Crs, projectExtent, WGS84 } from "../../grid/crs.ts";
import { plausibleCrs, searchCrs } from "../../grid/crs-search.ts";
import { type Extent, intersectExtent } from "../../grid/extent.ts";
import { pixel } from "../../grid/point.ts";
import type { SceneMeta } from "../../layer/scene.ts";
import { lonLat, number } from "../format.ts";

/** A system that a file may be in, and the ground it would cover in it, in degrees. */
export interface Candidate {
  readonly id: string;
  readonly crs: Crs;
  readonly ground: Extent | null;
  /** "lands on your other layers", "lands at 14° E, 2° N". */
  readonly where: string;
}

export interface CandidateGroup {
  readonly title: string;
  /** Good enough for its first candidate to be chosen from the start. */
  readonly likely: boolean;
  readonly candidates: readonly Candidate[];
}

const most = 30;

/** The corners of a scene in its own units; null without a position. */
export function affineExtent({ affine, cols, rows }: SceneMeta): Extent | null {
  if (!affine) return null;
  const corners = [pixel(0, 0), pixel(cols, 0), pixel(0, rows), pixel(cols, rows)].map((p) => toMap(affine, p));
  const xs = corners.map((p) => p.x);
  const ys = corners.map((p) => p.y);
  return { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) };
}

/** Systems for an extent: those that fit its coordinates, near the other layers first; with a query, what is found by it. */
export function candidatesFor(extent: Extent | null, others: readonly Extent[], query: string): readonly CandidateGroup[] {
  const found = query.trim() === "" ? (extent ? plausibleCrs(extent, others, most) : []) : searchCrs(query, most);
  const candidates = found.map((crs): Candidate => {
    const ground = extent && projectExtent(extent, crs, WGS84);
    return { id: String(crs.code ?? crs.proj), crs, ground, where: [whereWords(ground, crs, others), ...accuracyWords(crs)].join(" · ") };
  });
  if (query.trim() !== "") return grouped([["Found", candidates]], false);
  if (others.length === 0) return grouped([["Fits these coordinates", candidates]], false);
  const near = candidates.filter(({ ground }) => touches(ground, others));
  return grouped(
    [
      ["Fits these coordinates", near],
      ["Possible, but far from your other layers", candidates.filter((one) => !near.includes(one))],
    ],
    near.length > 0,
  );
}

const grouped = (groups: readonly (readonly [string, readonly Candidate[]])[], likely: boolean): readonly CandidateGroup[] =>
  groups.filter(([, candidates]) => candidates.length > 0).map(([title, candidates], i) => ({ title, likely: likely && i === 0, candidates }));

/** Degrees within which two pieces of ground count as one place. */
const close = 1;

const touches = (ground: Extent | null, others: readonly Extent[]): boolean =>
  ground !== null &&
  others.some((other) =>
    intersectExtent({ west: ground.west - close, south: ground.south - close, east: ground.east + close, north: ground.north + close }, other),
  );

function whereWords(ground: Extent | null, { area }: Crs, others: readonly Extent[]): string {
  if (!ground) return "has no place for these coordinates";
  if (touches(ground, others)) return "lands on your other layers";
  const lon = (ground.west + ground.east) / 2;
  const lat = (ground.south + ground.north) / 2;
  const inside = area && intersectExtent(ground, area.west <= area.east ? area : { ...area, east: area.east + 360 });
  return `lands at ${lonLat(Math.round(lon * 10) / 10, Math.round(lat * 10) / 10)}${inside ? "" : ", outside its area of use"}`;
}

function accuracyWords(crs: Crs): readonly string[] {
  const note = accuracyNote(crs);
  return note === null ? [] : [`accuracy ${number(note, note < 10 ? 1 : 0)} m`];
}
