import { type Patch, type PointMethod, pointReach, valueAt } from "../cells/resample/at-point.ts";
import { widen } from "../cells/tile.ts";
import { toPixel } from "../grid/affine.ts";
import type { Position } from "../grid/areas.ts";
import { type Crs, projector } from "../grid/crs.ts";
import { clipWindow, type Window } from "../grid/grid.ts";
import { map } from "../grid/point.ts";
import { dataWindow } from "../layer/keys.ts";
import type { Instant, LayerMeta } from "../layer/meta.ts";
import { moments } from "../ops/instants.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { Pool } from "./pool.ts";

/** One number a band, NaN where there is none. */
export interface ValuesAtInstant {
  readonly instant: Instant | null;
  readonly values: readonly number[];
}

/** Whether the east and south edges of tiles without a neighbour are part of them; north and west ones always are. */
export type Edges = "inside" | "outside";

/** A place in pixels of a raster, and the cell that owns it. */
interface Spot {
  readonly point: number;
  readonly x: number;
  readonly y: number;
  readonly col: number;
  readonly row: number;
}

/**
 * The values of a layer at points: for each point, in their order, one entry for every instant at which the layer has a
 * tile there, by time; none outside. All edges of the layer count as inside, unless a border is the next cell's alone. Where rasters of one instant lie on top of each
 * other, the first with a value counts. Interpolation reads across tiles, of one raster.
 */
export async function pointValues(
  pool: Pool,
  node: LayerNode,
  points: readonly Position[],
  { crs, method, edges }: { readonly crs: Crs; readonly method: PointMethod; readonly edges: Edges },
): Promise<readonly (readonly ValuesAtInstant[])[]> {
  const found = points.map((): ValuesAtInstant[] => []);
  for (const { instant, refs } of moments(node.meta)) {
    let open = points.map((_, i) => i);
    const empty = new Map<number, readonly number[]>();
    for (const { raster } of refs) {
      const spots = spotsOn(node.meta, raster, open, { points, crs, edges });
      const read = await readSpots(pool, node, raster, spots, method);
      for (const [i, values] of read)
        if (values.every(Number.isNaN)) empty.set(i, values);
        else found[i]!.push({ instant, values });
      open = open.filter((i) => read.get(i)?.every(Number.isNaN) ?? true);
    }
    for (const i of open) {
      const values = empty.get(i);
      if (values) found[i]!.push({ instant, values });
    }
  }
  return found;
}

/** The points that lie on a raster's tiles. */
function spotsOn(
  meta: LayerMeta,
  index: number,
  wanted: readonly number[],
  { points, crs, edges }: { readonly points: readonly Position[]; readonly crs: Crs; readonly edges: Edges },
): Spot[] {
  const raster = meta.rasters[index]!;
  const limit = dataWindow(raster, 0);
  const existing = raster.keys && new Set(raster.keys.map(({ col, row }) => `${col},${row}`));
  const exists = (col: number, row: number) => !existing || existing.has(`${Math.floor(col / meta.tileCols)},${Math.floor(row / meta.tileRows)}`);
  const transform = projector(crs, raster.grid.crs);
  return wanted.flatMap((point) => {
    const place = Float64Array.from(points[point]!);
    transform(place);
    const { x, y } = toPixel(raster.grid.affine, map(place[0]!, place[1]!));
    for (const row of owners(y, limit.row, limit.row + limit.rows, edges))
      for (const col of owners(x, limit.col, limit.col + limit.cols, edges)) if (exists(col, row)) return [{ point, x, y, col, row }];
    return [];
  });
}

/** A place this near a cell's border lies on it: the rounding of a transform. */
const onBorder = 1e-9;

/** The cells along one axis that a place may belong to, best first: a border is the next cell's, the last border the last cell's or nobody's. */
function owners(at: number, first: number, end: number, edges: Edges): number[] {
  const border = Math.round(at);
  const cells = Math.abs(at - border) < onBorder ? (edges === "inside" ? [border, border - 1] : [border]) : [Math.floor(at)];
  return cells.filter((cell) => cell >= first && cell < end);
}

/** Values by point. Points of one tile are read together. */
async function readSpots(pool: Pool, node: LayerNode, raster: number, spots: readonly Spot[], method: PointMethod): Promise<Map<number, readonly number[]>> {
  const { meta } = node;
  const limit = dataWindow(meta.rasters[raster]!, 0);
  const byTile = new Map<string, Spot[]>();
  for (const spot of spots) {
    const tile = `${Math.floor(spot.col / meta.tileCols)},${Math.floor(spot.row / meta.tileRows)}`;
    const own = byTile.get(tile);
    if (own) own.push(spot);
    else byTile.set(tile, [spot]);
  }
  const values = new Map<number, readonly number[]>();
  await Promise.all(
    [...byTile.values()].map(async (own, place) => {
      const window = around(own, limit, pointReach[method]);
      const { bands } = widen(await pool.run(node, { kind: "window", node: node.id, window: { ...window, raster, level: 0 } }, { place }));
      const patches = bands.map((band): Patch => ({ window, band, limit }));
      for (const { point, x, y, col, row } of own)
        values.set(
          point,
          patches.map((patch) => (method === "nearest" ? valueAt(method, patch, col, row) : valueAt(method, patch, x, y))),
        );
    }),
  );
  return values;
}

function around(spots: readonly Spot[], limit: Window, reach: number): Window {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { col, row } of spots) {
    left = Math.min(left, col);
    top = Math.min(top, row);
    right = Math.max(right, col);
    bottom = Math.max(bottom, row);
  }
  const wanted = { col: left - reach, row: top - reach, cols: right - left + 1 + 2 * reach, rows: bottom - top + 1 + 2 * reach };
  // The spots lie inside the limit, so some part of it is left.
  const clipped = clipWindow({ ...wanted, col: wanted.col - limit.col, row: wanted.row - limit.row }, limit)!;
  return { ...clipped, col: clipped.col + limit.col, row: clipped.row + limit.row };
}
