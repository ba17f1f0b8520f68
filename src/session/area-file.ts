import type { BandMeta, Instant } from "../layer/meta.ts";
import type { AreaRow } from "./area-table.ts";
import { download } from "./export-file.ts";
import { session } from "./store.ts";

/**
 * A line an area, date and band, in full digits: area from 1, date as ISO 8601 in UTC, the decimal point. What does not exist is
 * an empty field. The deviation is of the population.
 */
export function areaCsv(rows: readonly AreaRow[], bands: readonly BandMeta[]): string {
  const hasDates = rows.some(({ instant }) => instant !== null);
  const head = ["area", ...(hasDates ? ["date"] : []), "band", "count", "min", "max", "mean", "sum", "std"];
  const lines = rows.flatMap(({ area, instant, bands: found }) =>
    found.map(({ count, min, max, mean, sum, deviation }, band) => [
      String(area + 1),
      ...(hasDates ? [dateField(instant)] : []),
      bands[band]?.name ?? String(band + 1),
      String(count),
      ...(count === 0 ? ["", "", "", "", ""] : [min, max, mean, sum, deviation].map(String)),
    ]),
  );
  return `${[head, ...lines].map((fields) => fields.map(quoted).join(",")).join("\r\n")}\r\n`;
}

const dateField = (instant: Instant | null): string => (instant === null ? "" : new Date(instant).toISOString());

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The open table handed to the browser's downloads as a CSV file. */
export function saveAreaTable(): void {
  const { areaTable, document, derived } = session.getState();
  const layer = document.layers.find((one) => one.id === areaTable?.layer);
  const made = areaTable && derived[areaTable.layer];
  if (!areaTable?.rows || !layer || !made?.ok) return;
  const url = URL.createObjectURL(new Blob([areaCsv(areaTable.rows, made.node.meta.bands)], { type: "text/csv" }));
  download(url, `${layer.name} areas.csv`);
  // The browser has taken the file by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
