import { toMap } from "../../grid/affine.ts";
import { accuracyNote, type Crs, projectExtent, WGS84 } from "../../grid/crs.ts";
import { plausibleCrs, searchCrs } from "../../grid/crs-search.ts";
import type { Extent } from "../../grid/extent.ts";
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

const mostFound = 30;
/** What merely fits is a long list with a quick end of sense. */
const mostPlausible = 12;

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
  if (query.trim() !== "") {
    const found = searchCrs(query, mostFound).map((crs) => candidateOf(crs, extent && projectExtent(extent, crs, WGS84), false));
    return grouped([["Found", found]], false);
  }
  const plausible = extent ? plausibleCrs(extent, others, mostPlausible) : [];
  const near = plausible.filter((one) => one.near).map(({ crs, landing }) => candidateOf(crs, landing, true));
  const far = plausible.filter((one) => !one.near).map(({ crs, landing }) => candidateOf(crs, landing, false));
  if (near.length === 0) return grouped([["Fits these coordinates", far]], false);
  return grouped(
    [
      ["Fits these coordinates", near],
      ["Possible, but far from your other layers", far],
    ],
    true,
  );
}

const candidateOf = (crs: Crs, ground: Extent | null, near: boolean): Candidate => ({
  id: String(crs.code ?? crs.proj),
  crs,
  ground,
  where: [near ? "lands on your other layers" : whereWords(ground), ...accuracyWords(crs)].join(" · "),
});

const grouped = (groups: readonly (readonly [string, readonly Candidate[]])[], likely: boolean): readonly CandidateGroup[] =>
  groups.filter(([, candidates]) => candidates.length > 0).map(([title, candidates], i) => ({ title, likely: likely && i === 0, candidates }));

function whereWords(ground: Extent | null): string {
  if (!ground) return "has no place for these coordinates";
  const lon = (ground.west + (ground.east < ground.west ? ground.east + 360 : ground.east)) / 2;
  return `lands at ${lonLat(Math.round(lon * 10) / 10, Math.round((ground.south + ground.north) * 5) / 10)}`;
}

function accuracyWords(crs: Crs): readonly string[] {
  const note = accuracyNote(crs);
  return note === null ? [] : [`accuracy ${number(note, note < 10 ? 1 : 0)} m`];
}
