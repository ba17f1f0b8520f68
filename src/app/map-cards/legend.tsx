import { type Colour, cssColour } from "../../classes/colour-ramp.ts";
import type { Rgba } from "../../layer/meta.ts";
import { classColours, classLimits } from "../../session/class-style.ts";
import { rampGradient } from "../../session/ramps.ts";
import { layerRange } from "../../session/stretch.ts";
import { useSession } from "../../session/use-session.ts";
import { number, reading } from "../format.ts";
import { layerOf, metaOf } from "../layer-facts.ts";
import { paletteClasses } from "../palette-classes.ts";
import { ScaleBar } from "./scale-bar.tsx";

/** What the colours of the selected layer mean, and how long a stretch of ground is. */
export function Legend() {
  const layer = useSession((s) => {
    const chosen = layerOf(s, s.selected);
    return chosen?.visible ? chosen : (s.document.layers.find((one) => one.visible) ?? null);
  });
  const meta = useSession((s) => (layer ? metaOf(s, layer.id) : null));
  const range = useSession((s) => (layer ? layerRange(s, layer, layer.style.band) : null));
  const limits = useSession((s) => (layer?.style.mode === "classes" ? classLimits(s, layer) : null));
  const bands = meta?.bands;
  const unit = bands?.[layer?.style.band ?? 0]?.unit ?? "";
  const tick = (share: number) => {
    if (!range) return "";
    const fine = 10 ** Math.floor(Math.log10((range.to - range.from) / 100));
    const value = range.from + (range.to - range.from) * share;
    return reading(Number((Math.round(value / fine) * fine).toPrecision(12)));
  };
  return (
    <figure className="map-card legend" aria-label="Legend">
      {layer && meta && (
        <>
          <figcaption className="row small">
            <span className="strong cut" title={layer.name}>
              {layer.name}
            </span>
            <span className="muted legend-unit">{layer.style.mode === "rgb" ? "RGB" : layer.style.mode === "palette" ? "classes" : unit}</span>
          </figcaption>
          {(layer.style.mode === "single" || (layer.style.mode === "classes" && !limits)) && range && (
            <>
              <div className="legend-ramp" style={{ background: rampGradient(layer.style.ramp, layer.style.reversed) }} />
              <div className="legend-ticks">
                <span>≤ {tick(0)}</span>
                <span>{tick(1 / 3)}</span>
                <span>{tick(2 / 3)}</span>
                <span>≥ {tick(1)}</span>
              </div>
            </>
          )}
          {layer.style.mode === "rgb" && <Channels names={layer.style.rgb.map((band) => bands?.[band]?.name ?? `Band ${band + 1}`)} />}
          {layer.style.mode === "classes" && limits && <Intervals limits={limits} colours={classColours(layer.style, limits.length)} />}
          {layer.style.mode === "palette" && meta.palette && <Classes palette={meta.palette} />}
        </>
      )}
      <ScaleBar />
    </figure>
  );
}

const channelColours = ["#d62f2f", "#1f9d4d", "#2f6fd6"];

const Channels = ({ names }: { readonly names: readonly string[] }) => (
  <ul className="legend-channels">
    {names.map((name, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a channel has no other name than its place
      <li key={i}>
        <i style={{ background: channelColours[i] }} />
        <span className="cut">{name}</span>
      </li>
    ))}
  </ul>
);

/** Classes from the highest down, as maps have them: up to a limit, then from limit to limit. */
const Intervals = ({ limits, colours }: { readonly limits: readonly number[]; readonly colours: readonly Colour[] }) => (
  <ul className="legend-intervals">
    {limits
      .map((limit, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a class has no other name than its place
        <li key={i}>
          <i style={{ background: cssColour(colours[i]!) }} />
          {i === 0 ? `≤ ${reading(limit)}` : `${reading(limits[i - 1]!)} – ${reading(limit)}`}
        </li>
      ))
      .toReversed()}
  </ul>
);

/** As many as the card has room for. */
const mostClasses = 24;

function Classes({ palette }: { readonly palette: readonly Rgba[] }) {
  const classes = paletteClasses(palette);
  return (
    <>
      <ul className="legend-classes">
        {classes.slice(0, mostClasses).map(({ value, colour: [r, g, b] }) => (
          <li key={value}>
            <i style={{ background: `rgb(${r} ${g} ${b})` }} />
            {value}
          </li>
        ))}
      </ul>
      {classes.length > mostClasses && <p className="note">and {number(classes.length - mostClasses, 0)} more</p>}
    </>
  );
}
