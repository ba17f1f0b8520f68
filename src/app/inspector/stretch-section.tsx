import { useState } from "react";
import type { LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, Stretch, Style } from "../../session/state.ts";
import { layerRange } from "../../session/stretch.ts";
import { useSession } from "../../session/use-session.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Section } from "../controls/section.tsx";
import { Segments } from "../controls/segments.tsx";
import { layerOf, statisticsOf } from "../layer-facts.ts";
import { Exactness } from "./exactness.tsx";
import { Histogram } from "./histogram.tsx";

const kinds: Readonly<Record<Stretch["kind"], Stretch>> = {
  percent: { kind: "percent", low: 2, high: 98 },
  "min-max": { kind: "min-max" },
  deviations: { kind: "deviations", count: 2 },
  manual: { kind: "manual", from: 0, to: 1 },
};

interface StretchSectionProps {
  readonly id: LayerId;
  readonly style: Style;
  readonly meta: LayerMeta;
}

/** Which values get the ends of the ramp: by count, by extremes, by deviation or by hand; the histogram's handles set it by hand. */
export function StretchSection({ id, style, meta }: StretchSectionProps) {
  const [channel, setChannel] = useState(0);
  const band = style.mode === "rgb" ? (style.rgb[channel] ?? 0) : style.band;
  const statistics = useSession((s) => statisticsOf(s, id, band));
  const range = useSession((s) => {
    const layer = layerOf(s, id);
    return layer ? layerRange(s, layer, band) : null;
  });
  const borrowed = useSession((s) => layerOf(s, style.stretchAs)?.name ?? null);
  const visible = useSession((s) => layerOf(s, id)?.visible ?? false);
  const faulted = useSession((s) => s.derived[id]?.ok === false);
  const unit = meta.bands[band]?.unit ?? "";
  const byHand = (low: number, high: number) => {
    const [from, to] = [round(low, { from: low, to: high }), round(high, { from: low, to: high })];
    if (from < to) commands.setStyle(id, { stretch: { kind: "manual", from, to } });
  };
  const choose = (kind: Stretch["kind"]) =>
    commands.setStyle(id, { stretch: kind === "manual" && range ? { kind, from: round(range.from, range), to: round(range.to, range) } : kinds[kind] });
  return (
    <Section title="Stretch" aside={!faulted && <Exactness id={id} band={band} level={statistics?.level ?? null} />}>
      {style.mode === "rgb" && (
        <Segments
          label="Histogram of"
          value={String(channel)}
          options={["Red", "Green", "Blue"].map((label, i) => ({ value: String(i), label }))}
          onChange={(value) => setChannel(Number(value))}
        />
      )}
      {faulted ? (
        <div className="histogram-empty note">The recipe has a problem, so there is nothing to count.</div>
      ) : statistics || visible ? (
        <Histogram
          statistics={statistics}
          range={range}
          ramp={style.mode === "single" ? { ramp: style.ramp, reversed: style.reversed } : { ramp: "greys", reversed: false }}
          band={band}
          {...(borrowed === null && { onChange: byHand })}
        />
      ) : (
        <div className="histogram-empty note">Show the layer to see its values.</div>
      )}
      {borrowed === null ? (
        <>
          <Segments
            label="Stretch"
            value={style.stretch.kind}
            options={[
              { value: "percent", label: "2–98 %", title: "Leaves out the lowest and the highest 2 % of the cells" },
              { value: "min-max", label: "Min–max" },
              { value: "deviations", label: "Std dev", title: "Two standard deviations around the mean" },
              { value: "manual", label: "By hand" },
            ]}
            onChange={choose}
          />
          {range && (
            <div className="pair">
              <NumberField
                label="From"
                labelled
                value={round(range.from, range)}
                unit={unit}
                step={stepOf(range)}
                onChange={(from) => byHand(from, range.to)}
              />
              <NumberField label="To" labelled value={round(range.to, range)} unit={unit} step={stepOf(range)} onChange={(to) => byHand(range.from, to)} />
            </div>
          )}
        </>
      ) : (
        <p className="note">As in {borrowed}.</p>
      )}
    </Section>
  );
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const stepOf = ({ from, to }: Range) => 10 ** Math.floor(Math.log10(Math.max(Number.MIN_VALUE, to - from) / 100));

/** As fine as a thousandth of the range: more digits say nothing about a colour. */
const round = (value: number, range: Range) => {
  const fine = stepOf(range) / 10;
  return Number((Math.round(value / fine) * fine).toPrecision(12));
};
