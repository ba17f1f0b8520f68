import { CircleSlash } from "lucide-react";
import { opOf } from "../../ops/lookup.ts";
import type { TraceStage } from "../../session/readings.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { bandsBack } from "../../session/why-nodata.ts";
import { Icon } from "../controls/icon.tsx";
import { Section } from "../controls/section.tsx";
import { reading } from "../format.ts";
import { bandTitle, layerOf, metaOf } from "../layer-facts.ts";
import { stepSummary } from "../op-panel/step-summary.ts";
import { whyText } from "./why-text.ts";

/** More bands than this do not fit in a row: then the one on the map is told. */
const bandsInRow = 2;

/** The value at the read point after every step of the layer's recipe, and why there is none. */
export function StepsSection() {
  const trace = useSession((s) => s.trace);
  const layer = useSession((s) => layerOf(s, trace?.layer ?? null));
  const meta = useSession((s) => (trace ? metaOf(s, trace.layer) : null));
  const steps = layer?.recipe.steps ?? [];
  if (!trace?.stages || !layer || (steps.length === 0 && !trace.why)) return null;
  const many = trace.stages.some(({ values }) => values !== null && values.length > bandsInRow);
  const band = many && meta ? Math.min(layer.style.band, meta.bands.length - 1) : null;
  const last = trace.stages.at(-1);
  const bands = band === null ? null : bandsBack(trace.stages, steps, band);
  return (
    <Section
      title="By step"
      aside={<span className="small muted cut">{meta && (band !== null || meta.bands.length === 1) ? bandTitle(meta, band ?? 0) : layer.name}</span>}
    >
      {steps.length > 0 && (
        <table className="facts by-step">
          <tbody>
            {trace.stages.map((stage, i) => {
              const step = steps[i - 1];
              return (
                <tr key={step?.id ?? "source"} data-off={step?.on === false || undefined}>
                  <th scope="row">{step ? opOf(step.op).title : <SourceWord layer={layer.id} />}</th>
                  <td className="muted">{step && (step.on ? stepSummary(step) : "off")}</td>
                  <td>{step?.on === false ? "–" : told(stage, bands && (bands[i] ?? null), bands !== null)}</td>
                </tr>
              );
            })}
            <tr className="result">
              <th scope="row">Result</th>
              <td />
              <td>{last && told(last, band, band !== null)}</td>
            </tr>
          </tbody>
        </table>
      )}
      {trace.why && (
        <p className="why" role="status">
          <Icon of={CircleSlash} />
          {whyText(trace.why, layer.name, steps)}
        </p>
      )}
    </Section>
  );
}

function SourceWord({ layer }: { readonly layer: LayerId }) {
  const scenes = useSession((s) => layerOf(s, layer)?.recipe.scenes.length ?? 0);
  return scenes === 0 ? "Blank layout" : scenes === 1 ? "Scene" : "Scenes";
}

/** The values in one cell of the table: all of a few bands, or those of one, which may be another layer's. */
function told({ values }: TraceStage, band: number | null, isOne: boolean): string {
  if (values === null) return "no cell";
  if (isOne && band === null) return "–";
  const shown = band === null ? values : values.slice(band, band + 1);
  if (shown.every(Number.isNaN)) return "NoData";
  return shown.map((value) => (Number.isNaN(value) ? "NoData" : reading(value))).join(" · ");
}
