import fc from "fast-check";
import { expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { gridExtent, windowGrid } from "../grid/grid.ts";
import type { LayerMeta, TileKey } from "../layer/meta.ts";
import type { FoldId } from "./index.ts";
import { foldOf } from "./lookup.ts";

const grid = { crs: WEB_MERCATOR, affine: [1, 0, 0, 0, -1, 0] as const, cols: 8, rows: 8 };
const meta: LayerMeta = {
  kind: "tiled",
  rasters: [{ name: "", grid, extent: gridExtent(grid), instant: null }],
  tileCols: 2,
  tileRows: 2,
  cellType: "float64",
  nodata: null,
  bands: [0, 1].map((band) => ({ name: `Band ${band + 1}`, role: "grey", unit: null, scale: 1, offset: 0 })),
  palette: null,
  zoom: null,
};

const asked: readonly (readonly [FoldId, unknown])[] = [
  ["minMax", {}],
  ["distribution", { bands: null, most: 100, within: null }],
  ["distribution", { bands: [1], most: 3, within: { min: -50, max: 50, count: 7, chosen: [1, 2, 5] } }],
  ["streamingHistogram", { buckets: 5 }],
  ["classHistogram", {}],
];

const tiles = fc.array(fc.array(fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: Number.NaN }), { minLength: 8, maxLength: 8 }), {
  minLength: 1,
  maxLength: 16,
});

test.each(asked)("%s: the order in which tiles come and results merge does not matter, to the last digit", (id, params) => {
  const fold = foldOf(id);
  const given = fold.params.parse(params);
  fc.assert(
    fc.property(tiles, fc.infiniteStream(fc.nat()), (cells, chances) => {
      const start = () => fold.empty(given, meta);
      const add = (acc: unknown, at: number) => {
        const key: TileKey = { raster: 0, level: 0, col: at % 4, row: Math.floor(at / 4) };
        const window = { col: key.col * 2, row: key.row * 2, cols: 2, rows: 2 };
        const values = Float64Array.from(cells[at]!);
        return fold.add(acc, { grid: windowGrid(grid, window), bands: [values.slice(0, 4), values.slice(4)] }, given, key, meta);
      };
      const inOrder = cells.reduce<unknown>((acc, _tile, at) => add(acc, at), start());
      // Tiles in any order, in partitions of any size, which merge two by two in any order.
      const next = (below: number) => Number(chances.next().value) % below;
      const left = cells.map((_, at) => at);
      const parts: unknown[] = [];
      while (left.length > 0) {
        let part = start();
        for (let size = 1 + next(3); size > 0 && left.length > 0; size--) part = add(part, left.splice(next(left.length), 1)[0]!);
        parts.push(part);
      }
      while (parts.length > 1) parts.push(fold.merge(parts.splice(next(parts.length), 1)[0], parts.splice(next(parts.length), 1)[0]));
      expect(fold.done(parts[0])).toEqual(fold.done(inOrder));
    }),
    { numRuns: 60 },
  );
});
