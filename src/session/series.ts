import { widen } from "../cells/tile.ts";
import { toPixel } from "../grid/affine.ts";
import { type Crs, projector, WGS84 } from "../grid/crs.ts";
import { map } from "../grid/point.ts";
import type { Instant } from "../layer/meta.ts";
import { moments } from "../ops/instants.ts";
import type { LayerNode } from "../plan/graph.ts";
import { enginePool } from "./engine.ts";

/** A place; longitude and latitude without a CRS. */
export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  readonly crs: Crs | null;
}

/** The values of every band at one instant, NaN for NoData; null where no raster of the instant has a cell. */
export interface SeriesEntry {
  readonly instant: Instant | null;
  readonly values: readonly number[] | null;
}
export type Series = readonly SeriesEntry[];

/** The cell of one raster at a place. */
export interface CellPlace {
  readonly raster: number;
  readonly col: number;
  readonly row: number;
  /** In the raster's CRS. */
  readonly x: number;
  readonly y: number;
}

/** The exact cells at a place, one entry an instant in the order of time. */
export function readSeries(node: LayerNode, point: SeriesPoint): Promise<Series> {
  return Promise.all(moments(node.meta).map(async ({ instant, refs }) => ({ instant, values: await firstValue(node, cellsAt(node, refs, point)) })));
}

/** Where some rasters of a layer have a cell at a place, in their order. */
export function cellsAt({ meta }: LayerNode, refs: readonly { readonly raster: number }[], { x, y, crs }: SeriesPoint): readonly CellPlace[] {
  return refs.flatMap(({ raster: index }) => {
    const raster = meta.rasters[index];
    if (!raster) return [];
    const point = new Float64Array([x, y]);
    projector(crs ?? WGS84, raster.grid.crs)(point);
    const [px = Number.NaN, py = Number.NaN] = point;
    const at = toPixel(raster.grid.affine, map(px, py));
    const { west, south, east, north } = raster.extent;
    const isInside = px >= west && px <= east && py >= south && py <= north;
    return isInside ? [{ raster: index, col: Math.floor(at.x), row: Math.floor(at.y), x: px, y: py }] : [];
  });
}

/** Of cells on top of each other the first that has a value counts, as on the map; null for no cell. */
export async function firstValue(node: LayerNode, [first, ...rest]: readonly CellPlace[]): Promise<readonly number[] | null> {
  if (!first) return null;
  const top = await readCell(node, first);
  if (!top.every(Number.isNaN)) return top;
  for (const place of rest) {
    const next = await readCell(node, place);
    if (!next.every(Number.isNaN)) return next;
  }
  return top;
}

/** The bands of one cell, from the whole recipe at full resolution. */
async function readCell(node: LayerNode, { raster, col, row }: CellPlace): Promise<readonly number[]> {
  const window = { raster, level: 0, col, row, cols: 1, rows: 1 };
  const tile = await enginePool().run(node, { kind: "window", node: node.id, window }, { priority: () => -1 });
  return widen(tile).bands.map((band) => band[0] ?? Number.NaN);
}
