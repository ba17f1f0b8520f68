import { FaultError } from "../fault.ts";
import { download } from "./export-file.ts";
import { addFailure } from "./failures.ts";
import { readSeries, type Series } from "./series.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";

/** Dates down, bands across; ISO 8601 in UTC, a decimal point, NoData as an empty field. */
export function seriesCsv(series: Series, bands: readonly string[]): string {
  const lines = series.map(({ instant, values }) => [
    instant === null ? "" : new Date(instant).toISOString(),
    ...bands.map((_, band) => {
      const value = values?.[band];
      return value === undefined || Number.isNaN(value) ? "" : String(value);
    }),
  ]);
  return `${[["date", ...bands], ...lines].map((fields) => fields.map(quoted).join(",")).join("\r\n")}\r\n`;
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The values of every date of a layer at a place, handed to the browser's downloads as a CSV file. */
export async function saveSeries(layer: LayerId, lon: number, lat: number): Promise<void> {
  const { document, derived } = session.getState();
  const name = document.layers.find(({ id }) => id === layer)?.name ?? "series";
  const made = derived[layer];
  try {
    if (!made?.ok) throw new FaultError(made?.fault ?? { tag: "file-gone", file: name });
    const { node } = made;
    const text = seriesCsv(
      await readSeries(node, { x: lon, y: lat, crs: null }),
      node.meta.bands.map((band) => band.name),
    );
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    download(url, `${name}_${lon.toFixed(5)}_${lat.toFixed(5)}.csv`);
    // The browser has taken the file by the next turn.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (error) {
    addFailure(name, error);
  }
}
