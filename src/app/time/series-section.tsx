import { Download } from "lucide-react";
import { instantText } from "../../layer/instant.ts";
import { commands } from "../../session/commands.ts";
import type { Series } from "../../session/series.ts";
import type { LayerId } from "../../session/state.ts";
import { dateShown } from "../../session/times.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Section } from "../controls/section.tsx";
import { reading } from "../format.ts";
import { bandTitle, metaOf } from "../layer-facts.ts";
import { SeriesChart } from "./series-chart.tsx";

interface SeriesSectionProps {
  readonly layer: LayerId;
  /** Null while it is read. */
  readonly series: Series | null;
  readonly lon: number;
  readonly lat: number;
}

/** What a cell was at each date: a chart, the numbers, and both as CSV. */
export function SeriesSection({ layer, series, lon, lat }: SeriesSectionProps) {
  const meta = useSession((s) => metaOf(s, layer));
  const shown = useSession((s) => (meta ? dateShown(meta, s.time) : null));
  if (!meta) return null;
  const bands = meta.bands.map((_, band) => bandTitle(meta, band));
  return (
    <Section
      title="Over time"
      aside={
        <Button look="quiet" size="small" icon={Download} disabled={series === null} onClick={() => void commands.saveSeries(layer, lon, lat)}>
          CSV
        </Button>
      }
    >
      {series === null ? (
        <p className="note">Reading every date</p>
      ) : (
        <>
          <SeriesChart series={series} bands={bands} shown={shown} />
          <div className="series-scroll">
            <table className="series-table">
              <caption className="unseen">Values at each date</caption>
              <thead>
                <tr>
                  <th scope="col">Date</th>
                  {bands.map((band) => (
                    <th key={band} scope="col" className="cut" title={band}>
                      {band}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {series.map(({ instant, values }) => (
                  <tr key={instant} aria-current={(instant !== null && instant === shown) || undefined}>
                    <th scope="row">
                      {instant === null ? (
                        "no date"
                      ) : (
                        <button type="button" className="series-date" title="Show this date on the map" onClick={() => commands.showInstant(instant)}>
                          {instantText(instant)}
                        </button>
                      )}
                    </th>
                    {bands.map((band, at) => (
                      <td key={band}>{values === null ? "outside" : Number.isNaN(values[at]) ? "NoData" : reading(values[at] ?? Number.NaN)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Section>
  );
}
