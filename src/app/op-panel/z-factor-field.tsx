import { type ZFactor, zFactorSchema } from "../../ops/z-factor.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Select } from "../controls/select.tsx";
import { Problem, TextField } from "../controls/text-field.tsx";
import { parseNumber } from "../format.ts";
import type { FieldProps } from "./op-form.tsx";

const kinds = [
  { value: "number", label: "In the unit of the CRS", aside: "times a number" },
  { value: "degrees/metres", label: "Metres over degrees", aside: "true ground" },
  { value: "degrees/feet", label: "Feet over degrees", aside: "true ground" },
  { value: "latLng/metres", label: "Metres over degrees, one factor a row", aside: "as GeoPySpark" },
  { value: "latLng/feet", label: "Feet over degrees, one factor a row", aside: "as GeoPySpark" },
  { value: "latitudes", label: "By latitude", aside: "a table" },
];

function chosenKind(key: string): ZFactor {
  const [kind, unit] = key.split("/");
  if (kind === "degrees" || kind === "latLng") return { kind, unit: unit === "feet" ? "feet" : "metres" };
  if (kind === "latitudes")
    return {
      kind,
      table: [
        [0, 1],
        [60, 2],
      ],
    };
  return { kind: "number", value: 1 };
}

const tableText = (table: readonly (readonly [number, number])[]) => table.map(([lat, factor]) => `${lat}: ${factor}`).join("; ");

/** "0: 1; 60: 2" as pairs; null when it reads otherwise. */
function parseTable(text: string): [number, number][] | null {
  const pairs = text.split(";").map((pair) => pair.split(":").map(parseNumber));
  const good = pairs.filter((pair): pair is [number, number] => pair.length === 2 && pair.every((part) => part !== null));
  return good.length === pairs.length ? good : null;
}

/** How heights compare with distances on the ground. */
export function ZFactorField({ meta, value, problem, onChange }: FieldProps) {
  const parsed = zFactorSchema.safeParse(value);
  // A draft that does not pass keeps its shape; only numbers inside it may be out of range.
  const chosen = (parsed.success ? parsed.data : value) as ZFactor;
  const key = "unit" in chosen ? `${chosen.kind}/${chosen.unit}` : chosen.kind;
  return (
    <fieldset className="stack" aria-label={meta.label}>
      <Select label={meta.label} labelled value={key} options={kinds} onChange={(next) => onChange(chosenKind(next))} />
      {chosen.kind === "number" && (
        <NumberField label="Multiply heights by" labelled value={chosen.value} onChange={(next) => onChange({ kind: "number", value: next })} />
      )}
      {chosen.kind === "latitudes" && (
        <TextField
          label="Latitude: factor"
          labelled
          value={tableText(chosen.table)}
          onCommit={(text) => onChange({ kind: "latitudes", table: parseTable(text) ?? [] })}
        />
      )}
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}
