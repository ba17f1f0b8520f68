import type { PanelSize } from "react-resizable-panels";
import type { Room } from "./frame.ts";

export type Column = "left" | "right" | "sheet";

/** Widths of the columns before anybody dragged them, in pixels. */
const initial: Readonly<Record<Column, number>> = { left: 344, right: 312, sheet: 368 };
const key = (column: Column) => `rasterloom.width.${column}`;

/** Widths kept in this browser, in pixels. Where room is short the columns start a little narrower. */
export function columnWidths(room: Room): Readonly<Record<Column, number>> {
  const tight = room === "wide" ? 0 : 16;
  const width = (column: Column) =>
    Number(localStorage.getItem(key(column))) || initial[column] - (column === "right" ? 0 : column === "sheet" ? tight * 1.5 : tight);
  return { left: width("left"), right: width("right"), sheet: width("sheet") };
}

/** Remembers a width that was changed; the first one, which the window gave, is not kept. */
export const keepWidth = (column: Column) => (now: PanelSize, _id: string | number | undefined, before: PanelSize | undefined) => {
  if (before && Math.abs(now.inPixels - before.inPixels) >= 1) localStorage.setItem(key(column), String(Math.round(now.inPixels)));
};

/** Forgets the width of a column, so that it starts at its first one again. */
export function resetWidth(column: Column): number {
  localStorage.removeItem(key(column));
  return initial[column];
}
