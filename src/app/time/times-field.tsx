import { Plus, X } from "lucide-react";
import { type Instant, instantsIn } from "../../layer/instant.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Problem } from "../controls/text-field.tsx";
import { plural } from "../format.ts";
import { inputOf } from "../op-panel/input-of.ts";
import type { FieldProps } from "../op-panel/op-form.tsx";
import { Help } from "../op-panel/plain-fields.tsx";
import { DateField } from "./date-field.tsx";
import { dateText } from "./date-text.ts";

/** More dates are chosen by intervals alone. */
const mostChips = 24;

interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** The dates that are given, each to be kept or not, and intervals typed from one date to another. */
export function TimesField({ meta, value, problem, layer, step, onChange }: FieldProps) {
  const input = useSession((s) => inputOf(s, layer, step.id));
  const dates = input ? instantsIn(input.rasters) : [];
  // A recipe holds what the schema let in.
  const times = Array.isArray(value) ? (value as readonly Interval[]) : [];
  const put = (at: number, interval: Interval) => onChange(times.map((old, i) => (i === at ? interval : old)));
  const kept = dates.filter((date) => times.some(({ from, to }) => date >= from && date <= to));
  const rest = dates.find((date) => !kept.includes(date)) ?? dates[0];
  const toggle = (date: Instant) => onChange(runsOf(dates, (one) => (one === date) !== kept.includes(one)));
  return (
    <fieldset className="time-fields" aria-label={meta.label}>
      <span className="label">{meta.label}</span>
      {dates.length <= mostChips && (
        <div className="date-chips">
          {dates.map((date) => {
            const isKept = kept.includes(date);
            return (
              <Button key={date} size="small" aria-pressed={isKept} disabled={isKept && kept.length === 1} onClick={() => toggle(date)}>
                {dateText(date)}
              </Button>
            );
          })}
        </div>
      )}
      <ol className="interval-list">
        {times.map((interval, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval has no other name than its place
          <li key={at}>
            <span className="small muted">from</span>
            <DateField label={`Start of interval ${at + 1}`} value={interval.from} onChange={(from) => from !== null && put(at, ordered(from, interval.to))} />
            <IconButton
              icon={X}
              size="small"
              label={`Leave interval ${at + 1} out`}
              disabled={times.length === 1}
              onClick={() => onChange(times.filter((_, i) => i !== at))}
            />
            <span className="small muted">to</span>
            <DateField label={`End of interval ${at + 1}`} value={interval.to} onChange={(to) => to !== null && put(at, ordered(interval.from, to))} />
          </li>
        ))}
      </ol>
      <button type="button" className="button" data-look="link" disabled={rest === undefined} onClick={() => onChange([...times, { from: rest, to: rest }])}>
        <Plus className="icon" size={16} strokeWidth={1.75} aria-hidden="true" />
        Add date or interval
      </button>
      <p className="note" aria-live="polite">
        {kept.length === 0
          ? `None of the ${plural(dates.length, "date")} is in there: the layer is then empty.`
          : `Keeps ${kept.length} of ${plural(dates.length, "date")}: ${kept.slice(0, 6).map(dateText).join(", ")}${kept.length > 6 ? " …" : ""}.`}
      </p>
      <Help meta={meta} />
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}

/** The intervals from the first to the last of every unbroken run of dates that are kept. */
function runsOf(dates: readonly Instant[], isKept: (date: Instant) => boolean): readonly Interval[] {
  const runs: Interval[] = [];
  for (const [i, date] of dates.entries()) {
    if (!isKept(date)) continue;
    const before = dates[i - 1];
    const open = before !== undefined && isKept(before) ? runs.pop() : undefined;
    runs.push({ from: open?.from ?? date, to: date });
  }
  return runs;
}

/** Ends that were typed the wrong way round are turned. */
const ordered = (one: Instant, other: Instant): Interval => (one <= other ? { from: one, to: other } : { from: other, to: one });
