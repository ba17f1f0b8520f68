import { Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { FaultError } from "../../fault.ts";
import { WGS84 } from "../../grid/crs.ts";
import { loadEpsg } from "../../grid/epsg.ts";
import { joinShapes, noShapes, type Shape } from "../../grid/shapes.ts";
import { shapesSchema, shapesWords } from "../../ops/shapes-field.ts";
import { numberProperties, shapesFromGeoJson } from "../../session/shapes.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Select } from "../controls/select.tsx";
import { Problem, TextField } from "../controls/text-field.tsx";
import { faultText } from "../fault-text.ts";
import { pickFiles } from "../files.ts";
import { parseNumber } from "../format.ts";
import type { FieldProps } from "./op-form.tsx";

/** A file as it was read, for its numbers to be chosen again. */
interface Source {
  readonly name: string;
  readonly json: unknown;
  readonly attributes: readonly string[];
}

const ownValue = "";

const isOnEarth = (lon: number | null | undefined, lat: number | null | undefined) => Math.abs(lon ?? Number.NaN) <= 360 && Math.abs(lat ?? Number.NaN) <= 90;

/** "13.7 46.3; 13.8 46.4" as points; null when it reads otherwise. */
function parsePoints(text: string): Shape[] | null {
  const pairs = text.split(";").map((pair) => pair.trim().split(/\s+/).map(parseNumber));
  const good = pairs.filter((pair): pair is [number, number] => pair.length === 2 && isOnEarth(pair[0], pair[1]));
  return good.length === pairs.length ? good.map((at) => ({ kind: "point", rings: [[at]], value: null, zindex: 0 })) : null;
}

/** Points, lines and areas from a file, each with a number of its own if the file has one; and points by their coordinates. */
export function ShapesField({ meta, value, problem, step, onChange }: FieldProps) {
  const parsed = shapesSchema.safeParse(value);
  const shapes = parsed.success ? parsed.data : noShapes;
  const [source, setSource] = useState<Source | null>(null);
  const [attribute, setAttribute] = useState(ownValue);
  const [wrong, setWrong] = useState<string | null>(null);
  const read = async (file: File) => {
    await loadEpsg();
    try {
      const json: unknown = JSON.parse(await file.text());
      onChange(shapesFromGeoJson(json, file.name));
      setSource({ name: file.name, json, attributes: numberProperties(json) });
      setAttribute(ownValue);
      setWrong(null);
    } catch (error) {
      setWrong(error instanceof FaultError ? faultText(error.fault).cause : `${file.name} is not GeoJSON.`);
    }
  };
  const choose = (name: string) => {
    if (!source) return;
    setAttribute(name);
    const burnt = (properties: Readonly<Record<string, unknown>>) => {
      const own = properties[name];
      return { value: typeof own === "number" ? own : null, zindex: 0 };
    };
    onChange(shapesFromGeoJson(source.json, source.name, { burnt }));
  };
  const add = (text: string) => {
    if (text.trim() === "") return;
    const points = parsePoints(text);
    setWrong(points ? null : "Longitude and latitude (−90 to 90) with a space between, points with a semicolon: 13.7 46.3; 13.8 46.4");
    if (points) onChange(joinShapes(shapes, { crs: WGS84, shapes: points }));
  };
  return (
    <fieldset className="stack" aria-label={meta.label}>
      <span className="label">{meta.label}</span>
      <div className="area-tools">
        <Button
          icon={Upload}
          look="quiet"
          title="Import the points, lines and areas of a GeoJSON"
          onClick={() => void pickFiles(false, ".geojson,.json").then(([picked]) => picked && read(picked.file))}
        >
          Import…
        </Button>
        {shapes.shapes.length > 0 && <IconButton icon={Trash2} label={`Delete ${shapesWords(0, shapes)}`} onClick={() => onChange(noShapes)} />}
        {shapes.shapes.length > 0 && <span className="small muted">{shapesWords(0, shapes)}</span>}
      </div>
      {step.op === "rasterize" && source && source.attributes.length > 0 && (
        <Select
          label="Value from"
          labelled
          value={attribute}
          options={[{ value: ownValue, label: "The value below" }, ...source.attributes.map((name) => ({ value: name, label: name }))]}
          onChange={choose}
        />
      )}
      <TextField key={shapes.shapes.length} label="Add points by longitude and latitude" labelled value="" placeholder="13.7 46.3; 13.8 46.4" onCommit={add} />
      {(wrong ?? problem) && <Problem>{wrong ?? problem}</Problem>}
    </fieldset>
  );
}
