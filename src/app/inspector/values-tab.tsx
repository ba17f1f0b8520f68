import { Copy } from "lucide-react";
import { isGeographic } from "../../grid/crs.ts";
import type { Probe, Reading } from "../../session/readings.ts";
import { datesOf } from "../../session/times.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Section } from "../controls/section.tsx";
import { faultLine } from "../fault-text.ts";
import { coordinateDecimals, lonLat, number, reading } from "../format.ts";
import { bandTitle, crsCode, metaOf } from "../layer-facts.ts";
import { SeriesSection } from "../time/series-section.tsx";
import { StepsSection } from "./steps-section.tsx";

/** The cells under a clicked point: every band of every visible layer. */
export function ValuesTab() {
  const probe = useSession((s) => s.probe);
  const selected = useSession((s) => s.selected);
  const own = probe?.readings.find((r) => r.layer === selected) ?? probe?.readings[0];
  const isSeries = useSession((s) => own !== undefined && datesOf(metaOf(s, own.layer) ?? { rasters: [] }).length > 0);
  if (!probe)
    return (
      <Section>
        <p className="note">Click the map to read a point.</p>
        <p className="note">With the map in focus, Enter reads the point in its middle.</p>
      </Section>
    );
  const decimals = own ? coordinateDecimals(isGeographic(own.crs) ? 1e-5 : 1) : 1;
  const rest = probe.readings.filter((r) => r !== own);
  return (
    <>
      <Section
        title="Point"
        aside={
          <Button look="quiet" size="small" icon={Copy} onClick={() => void navigator.clipboard.writeText(asText(probe))}>
            Copy
          </Button>
        }
      >
        <dl className="facts">
          <dt>Lon, lat</dt>
          <dd>{lonLat(probe.lon, probe.lat)}</dd>
          {own && (
            <>
              <dt>{crsCode(own.crs)}</dt>
              <dd>
                {number(own.x, decimals)}, {number(own.y, decimals)}
              </dd>
              <dt>Column, row</dt>
              <dd>
                {number(own.col, 0)}, {number(own.row, 0)}
              </dd>
            </>
          )}
        </dl>
      </Section>
      {own && <ReadingSection title={own.name} reading={own} />}
      <StepsSection />
      {own && isSeries && !own.fault && <SeriesSection layer={own.layer} series={own.series} lon={probe.lon} lat={probe.lat} />}
      {rest.length > 0 && (
        <Section title="Other visible layers">
          {rest.map((r) => (
            <ReadingTable key={r.layer} reading={r} caption={r.name} />
          ))}
        </Section>
      )}
      {!own && (
        <Section>
          <p className="note">No visible layer has a cell here.</p>
        </Section>
      )}
      <Section>
        <p className="note">Click the map to read another point.</p>
      </Section>
    </>
  );
}

const ReadingSection = ({ title, reading }: { readonly title: string; readonly reading: Reading }) => (
  <Section title={title} aside={reading.values !== null && !reading.fault && <span className="exact">Exact</span>}>
    <ReadingTable reading={reading} />
  </Section>
);

function ReadingTable({ reading: { layer, name, values, fault }, caption }: { readonly reading: Reading; readonly caption?: string }) {
  const meta = useSession((s) => metaOf(s, layer));
  if (fault)
    return (
      <p className="note" role="alert">
        {caption ? `${name}: ` : ""}
        {faultLine(fault)}
      </p>
    );
  return (
    <table className="facts">
      {caption && <caption className="cut">{caption}</caption>}
      <tbody>
        {values === null ? (
          <tr>
            <th scope="row">Reading</th>
            <td />
          </tr>
        ) : (
          values.map((value, band) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a band's name is its place
            <tr key={band} className={caption ? "" : "result"}>
              <th scope="row">{meta ? bandTitle(meta, band) : `Band ${band + 1}`}</th>
              <td>{shown(value, meta?.bands[band]?.scale ?? 1, meta?.bands[band]?.offset ?? 0)}</td>
            </tr>
          ))
        )}
      </tbody>
    </table>
  );
}

/** The cell, and what it stands for where the band has a scale. */
const shown = (value: number, scale: number, offset: number) =>
  Number.isNaN(value) ? "NoData" : scale === 1 && offset === 0 ? reading(value) : `${reading(value)} (${reading(value * scale + offset)})`;

const asText = ({ lon, lat, readings }: Probe) =>
  [`lon\t${lon}`, `lat\t${lat}`, ...readings.flatMap((r) => (r.values ?? []).map((value, band) => `${r.name}\t${band + 1}\t${value}`))].join("\n");
