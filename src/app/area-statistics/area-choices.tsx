import { Pentagon } from "lucide-react";
import { opOf } from "../../ops/lookup.ts";
import { masksOf, usualStage } from "../../session/area-statistics.ts";
import type { AreaTable } from "../../session/area-table.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Select } from "../controls/select.tsx";
import { pickFiles } from "../files.ts";
import { plural } from "../format.ts";
import { layerOf } from "../layer-facts.ts";
import { stepSummary } from "../op-panel/step-summary.ts";

const fromFile = "file";

/** Whose areas, and the values of which stage of the recipe. */
export function AreaChoices({ table }: { readonly table: AreaTable }) {
  const { layer, source } = table;
  const document = useSession((s) => s.document);
  const steps = useSession((s) => layerOf(s, layer)?.recipe.steps ?? none);
  const masks = masksOf({ document }, layer);
  const stage = table.stage ?? usualStage({ document }, table) ?? steps.length;
  const choose = () => void pickFiles(false, ".geojson,.json,.kml,.kmz,.zip").then(([picked]) => picked && commands.importTableAreas(picked.file));
  const sources = [
    ...masks.map((step) => ({ value: step.id as string, label: `Step ${steps.indexOf(step) + 1}, ${opOf(step.op).title}`, aside: stepSummary(step) })),
    ...(source?.kind === "file" ? [{ value: fromFile, label: source.name, aside: plural(source.areas.length, "area") }] : []),
  ];
  // Stage i is what comes out of step i; a step that is off gives what is before it.
  const stages = [
    { value: "0", label: "Source" },
    ...steps.flatMap((step, i) => (step.on && i + 1 < steps.length ? [{ value: String(i + 1), label: `After step ${i + 1}, ${opOf(step.op).title}` }] : [])),
    ...(steps.length > 0 ? [{ value: String(steps.length), label: "Result" }] : []),
  ];
  if (sources.length === 0)
    return (
      <div className="area-note">
        <p className="note">This layer has no areas yet. Draw them in a mask step, or take them from a GeoJSON, KML or zipped Shapefile.</p>
        <div className="row">
          <Button icon={Pentagon} onClick={() => commands.addStep(layer, "mask")}>
            Add a mask step
          </Button>
          <Button look="quiet" onClick={choose}>
            Import areas…
          </Button>
        </div>
      </div>
    );
  return (
    <div className="area-choices">
      <Select
        label="Areas of"
        labelled
        value={source?.kind === "step" ? source.step : source ? fromFile : null}
        options={sources}
        onChange={(value) => {
          const step = masks.find((one) => one.id === value);
          if (step) commands.setAreaTable({ source: { kind: "step", step: step.id }, stage: null });
        }}
      />
      <Select
        label="Values of"
        labelled
        value={String(stage)}
        options={stages}
        onChange={(value) => commands.setAreaTable({ stage: Number(value) === steps.length ? null : Number(value) })}
      />
      <Button look="quiet" onClick={choose}>
        Import areas…
      </Button>
    </div>
  );
}

const none: readonly never[] = [];
