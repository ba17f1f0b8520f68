import type { Neighbourhood } from "../../cells/neighbourhood.ts";
import { neighbourhoodSchema } from "../../ops/neighbourhood-field.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import type { FieldProps } from "./op-form.tsx";

const shapes = [
  { value: "square", label: "Square" },
  { value: "circle", label: "Circle" },
  { value: "nesw", label: "Cross" },
  { value: "wedge", label: "Wedge" },
  { value: "annulus", label: "Ring" },
];

/** What each number of a shape is called. */
const lengths = {
  extent: { label: "Cells to each side", unit: "cells", decimals: 0 },
  radius: { label: "Radius", unit: "cells" },
  startAngle: { label: "From, turning left from east", unit: "°" },
  endAngle: { label: "To", unit: "°" },
  innerRadius: { label: "Inner radius", unit: "cells" },
  outerRadius: { label: "Outer radius", unit: "cells" },
} as const;
type LengthName = keyof typeof lengths;

/** Another shape of about the same size. */
function reshaped(kind: string, before: Neighbourhood): Neighbourhood {
  const size = "extent" in before ? before.extent : "radius" in before ? before.radius : before.outerRadius;
  switch (kind) {
    case "circle":
      return { kind, radius: size };
    case "wedge":
      return { kind, radius: size, startAngle: 45, endAngle: 135 };
    case "annulus":
      return { kind, innerRadius: Math.max(0, size - 1), outerRadius: size };
    default:
      return { kind: kind === "nesw" ? "nesw" : "square", extent: Math.ceil(size) };
  }
}

/** Shape and size of what lies around a cell. */
export function NeighbourhoodField({ meta, value, problem, onChange }: FieldProps) {
  const parsed = neighbourhoodSchema.safeParse(value);
  // A draft that does not pass keeps its shape; only numbers inside it may be out of range.
  const chosen = (parsed.success ? parsed.data : value) as Neighbourhood;
  const numbers = Object.entries(chosen).filter((entry): entry is [LengthName, number] => entry[0] in lengths);
  return (
    <fieldset className="stack" aria-label={meta.label}>
      <Select label={meta.label} labelled value={chosen.kind} options={shapes} onChange={(kind) => onChange(reshaped(kind, chosen))} />
      <div className="pair">
        {numbers.map(([name, size]) => (
          <NumberField key={name} labelled value={size} {...lengths[name]} onChange={(next) => onChange({ ...chosen, [name]: next })} />
        ))}
      </div>
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}
