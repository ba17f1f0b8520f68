import { Check, Download, RefreshCw, TriangleAlert, X } from "lucide-react";
import { isTableFresh } from "../../session/area-statistics.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { Later } from "../controls/later.tsx";
import { faultText } from "../fault-text.ts";
import { layerOf } from "../layer-facts.ts";
import { AreaChoices } from "./area-choices.tsx";
import { AreaRows } from "./area-rows.tsx";

/** The table of statistics per area, under the map: which areas, of which values, row by row, and as CSV. */
export function AreaPanel() {
  const table = useSession((s) => s.areaTable);
  const name = useSession((s) => layerOf(s, s.areaTable?.layer ?? null)?.name ?? "");
  const fresh = useSession(isTableFresh);
  if (!table) return null;
  const { rows, counting, fault } = table;
  return (
    <section className="area-panel" aria-label="Statistics per area" aria-busy={counting} data-region="table">
      <div className="panel-head">
        <h2 className="strong">Statistics per area</h2>
        <span className="small muted cut">{name}</span>
        <span className="grow" />
        {rows && fresh && !counting && (
          <span className="exact">
            <Icon of={Check} />
            Exact
          </span>
        )}
        {rows && (
          <Button icon={Download} disabled={counting} onClick={() => commands.saveAreaTable()}>
            Download CSV
          </Button>
        )}
        <IconButton icon={X} label="Close the table" onClick={() => commands.closeAreaTable()} />
      </div>
      <Later>
        <AreaChoices table={table} />
        {fault && <Failure title={faultText(fault).title} cause={faultText(fault).cause} />}
        {counting && <p className="note area-note">Every cell in the areas is being counted. It can be cancelled in the jobs card.</p>}
        {rows && !fresh && !counting && !fault && (
          <p className="area-note row">
            <span className="waits">The layer or its areas changed since these were counted.</span>
            <Button size="small" icon={RefreshCw} onClick={() => void commands.countAreas()}>
              Count again
            </Button>
          </p>
        )}
        {rows && <AreaRows table={table} rows={rows} />}
        {!rows && !counting && !fault && table.source && (
          <p className="area-note row">
            <span className="note">Nothing is counted yet.</span>
            <Button size="small" onClick={() => void commands.countAreas()}>
              Count
            </Button>
          </p>
        )}
      </Later>
    </section>
  );
}

const Failure = ({ title, cause }: { readonly title: string; readonly cause: string }) => (
  <div className="alert area-note" role="alert">
    <div className="head">
      <Icon of={TriangleAlert} />
      {title}
    </div>
    <p>{cause}</p>
  </div>
);
