import { z } from "zod";
import type { Cells } from "../cells/cells.ts";
import { type Areas, areasExtent } from "../grid/areas.ts";
import { clipWindow, type Grid, gridAt, type Window } from "../grid/grid.ts";
import { countInside, fillRules, type Prepared, prepareArea, spans } from "../grid/polygon.ts";
import { dataWindow } from "../layer/keys.ts";
import { keyWindow, type LayerMeta, type TileKey } from "../layer/meta.ts";
import { areasSchema } from "./areas-field.ts";
import { areasOn } from "./areas-on.ts";

/**
 * Which cells are counted together. "areas": group i is the cells of `areas[i]`, a cell in several areas counts in each;
 * `id` names the areas, so that a worker prepares them once. "zones": a group is a value of one band, cut to a whole number.
 */
export const groupingSchema = z.discriminatedUnion("by", [
  z.object({ by: z.literal("nothing") }),
  z.object({ by: z.literal("areas"), id: z.string(), areas: z.array(areasSchema), rule: z.enum(fillRules) }),
  z.object({ by: z.literal("zones"), band: z.int().min(0) }),
]);
export type Grouping = z.infer<typeof groupingSchema>;

/** Cells `from` to `to` (exclusive) of a row of the window, as indices into its bands. */
export type Visit = (group: number, from: number, to: number) => void;

/** Visit every run of cells of a tile that belong to one group, row by row. Without groups all cells are of group 0. */
export function visitGroups(grouping: Grouping, { grid, bands }: Cells, key: TileKey, meta: LayerMeta, visit: Visit): void {
  switch (grouping.by) {
    case "nothing":
      for (let row = 0; row < grid.rows; row++) visit(0, row * grid.cols, (row + 1) * grid.cols);
      return;
    case "zones":
      visitZones(bands[grouping.band]!, grid, visit);
      return;
    case "areas": {
      const { col, row } = keyWindow(meta, key);
      for (const [group, burnt] of burnAreas(grouping, meta, key).entries()) visitArea(group, burnt, { col, row, cols: grid.cols, rows: grid.rows }, visit);
      return;
    }
    default:
      grouping satisfies never;
  }
}

/** The keys whose tiles hold a cell of any group, told without reading one. */
export function keysWithGroups(grouping: Grouping, keys: readonly TileKey[], meta: LayerMeta): readonly TileKey[] {
  if (grouping.by !== "areas") return keys;
  return keys.filter((key) =>
    burnAreas(grouping, meta, key).some((burnt) => meets(burnt, keyWindow(meta, key)) && countInside(burnt.prepared, keyWindow(meta, key)) > 0),
  );
}

/** One area burnt into one grid, and the rows and columns it can reach. */
interface BurntArea {
  readonly prepared: Prepared;
  readonly reach: Window | null;
}

type AreaGrouping = Extract<Grouping, { by: "areas" }>;

/** The areas of the last few groupings by their id, then by grid. */
const burnt = new Map<string, Map<string, readonly BurntArea[]>>();
const groupingsKept = 4;

function burnAreas({ id, areas, rule }: AreaGrouping, meta: LayerMeta, { raster, level }: TileKey): readonly BurntArea[] {
  const name = `${id}/${rule}`;
  const grids = burnt.get(name) ?? new Map<string, readonly BurntArea[]>();
  burnt.delete(name);
  burnt.set(name, grids);
  for (const oldest of burnt.keys()) if (burnt.size > groupingsKept) burnt.delete(oldest);
  const grid = gridAt(meta.rasters[raster]!.grid, level);
  const place = JSON.stringify([grid.affine, grid.cols, grid.rows, grid.crs.proj]);
  const kept = grids.get(place);
  if (kept) return kept;
  const made = areas.map((area) => burn(area, grid, rule));
  grids.set(place, made);
  return made;
}

function burn(area: Areas, grid: Grid, rule: AreaGrouping["rule"]): BurntArea {
  const here = areasOn(grid, area);
  const extent = areasExtent(here);
  // A cell that is touched may lie one cell past the vertices.
  const around = extent && dataWindow({ name: "", grid, extent, instant: null }, 0);
  const reach = around && clipWindow({ col: around.col - 1, row: around.row - 1, cols: around.cols + 2, rows: around.rows + 2 }, grid);
  return { prepared: prepareArea(here, grid, rule), reach };
}

function visitArea(group: number, { prepared, reach }: BurntArea, window: Window, visit: Visit): void {
  if (!reach) return;
  const end = Math.min(window.row + window.rows, reach.row + reach.rows);
  for (let row = Math.max(window.row, reach.row); row < end; row++) {
    const inside = spans(prepared, row);
    const start = (row - window.row) * window.cols - window.col;
    for (let i = 0; i < inside.length; i += 2) {
      const from = Math.max(inside[i]!, window.col);
      const to = Math.min(inside[i + 1]!, window.col + window.cols);
      if (from < to) visit(group, start + from, start + to);
    }
  }
}

function visitZones(zones: Float64Array, { cols, rows }: Grid, visit: Visit): void {
  for (let row = 0; row < rows; row++)
    for (let from = row * cols; from < (row + 1) * cols; ) {
      const zone = Math.trunc(zones[from]!);
      let to = from + 1;
      while (to < (row + 1) * cols && Math.trunc(zones[to]!) === zone) to++;
      if (Number.isFinite(zone)) visit(zone + 0, from, to);
      from = to;
    }
}

const meets = ({ reach }: BurntArea, window: Window): boolean =>
  reach !== null &&
  reach.col < window.col + window.cols &&
  window.col < reach.col + reach.cols &&
  reach.row < window.row + window.rows &&
  window.row < reach.row + reach.rows;
