import { useId, useState } from "react";
import type { Areas, Polygon, Position } from "../../grid/areas.ts";
import { Button } from "../controls/button.tsx";
import { Problem } from "../controls/text-field.tsx";
import { number, parseNumber } from "../format.ts";
import { crsCode } from "../layer-facts.ts";

const most = 5000;

/** One point a line, x then y; an empty line starts a hole. */
export const polygonText = (rings: Polygon): string => rings.map((ring) => ring.map(([x, y]) => `${x}, ${y}`).join("\n")).join("\n\n");

/** Reads what `polygonText` writes; a string says which line cannot be read. */
export function parsePolygon(text: string): Polygon | string {
  const rings: Position[][] = [[]];
  for (const [i, line] of text.trim().split("\n").entries()) {
    if (line.trim() === "") {
      rings.push([]);
      continue;
    }
    const [x, y, more] = line
      .trim()
      .split(/\s*[,;]\s*|\s+/)
      .map(parseNumber);
    if (typeof x !== "number" || typeof y !== "number" || more !== undefined) return `Line ${i + 1} is not two numbers with a comma between them.`;
    rings.at(-1)?.push([x, y]);
  }
  const used = rings.filter((ring) => ring.length > 0);
  const short = used.findIndex((ring) => ring.length < 3);
  if (used.length === 0) return "At least three points are needed.";
  if (short >= 0) return `${short === 0 ? "The area" : `Hole ${short}`} needs at least three points.`;
  return used.map((ring) => {
    const [first, last] = [ring[0], ring.at(-1)];
    return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
  });
}

interface CoordinateListProps {
  readonly areas: Areas;
  /** The area to edit; null types a new one. */
  readonly at: number | null;
  onChange(areas: Areas): void;
  onDone(): void;
}

/** The points of an area as text, for the keyboard and for exact numbers. */
export function CoordinateList({ areas, at, onChange, onDone }: CoordinateListProps) {
  const rings = at === null ? undefined : areas.polygons[at];
  const [text, setText] = useState(() => (rings ? polygonText(rings) : ""));
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const points = rings?.reduce((sum, ring) => sum + ring.length, 0) ?? 0;
  if (points > most) return <p className="note">This area has {number(points, 0)} points, too many to type. Export it to edit it elsewhere.</p>;
  const apply = () => {
    const parsed = parsePolygon(text);
    if (typeof parsed === "string") return setProblem(parsed);
    setProblem(null);
    if (at === null) {
      onChange({ ...areas, polygons: [...areas.polygons, parsed], edges: [...areas.polygons.map((_, i) => areas.edges[i] ?? "crs"), "crs"] });
      onDone();
    } else onChange({ ...areas, polygons: areas.polygons.map((old, i) => (i === at ? parsed : old)) });
  };
  const order = areas.crs.code === 4326 ? "Longitude, latitude" : `x, y in ${crsCode(areas.crs)}`;
  return (
    <div className="coordinates">
      <label className="label" htmlFor={id}>
        {at === null ? "New area" : `Area ${at + 1}`}: {order}, one point a line. An empty line starts a hole.
      </label>
      <textarea
        id={id}
        className="field"
        rows={6}
        spellCheck={false}
        value={text}
        aria-invalid={problem !== null}
        onChange={(event) => setText(event.target.value)}
      />
      {problem && <Problem>{problem}</Problem>}
      <Button size="small" onClick={apply}>
        {at === null ? "Add area" : "Apply"}
      </Button>
    </div>
  );
}
