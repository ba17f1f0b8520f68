import { useEffect, useRef } from "react";
import { type Instant, instantText } from "../../layer/instant.ts";
import type { Series } from "../../session/series.ts";
import { reading } from "../format.ts";

interface SeriesChartProps {
  readonly series: Series;
  readonly bands: readonly string[];
  /** The date on the map, marked in the chart. */
  readonly shown: Instant | null;
}

const height = 150;
/** More lines could not be told apart. */
const mostBands = 8;

/** Values over time, one line a band; gaps are NoData. Readers get the same from the table beneath. */
export function SeriesChart({ series, bands, shown }: SeriesChartProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    void import("@observablehq/plot").then((Plot) => {
      if (isGone || !element.current) return;
      const chart = drawing(Plot, { series, bands, shown }, element.current.clientWidth);
      element.current.replaceChildren(chart);
    });
    return () => {
      isGone = true;
    };
  }, [series, bands, shown]);
  return <div className="series-chart" ref={element} style={{ minHeight: height }} aria-hidden="true" />;
}

function drawing(Plot: typeof import("@observablehq/plot"), { series, bands, shown }: SeriesChartProps, width: number): Element {
  const points = series.flatMap(({ instant, values }) =>
    instant === null ? [] : bands.slice(0, mostBands).map((band, at) => ({ date: new Date(instant), value: values?.[at] ?? Number.NaN, band })),
  );
  const values = points.flatMap(({ value }) => (Number.isFinite(value) ? [value] : []));
  // A line without rise has no scale of its own: it runs through the middle.
  const only = values[0] ?? 0;
  const isFlat = values.every((value) => value === only);
  const isOne = bands.length === 1;
  const colour = isOne ? "var(--accent)" : "band";
  return Plot.plot({
    width: Math.max(200, width),
    height: isOne ? height : height + 24,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    style: { background: "none", color: "inherit", overflow: "visible" },
    x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / 90)) },
    y: { label: null, grid: true, nice: true, tickFormat: reading, ...(isFlat ? { domain: [only - 1, only + 1], ticks: [only] } : { ticks: 4 }) },
    ...(!isOne && { color: { legend: true, domain: bands.slice(0, mostBands), scheme: "Tableau10" as const } }),
    marks: [
      ...(shown === null ? [] : [Plot.ruleX([new Date(shown)], { stroke: "var(--edge)", strokeDasharray: "3 2" })]),
      Plot.lineY(points, { x: "date", y: "value", stroke: colour, z: "band" }),
      Plot.dot(points, {
        x: "date",
        y: "value",
        fill: colour,
        r: 3,
        title: ({ date, value }: (typeof points)[number]) => `${instantText(date.getTime() as Instant)}: ${value}`,
      }),
    ],
  });
}
