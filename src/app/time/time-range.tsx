import { type Instant, instantText } from "../../layer/instant.ts";
import { commands } from "../../session/commands.ts";
import { datesOf } from "../../session/times.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Select } from "../controls/select.tsx";
import { layerOf, metaOf } from "../layer-facts.ts";

/** The first and the last date that are stepped through and played, and what can be done with them. */
export function TimeRange({ all, dates }: { readonly all: readonly Instant[]; readonly dates: readonly Instant[] }) {
  const layer = useSession((s) => {
    const isSeries = (id: typeof s.selected) => id !== null && datesOf(metaOf(s, id) ?? { rasters: [] }).length > 0;
    return isSeries(s.selected) ? layerOf(s, s.selected) : (s.document.layers.find((one) => one.visible && isSeries(one.id)) ?? null);
  });
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return null;
  const options = all.map((date) => ({ value: String(date), label: instantText(date) }));
  const chosen = (value: string) => all.find((date) => String(date) === value) ?? first;
  const isLimited = dates.length < all.length;
  const keep = () => {
    if (layer) commands.addStep(layer.id, "filterByTimes", { times: [{ from: first, to: last }] });
  };
  return (
    <div className="time-range">
      <Select label="First date" value={String(first)} options={options} onChange={(value) => commands.setTimeRange(chosen(value), last)} />
      <span className="muted">to</span>
      <Select label="Last date" value={String(last)} options={options} onChange={(value) => commands.setTimeRange(first, chosen(value))} />
      {isLimited && (
        <Button look="quiet" onClick={() => commands.setTimeRange(null, null)}>
          All dates
        </Button>
      )}
      {layer && (
        <>
          {isLimited && (
            <Button title={`A step of "${layer.name}" that keeps these dates`} onClick={keep}>
              Keep only these
            </Button>
          )}
          <Button
            title={`One value a cell from these dates of "${layer.name}"`}
            onClick={() => {
              if (isLimited) keep();
              commands.addStep(layer.id, "aggregateByCell");
            }}
          >
            Aggregate
          </Button>
        </>
      )}
    </div>
  );
}
