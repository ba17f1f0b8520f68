import { Radio, RadioGroup } from "react-aria-components";
import { rampGradient, rampNames } from "../../session/ramps.ts";
import type { RampId, Style } from "../../session/state.ts";
import { Section } from "../controls/section.tsx";
import { Switch } from "../controls/switch.tsx";

/** Which colours the values get. */
export const RampSection = ({ style, onChange }: { readonly style: Style; onChange(change: Partial<Style>): void }) => (
  <Section
    title="Ramp"
    aside={
      <span className="row">
        <span className="small muted" aria-hidden="true">
          Reversed
        </span>
        <Switch name="Reversed" on={style.reversed} onChange={(reversed) => onChange({ reversed })} />
      </span>
    }
  >
    <RadioGroup
      className="ramps"
      aria-label="Ramp"
      value={style.ramp}
      onChange={(chosen) => {
        const ramp = (Object.keys(rampNames) as RampId[]).find((name) => name === chosen);
        if (ramp) onChange({ ramp });
      }}
    >
      {Object.entries(rampNames).map(([ramp, label]) => (
        <Radio key={ramp} value={ramp} className="ramp-choice">
          <i style={{ background: rampGradient(ramp as RampId, style.reversed) }} />
          {label}
        </Radio>
      ))}
    </RadioGroup>
  </Section>
);
