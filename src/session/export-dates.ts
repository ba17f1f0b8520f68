import type { Instant } from "../layer/instant.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import type { ExportDraft } from "./state.ts";
import { session } from "./store.ts";
import { dateShown, datesOf } from "./times.ts";

/** The dates of a series that a draft writes: those it names, else the one on the map; none for a layer that is no series. */
export function draftDates(node: LayerNode, { dates }: Pick<ExportDraft, "dates">): readonly Instant[] {
  if (datesOf(node.meta).length === 0) return [];
  const shown = dateShown(node.meta, session.getState().time);
  return dates ?? (shown === null ? [] : [shown]);
}

/** A layer of one date, which it keeps. */
export const atDate = (node: LayerNode, date: Instant): LayerNode => derive({ op: "filterByTimes", params: { times: [{ from: date, to: date }] } }, [node]);

/** A layer as one picture: of a series the date that is on the map. */
export function oneDate(node: LayerNode): LayerNode {
  const [date] = draftDates(node, {});
  return date === undefined ? node : atDate(node, date);
}

/** "snow.tif" of 8 March 2026 is "snow_2026-03-08.tif"; the time of day stands there when the dates need it. */
export function datedName(fileName: string, date: Instant, all: readonly Instant[]): string {
  const iso = new Date(date).toISOString();
  const days = new Set(all.map((one) => new Date(one).toISOString().slice(0, 10)));
  const text =
    days.size === all.length
      ? iso.slice(0, 10)
      : iso
          .slice(0, 23)
          .replace(/\.000$/, "")
          .replaceAll(":", "-");
  return fileName.replace(/(\.tiff?|\.zip)?$/i, `_${text}.tif`);
}
