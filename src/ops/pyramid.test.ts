import { expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { gridExtent } from "../grid/grid.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { pyramidLevels } from "./pyramid.ts";

test.each([
  [256, 256, 256, 0],
  [256, 256, 16, 4],
  [48, 16, 16, 2],
] as const)("%i × %i cells in tiles of %i have %i levels (facts from GeoPySpark's pyramiding_test.py)", (cols, rows, tile, levels) => {
  const grid = { crs: WEB_MERCATOR, affine: [1, 0, 0, 0, -1, rows] as const, cols, rows };
  const meta: LayerMeta = {
    kind: "tiled",
    rasters: [{ name: "", grid, extent: gridExtent(grid), instant: null }],
    tileCols: tile,
    tileRows: tile,
    cellType: "uint8",
    nodata: null,
    bands: [],
    palette: null,
    zoom: null,
  };
  expect(pyramidLevels(meta)).toBe(levels);
});
