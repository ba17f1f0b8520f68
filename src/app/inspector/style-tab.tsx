import type { Rgba } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, Style } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Section } from "../controls/section.tsx";
import { Segments } from "../controls/segments.tsx";
import { Select } from "../controls/select.tsx";
import { bandTitle, layerOf, metaOf } from "../layer-facts.ts";
import { paletteClasses } from "../palette-classes.ts";
import { ClassSection } from "./class-section.tsx";
import { RampSection } from "./ramp-section.tsx";
import { StretchSection } from "./stretch-section.tsx";

const channels = ["Red", "Green", "Blue"] as const;

/** How the selected layer is drawn. Nothing here changes a cell. */
export function StyleTab({ id }: { readonly id: LayerId }) {
  const style = useSession((s) => layerOf(s, id)?.style ?? null);
  const meta = useSession((s) => metaOf(s, id));
  if (!style || !meta) return null;
  const set = (change: Partial<Style>) => commands.setStyle(id, change);
  const bands = meta.bands.map((_, i) => ({ value: String(i), label: bandTitle(meta, i) }));
  const setChannel = (channel: number, band: number) => {
    const [red, green, blue] = style.rgb.map((old, i) => (i === channel ? band : old));
    set({ rgb: [red ?? 0, green ?? 0, blue ?? 0] });
  };
  return (
    <>
      <Section title="Colour">
        <Segments
          label="Colour by"
          value={style.mode}
          options={[
            { value: "single", label: "One band" },
            { value: "classes", label: "Classes", title: "A colour for each class of values" },
            {
              value: "rgb",
              label: "RGB",
              disabled: meta.bands.length < 2,
              title: meta.bands.length < 2 ? "This layer has one band" : "Three bands as red, green and blue",
            },
            {
              value: "palette",
              label: "Palette",
              disabled: meta.palette === null,
              title: meta.palette === null ? "This layer has no colour table" : "Colours as they are in the file",
            },
          ]}
          onChange={(mode) => set({ mode })}
        />
        {style.mode === "rgb" ? (
          <div className="beside">
            {channels.map((channel, i) => (
              <Channel key={channel} label={channel}>
                <Select label={channel} value={String(style.rgb[i])} options={bands} onChange={(band) => setChannel(i, Number(band))} />
              </Channel>
            ))}
          </div>
        ) : (
          <Select label="Band" value={String(style.band)} options={bands} onChange={(band) => set({ band: Number(band) })} />
        )}
      </Section>
      {(style.mode === "single" || style.mode === "rgb") && <StretchSection id={id} style={style} meta={meta} />}
      {style.mode === "classes" && <ClassSection id={id} style={style} />}
      {(style.mode === "single" || style.mode === "classes") && <RampSection style={style} onChange={set} />}
      {style.mode === "palette" && meta.palette && <PaletteSection palette={meta.palette} />}
      <RestSection id={id} style={style} onChange={set} />
    </>
  );
}

const Channel = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <>
    <span className="label" aria-hidden="true">
      {label}
    </span>
    {children}
  </>
);

function PaletteSection({ palette }: { readonly palette: readonly Rgba[] }) {
  return (
    <Section title="Palette" aside={<span className="small muted">as it is in the file</span>}>
      <ul className="colour-list">
        {paletteClasses(palette)
          .slice(0, 256)
          .map(({ colour: [r, g, b], value }) => (
            <li key={value} className="small">
              <i style={{ background: `rgb(${r} ${g} ${b})` }} />
              {value}
            </li>
          ))}
      </ul>
    </Section>
  );
}

function RestSection({ id, style, onChange }: { readonly id: LayerId; readonly style: Style; onChange(change: Partial<Style>): void }) {
  const others = useSession((s) => s.document.layers.filter((layer) => layer.id !== id));
  const colours = [
    { value: "none", label: "Transparent" },
    { value: "#000000", label: "Black" },
    { value: "#ffffff", label: "White" },
    { value: "#8a909d", label: "Grey" },
    { value: "#d81b7f", label: "Magenta" },
  ] as const;
  return (
    <Section>
      <div className="beside">
        <Channel label="NoData">
          <Select
            label="Colour of NoData"
            value={style.nodataColour ?? "none"}
            options={colours}
            onChange={(colour) => onChange({ nodataColour: colour === "none" ? null : colour })}
          />
        </Channel>
        {(style.mode === "single" || style.mode === "rgb") && (
          <Channel label="Same stretch as">
            <Select
              label="Same stretch as"
              value={style.stretchAs ?? "none"}
              options={[{ value: "none", label: "No other layer" }, ...others.map((layer) => ({ value: layer.id as string, label: layer.name }))]}
              onChange={(other) => onChange({ stretchAs: others.find((layer) => layer.id === other)?.id ?? null })}
            />
          </Channel>
        )}
      </div>
      <p className="note">Style never changes the cells.</p>
    </Section>
  );
}
