import { ChevronLeft, ChevronRight, Pause, Play, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { instantText } from "../../layer/instant.ts";
import { commands } from "../../session/commands.ts";
import { datesInRange, shownDates } from "../../session/times.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { TimeRange } from "./time-range.tsx";

/** So many dates have a tick each; more would be a grey band. */
const mostTicks = 60;

/** Which date of the visible series the map shows: a slider with a step a date, play, and a range. */
export function TimeBar() {
  const all = useSession(shownDates);
  const dates = useSession(datesInRange);
  const time = useSession((s) => s.time);
  const [withRange, setWithRange] = useState(false);
  const [first] = dates;
  if (all.length < 2 || first === undefined) return null;
  const shown = time.shown ?? first;
  const at = Math.max(
    0,
    dates.findLastIndex((date) => date <= shown),
  );
  const date = dates[at] ?? first;
  const part = dates.length > 1 ? at / (dates.length - 1) : 0;
  const isLimited = dates.length < all.length;
  return (
    <section className="map-card time-bar" aria-label="Dates">
      <div className="time-row">
        <IconButton icon={ChevronLeft} label="Previous date" hotkey="," disabled={at === 0} onClick={() => commands.stepInstant(-1)} />
        <IconButton
          icon={time.playing ? Pause : Play}
          label={time.playing ? "Pause" : "Play"}
          disabled={dates.length < 2}
          onClick={() => commands.playTimes(!time.playing)}
        />
        <IconButton icon={ChevronRight} label="Next date" hotkey="." disabled={at === dates.length - 1} onClick={() => commands.stepInstant(1)} />
        <span className="time-track">
          {dates.length <= mostTicks && (
            <span className="time-ticks" aria-hidden="true">
              {dates.map((tick) => (
                <i key={tick} />
              ))}
            </span>
          )}
          <input
            type="range"
            className="time-slider"
            aria-label="Date on the map"
            aria-valuetext={`${instantText(date)}, ${at + 1} of ${dates.length}`}
            min={0}
            max={dates.length - 1}
            step={1}
            value={at}
            disabled={dates.length < 2}
            style={{ ["--part" as string]: `${part * 100}%` }}
            onChange={(event) => {
              const next = dates[Number(event.target.value)];
              if (next !== undefined) commands.showInstant(next);
            }}
          />
        </span>
        <output className="time-date">
          <span className="strong">{instantText(date)}</span>
          <span className="muted">
            {at + 1} of {dates.length}
          </span>
        </output>
        <IconButton
          icon={SlidersHorizontal}
          label={isLimited ? "Range of dates, limited" : "Range of dates"}
          aria-expanded={withRange}
          aria-pressed={isLimited}
          onClick={() => setWithRange(!withRange)}
        />
      </div>
      {withRange && <TimeRange all={all} dates={dates} />}
    </section>
  );
}
