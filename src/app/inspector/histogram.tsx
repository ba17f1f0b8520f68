import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { BandStatistics } from "../../session/band-statistics.ts";
import type { Style } from "../../session/state.ts";
import type { StretchRange } from "../../session/stretch.ts";
import { Segments } from "../controls/segments.tsx";
import { number, reading } from "../format.ts";
import { rampColour } from "../ramp-colours.ts";

const width = 288;
const top = 76;
const barCount = 64;

interface HistogramProps {
  readonly statistics: BandStatistics | null;
  readonly band: number;
  /** The stretch, which its two handles and a drag over the bars change; without `onChange` it only shows. */
  readonly range?: StretchRange | null;
  readonly ramp?: Pick<Style, "ramp" | "reversed">;
  readonly onChange?: (from: number, to: number) => void;
  /** Upper limits of classes, drawn as lines, with the colour of each class. */
  readonly limits?: readonly number[];
  readonly colours?: readonly string[];
}

/** Bars of the values, by number of cells or by its logarithm; dark inside the stretch, or in the colours of classes. */
export function Histogram({ statistics, band, range = null, ramp, onChange, limits = [], colours = [] }: HistogramProps) {
  const picture = useRef<SVGSVGElement>(null);
  const brush = useRef<number | null>(null);
  const [scale, setScale] = useState<"linear" | "log">("linear");
  if (!statistics || statistics.valid === 0)
    return <div className="histogram-empty note">{statistics ? "No cell of this band has a value." : "The values are being counted."}</div>;
  const bars = rebin(statistics.histogram.counts, barCount);
  const { min, max } = statistics.histogram;
  const span = max - min || 1;
  const highest = Math.max(...bars, 1);
  const at = (value: number) => Math.min(width, Math.max(0, ((value - min) / span) * width));
  const from = at(range?.from ?? min);
  const to = at(range?.to ?? max);
  const barWidth = width / bars.length;
  const valueAt = (event: PointerEvent): number | null => {
    const box = picture.current?.getBoundingClientRect();
    return box ? min + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * span : null;
  };
  const drag = (end: "from" | "to") => (event: PointerEvent) => {
    const value = valueAt(event);
    if (value === null || !range || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (end === "from") onChange?.(Math.min(value, range.to - span / 1000), range.to);
    else onChange?.(range.from, Math.max(value, range.from + span / 1000));
  };
  const sweep = (event: PointerEvent) => {
    const value = valueAt(event);
    const start = brush.current;
    // A drag of a few pixels is a click that slipped.
    if (value === null || start === null || Math.abs(value - start) < span / 60) return;
    onChange?.(Math.min(start, value), Math.max(start, value));
  };
  const keys = (end: "from" | "to") => (event: KeyboardEvent) => {
    const direction = event.key === "ArrowLeft" || event.key === "ArrowDown" ? -1 : event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : 0;
    if (direction === 0 || !range) return;
    event.preventDefault();
    const by = (direction * span * (event.shiftKey ? 10 : 1)) / 200;
    onChange?.(end === "from" ? range.from + by : range.from, end === "to" ? range.to + by : range.to);
  };
  const heightOf = (count: number) => (scale === "linear" ? count / highest : Math.log1p(count) / Math.log1p(highest)) * 72;
  const cells = `${statistics.level === 0 ? "" : "about "}${number(statistics.valid * 4 ** statistics.level, 0)} cells`;
  return (
    <>
      <div className="histogram" data-brush={onChange ? true : undefined}>
        <svg
          ref={picture}
          viewBox={`0 0 ${width} 104`}
          role="img"
          aria-label={`Histogram of band ${band + 1}, ${cells} from ${reading(min)} to ${reading(max)}`}
          onPointerDown={(event) => {
            if (!onChange || event.button !== 0) return;
            brush.current = valueAt(event);
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={sweep}
          onPointerUp={() => {
            brush.current = null;
          }}
        >
          {bars.map((count, i) => {
            const height = count === 0 ? 0 : Math.max(1, heightOf(count));
            const x = i * barWidth;
            const inside = x + barWidth > from && x < to;
            const start = min + (i / bars.length) * span;
            const colour = colours[limits.findIndex((limit) => start <= limit)];
            const look =
              limits.length > 0 ? { fill: colour ?? "currentColor", opacity: colour ? 1 : 0.25 } : { fill: "currentColor", opacity: inside ? 0.62 : 0.25 };
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
            return <rect key={i} x={x} y={top - height} width={barWidth - 1} height={height} {...look} />;
          })}
          {limits.slice(0, -1).map((limit) => (
            <line key={limit} x1={at(limit)} x2={at(limit)} y1={2} y2={82} className="histogram-limit" />
          ))}
          {ramp && (
            <>
              <defs>
                <linearGradient id="histogram-ramp">
                  {Array.from({ length: 12 }, (_, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name than their place
                    <stop key={i} offset={i / 11} stopColor={rampColour(ramp.ramp, ramp.reversed, i / 11)} />
                  ))}
                </linearGradient>
              </defs>
              <rect x={from} y={78} width={Math.max(1, to - from)} height={8} fill="url(#histogram-ramp)" />
            </>
          )}
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <text key={share} x={share * width} y={102} textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}>
              {reading(tidy(min + share * span, span))}
            </text>
          ))}
        </svg>
        {range &&
          onChange &&
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
      <div className="histogram-foot">
        <span className="small muted cut">{cells}</span>
        <Segments
          label="Height of the bars"
          value={scale}
          options={[
            { value: "linear" as const, label: "Linear", title: "Bars as high as their number of cells" },
            { value: "log" as const, label: "Log", title: "Bars as high as the logarithm of their number of cells" },
          ]}
          onChange={(value) => setScale(value)}
        />
      </div>
    </>
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
