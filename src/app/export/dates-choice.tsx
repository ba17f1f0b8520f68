import { instantText } from "../../layer/instant.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import { datedName } from "../../session/export-dates.ts";
import type { ExportDraft } from "../../session/state.ts";
import { datesOf } from "../../session/times.ts";
import { Select } from "../controls/select.tsx";
import { plural } from "../format.ts";

const everyDate = "all";

/** Which date of a series is written, or all of them into a zip of one GeoTIFF each; nothing for a layer that is no series. */
export function DatesChoice({ draft, meta }: { readonly draft: ExportDraft; readonly meta: LayerMeta }) {
  const all = datesOf(meta);
  if (all.length === 0) return null;
  const chosen = draft.dates ?? [];
  const stem = draft.fileName.replace(/\.(tiff?|zip)$/i, "").replace(/_\d{4}-\d\d-\d\d(T[\d.-]+)?$/, "");
  const choose = (value: string) => {
    const dates = all.filter((date) => value === everyDate || String(date) === value);
    const [first] = dates;
    if (first === undefined) return;
    commands.setExport({ ...draft, dates, fileName: dates.length > 1 ? `${stem}.zip` : datedName(stem, first, all) });
  };
  return (
    <div className="beside">
      <span className="label" aria-hidden="true">
        Date
      </span>
      <Select
        label="Date"
        value={chosen.length > 1 ? everyDate : String(chosen[0] ?? "")}
        options={[
          ...all.map((date) => ({ value: String(date), label: instantText(date) })),
          { value: everyDate, label: `All ${plural(all.length, "date")}`, aside: "a zip of one file each" },
        ]}
        onChange={choose}
      />
    </div>
  );
}
