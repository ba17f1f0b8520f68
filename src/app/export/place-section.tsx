import { useState } from "react";
import { unitOf } from "../../grid/crs.ts";
import type { Extent } from "../../grid/extent.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { ExportDraft, ExportPlace } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Section } from "../controls/section.tsx";
import { Segments } from "../controls/segments.tsx";
import { Problem } from "../controls/text-field.tsx";
import { coordinateDecimals, number } from "../format.ts";
import { crsCode, footprint } from "../layer-facts.ts";
import type { DraftProblems } from "./draft-problems.ts";

interface PlaceSectionProps {
  readonly draft: ExportDraft;
  readonly meta: LayerMeta;
  readonly problems: DraftProblems;
}

const kinds = [
  { value: "layer", label: "Layer", none: "" },
  { value: "mask", label: "Mask", none: "No mask of this layer keeps the inside of an area" },
  { value: "view", label: "View", none: "Nothing of this layer is in view" },
] as const;

const edges = [
  ["west", "West"],
  ["east", "East"],
  ["south", "South"],
  ["north", "North"],
] as const;

/** The ground of the file and how many cells it is cut into. */
export function PlaceSection({ draft, meta, problems }: PlaceSectionProps) {
  // What is in view changes with the camera, what is masked with the document: both are asked again.
  useSession((s) => [s.viewExtent, s.document]);
  const [snapped, setSnapped] = useState<{ readonly edge: keyof Extent; readonly from: number; readonly place: ExportPlace } | null>(null);
  const { place } = draft;
  const whole = footprint(meta);
  const set = (next: ExportPlace) => commands.setExport({ ...draft, place: next });
  const there = (kind: ExportPlace["kind"]) => commands.exportPlace(draft.layer, kind);
  const cellWidth = (place.extent.east - place.extent.west) / place.cols;
  const cellHeight = (place.extent.north - place.extent.south) / place.rows;
  const unit = whole ? unitOf(whole.crs).label : "";
  const native = whole !== null && near(cellWidth, whole.cellWidth) && near(cellHeight, whole.cellHeight);
  const decimals = coordinateDecimals(Math.min(cellWidth, cellHeight) || 1);
  const choose = (kind: ExportPlace["kind"]) => {
    const next = kind === "typed" ? { ...place, kind } : there(kind);
    if (next) set(next);
  };
  const type = (edge: keyof Extent, at: number) => {
    const next = commands.typedPlace(draft, { ...place.extent, [edge]: at });
    setSnapped(Math.abs(next.extent[edge] - at) > 1e-6 * cellWidth ? { edge, from: at, place: next } : null);
    set(next);
  };
  const resize = (size: number) => {
    const factor = cellWidth / size;
    if (size > 0 && Number.isFinite(factor))
      set({ ...place, cols: Math.max(1, Math.round(place.cols * factor)), rows: Math.max(1, Math.round(place.rows * factor)) });
  };
  return (
    <Section title="Extent" aside={<span className="small muted">{whole && `${crsCode(whole.crs)}, ${unit}`}</span>}>
      <Segments
        label="Extent"
        value={place.kind}
        options={[
          ...kinds.map(({ value, label, none }) => {
            const missing = value !== place.kind && there(value) === null;
            return { value, label, disabled: missing, title: missing ? none : label };
          }),
          { value: "typed" as const, label: "Typed" },
        ]}
        onChange={choose}
      />
      <div className="extent-fields">
        {edges.map(([edge, label]) => (
          <NumberField
            key={edge}
            label={label}
            labelled
            value={Number(place.extent[edge].toFixed(decimals))}
            decimals={decimals}
            step={cellWidth}
            onChange={(at) => type(edge, at)}
          />
        ))}
      </div>
      {problems.extent && <Problem>{problems.extent}</Problem>}
      {place.kind === "typed" && native && !problems.extent && (
        <p className="note" role="status">
          {snapped?.place === place
            ? `${number(snapped.from, decimals)} moved outward to ${number(place.extent[snapped.edge], decimals)}, the next edge of a cell in the ${snapped.edge}.`
            : "Typed edges snap outward to whole cells of the layer."}
        </p>
      )}
      <div className="beside">
        <span className="label" aria-hidden="true">
          Cell size
        </span>
        <NumberField
          label="Cell size"
          value={Number(cellWidth.toPrecision(9))}
          step={cellWidth / 10}
          unit={native ? `${unit}, as the layer` : unit}
          onChange={resize}
        />
        <span className="label" aria-hidden="true">
          Columns × rows
        </span>
        <div className="size-fields">
          <NumberField
            label="Columns"
            value={place.cols}
            decimals={0}
            onChange={(cols) => set({ ...place, cols, rows: Math.max(1, Math.round((place.rows * cols) / place.cols)) })}
          />
          <span className="muted" aria-hidden="true">
            ×
          </span>
          <NumberField
            label="Rows"
            value={place.rows}
            decimals={0}
            unit="px"
            onChange={(rows) => set({ ...place, rows, cols: Math.max(1, Math.round((place.cols * rows) / place.rows)) })}
          />
        </div>
      </div>
      {problems.size && <Problem>{problems.size}</Problem>}
    </Section>
  );
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.abs(b);
