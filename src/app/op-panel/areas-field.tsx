import { Download, Keyboard, Pentagon, Sigma, Trash2 } from "lucide-react";
import { useState } from "react";
import { type Areas, noAreas, type Polygon } from "../../grid/areas.ts";
import { commands } from "../../session/commands.ts";
import type { Mode } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Problem } from "../controls/text-field.tsx";
import { pickFiles } from "../files.ts";
import { plural } from "../format.ts";
import { CoordinateList } from "./coordinate-list.tsx";
import type { FieldProps } from "./op-form.tsx";

const vectorFiles = ".geojson,.json,.kml,.zip";

const isAreas = (value: unknown): value is Areas => typeof value === "object" && value !== null && "polygons" in value;

/** "9 points, 1 hole". */
function areaFacts(rings: Polygon): string {
  const open = (ring: Polygon[number]) => {
    const [first, last] = [ring[0], ring.at(-1)];
    return ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1] ? ring.length - 1 : ring.length;
  };
  const [outer, ...holes] = rings;
  return `${plural(outer ? open(outer) : 0, "point")}${holes.length > 0 ? `, ${plural(holes.length, "hole")}` : ""}`;
}

/** The areas of a mask: drawn on the map, imported, typed, deleted, and taken out as a file. */
export function AreasField({ value, problem, layer, step, onChange }: FieldProps) {
  const areas = isAreas(value) ? value : noAreas;
  const mode = useSession((s) => (s.mode.kind === "draw" && s.mode.step === step.id ? s.mode : null));
  const [typing, setTyping] = useState(false);
  const draw = (tool: Extract<Mode, { kind: "draw" }>["tool"], area: number | null) => commands.setMode({ kind: "draw", layer, step: step.id, tool, area });
  const remove = (at: number) => {
    onChange({ ...areas, polygons: areas.polygons.filter((_, i) => i !== at), edges: areas.edges.filter((_, i) => i !== at) });
    if (mode) draw(mode.tool, null);
  };
  const selected = mode?.area ?? null;
  return (
    <fieldset aria-label="Areas">
      {areas.polygons.length === 0 ? (
        <p className="note areas-empty">No areas yet. Draw one, or drop a GeoJSON anywhere.</p>
      ) : (
        <ul className="areas" aria-label="Areas">
          {areas.polygons.map((rings, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an area has no other name than its place
            <li key={i} data-selected={selected === i || undefined}>
              <button type="button" className="area-words cut" aria-pressed={selected === i} onClick={() => draw("edit", i)}>
                Area {i + 1} <span className="small muted">{areaFacts(rings)}</span>
              </button>
              <IconButton icon={Trash2} size="small" label={`Delete area ${i + 1}`} onClick={() => remove(i)} />
            </li>
          ))}
        </ul>
      )}
      <div className="area-tools">
        <Button icon={Pentagon} title="Draw area (P)" aria-pressed={mode?.tool === "area"} onClick={() => draw("area", null)}>
          Draw area
        </Button>
        <Button
          look="quiet"
          title="Import GeoJSON, KML or a zipped Shapefile"
          onClick={() => void pickFiles(false, vectorFiles).then(([picked]) => picked && commands.importAreas(layer, step.id, picked.file))}
        >
          Import…
        </Button>
        <IconButton
          icon={Keyboard}
          label={selected === null ? "Type coordinates" : `Coordinates of area ${selected + 1}`}
          aria-expanded={typing}
          onClick={() => setTyping(!typing)}
        />
        {areas.polygons.length > 0 && <IconButton icon={Download} label="Export mask" onClick={() => commands.exportMask(layer, step.id)} />}
      </div>
      {areas.polygons.length > 0 && (
        <Button look="link" size="small" icon={Sigma} onClick={() => commands.showAreaTable(layer, step.id)}>
          Statistics per area…
        </Button>
      )}
      {typing && <CoordinateList key={selected} areas={areas} at={selected} onChange={onChange} onDone={() => setTyping(false)} />}
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}
