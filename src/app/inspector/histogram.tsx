import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { BandStatistics, Style } from "../../session/state.ts";
import type { StretchRange } from "../../session/stretch.ts";
import { reading } from "../format.ts";
import { rampColour } from "../ramp-colours.ts";

const width = 288;
const top = 76;

interface HistogramProps {
  readonly statistics: BandStatistics | null;
  readonly range: StretchRange | null;
  readonly style: Style;
  readonly band: number;
  /** The range is taken from another layer: it shows, but cannot be dragged here. */
  readonly fixed: boolean;
  onChange(from: number, to: number): void;
}

/** Bars of the values, dark inside the stretch; its two ends are dragged, or moved by the arrow keys. */
export function Histogram({ statistics, range, style, band, fixed, onChange }: HistogramProps) {
  const picture = useRef<SVGSVGElement>(null);
  if (!statistics || statistics.valid === 0)
    return <div className="histogram-empty note">{statistics ? "No cell of this band has a value." : "The values are being counted."}</div>;
  const bars = rebin(statistics.histogram.counts, 72);
  const { min, max } = statistics.histogram;
  const span = max - min || 1;
  const highest = Math.max(...bars, 1);
  const at = (value: number) => Math.min(width, Math.max(0, ((value - min) / span) * width));
  const from = at(range?.from ?? min);
  const to = at(range?.to ?? max);
  const barWidth = width / bars.length;
  const drag = (end: "from" | "to") => (event: PointerEvent) => {
    const box = picture.current?.getBoundingClientRect();
    if (!box || !range || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const value = min + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * span;
    if (end === "from") onChange(Math.min(value, range.to - span / 1000), range.to);
    else onChange(range.from, Math.max(value, range.from + span / 1000));
  };
  const keys = (end: "from" | "to") => (event: KeyboardEvent) => {
    const direction = event.key === "ArrowLeft" || event.key === "ArrowDown" ? -1 : event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : 0;
    if (direction === 0 || !range) return;
    event.preventDefault();
    const by = (direction * span * (event.shiftKey ? 10 : 1)) / 200;
    onChange(end === "from" ? range.from + by : range.from, end === "to" ? range.to + by : range.to);
  };
  return (
    <div className="histogram">
      <svg ref={picture} viewBox={`0 0 ${width} 104`} role="img" aria-label={`Histogram of band ${band + 1}, from ${reading(min)} to ${reading(max)}`}>
        {bars.map((count, i) => {
          const height = Math.sqrt(count / highest) * 72;
          const x = i * barWidth;
          const inside = x + barWidth > from && x < to;
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
          return <rect key={i} x={x} y={top - height} width={barWidth - 1} height={height} fill="currentColor" opacity={inside ? 0.62 : 0.25} />;
        })}
        <defs>
          <linearGradient id="histogram-ramp">
            {Array.from({ length: 12 }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name than their place
              <stop key={i} offset={i / 11} stopColor={style.mode === "single" ? rampColour(style.ramp, style.reversed, i / 11) : `hsl(0 0% ${i * 9}%)`} />
            ))}
          </linearGradient>
        </defs>
        <rect x={from} y={78} width={Math.max(1, to - from)} height={8} fill="url(#histogram-ramp)" />
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text key={share} x={share * width} y={102} textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}>
            {reading(tidy(min + share * span, span))}
          </text>
        ))}
      </svg>
      {range &&
        !fixed &&
        (["from", "to"] as const).map((end) => (
          <button
            key={end}
            type="button"
            role="slider"
            className="histogram-handle"
            style={{ left: `${((end === "from" ? from : to) / width) * 100}%` }}
            aria-label={end === "from" ? "Stretch from" : "Stretch to"}
            aria-valuenow={range[end]}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuetext={reading(range[end])}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag(end)}
            onKeyDown={keys(end)}
          />
        ))}
    </div>
  );
}

/** The counts in at most `count` bars; neighbours add up. */
function rebin(counts: readonly number[], count: number): number[] {
  if (counts.length <= count) return [...counts];
  const bars = new Array<number>(count).fill(0);
  for (const [i, n] of counts.entries()) {
    const bar = Math.min(count - 1, Math.floor((i / counts.length) * count));
    bars[bar] = (bars[bar] ?? 0) + n;
  }
  return bars;
}

/** A tick as fine as a hundredth of the span. */
const tidy = (value: number, span: number) => {
  const fine = 10 ** Math.floor(Math.log10(span / 100));
  return Number((Math.round(value / fine) * fine).toPrecision(12));
};
