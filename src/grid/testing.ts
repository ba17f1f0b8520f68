import type { Polygon } from "./areas.ts";
import { WGS84 } from "./crs.ts";
import { coverage, prepareArea } from "./polygon.ts";

const size = { cols: 60, rows: 60 };
/** What polygons between 0 and 20 cover, in cells whose centres are far from all vertices: rounding to a hundred-millionth cannot move one across an edge. */
export function cellsOf(polygons: readonly Polygon[]): Uint8Array {
  const out = new Uint8Array(size.cols * size.rows);
  const prepared = prepareArea({ crs: WGS84, polygons, edges: [] }, { affine: [1 / 3, 0, 1 / 7000, 0, -1 / 3, 20 + 1 / 11000], ...size }, "centre");
  coverage(prepared, { col: 0, row: 0, ...size }, out);
  return out;
}
