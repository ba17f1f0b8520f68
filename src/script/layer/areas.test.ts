import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FaultError } from "../../fault.ts";
import { Lab } from "../conformance/lab.ts";
import type { RasterLayer } from "../raster-layer.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

/** 6 × 4 cells of 1, in tiles of 3 × 2, counted from the north-west. */
const cells = Array.from({ length: 4 }, (_, row) => Array.from({ length: 6 }, (_cell, col) => row * 6 + col));
const tiled = () => lab.cut({ cells }, "float64", 3, 2);
const crs = 3857;
const box = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** Two instants of the same cells, the second ten times the first. */
const series = () =>
  lab.tiled(
    [
      { key: "0,0", instant: 2000, cells: [[10, 20]] },
      { key: "0,0", instant: 1000, cells: [[1, 2]] },
    ],
    "float64",
  );

describe("values at points", () => {
  test("a list is answered in its order, twice the same point twice", async () => {
    const found = await (await tiled()).getPointValues(
      [
        [5.5, 0.5],
        [0.5, 3.5],
        [5.5, 0.5],
        [99, 99],
      ],
      { crs },
    );
    expect(found.map(({ values }) => values)).toEqual([[23], [0], [23], null]);
    expect(found.every(({ series: none }) => none === null)).toBe(true);
  });

  test("named points are answered by name", async () => {
    const found = await (await tiled()).getPointValues({ a: [1.5, 2.5], b: { type: "Point", coordinates: [3.5, 1.5] } }, { crs });
    expect(found.a.values).toEqual([7]);
    expect(found.b.values).toEqual([15]);
  });

  test("all four edges of the layer are inside, and a border between tiles is the eastern and southern one's", async () => {
    const found = await (await tiled()).getPointValues(
      [
        [0, 4],
        [6, 4],
        [6, 0],
        [0, 0],
        [3, 2],
      ],
      { crs },
    );
    expect(found.map(({ values }) => values?.[0])).toEqual([0, 5, 23, 18, 15]);
  });

  test("interpolation reads across tiles: a plane stays a plane, with every method", async () => {
    const layer = await tiled();
    const points = [
      [3.1, 1.9],
      [2.7, 2.2],
      [3, 2],
    ] as const;
    for (const resampleMethod of ["bilinear", "CUBIC_CONVOLUTION", "cubicSpline"]) {
      const found = await layer.getPointValues(points, { crs, resampleMethod });
      for (const [i, [x, y]] of points.entries()) {
        const plane = (4 - y - 0.5) * 6 + (x - 0.5);
        // The outer rings of 4 × 4 and 6 × 6 cells are clamped at the layer's edge, which a cubic through them feels.
        expect(found[i]!.values![0]).toBeCloseTo(plane, resampleMethod === "bilinear" ? 9 : 0);
      }
    }
  });

  test("where cubic needs a cell that is NoData, the bilinear value stands in", async () => {
    const holed = cells.map((row) => row.map((cell) => (cell === 0 ? null : cell)));
    const layer = await lab.single({ cells: holed }, "float64");
    const at = [[2.2, 2.4]] as const;
    const [cubic] = await layer.getPointValues(at, { crs, resampleMethod: "cubicConvolution" });
    const [linear] = await layer.getPointValues(at, { crs, resampleMethod: "bilinear" });
    expect(cubic!.values).toEqual(linear!.values);
  });

  test("a layer with instants answers each of them, by time", async () => {
    const [found, outside] = await (await series()).getPointValues(
      [
        [1.5, 0.5],
        [5, 5],
      ],
      { crs },
    );
    expect(found!.values).toBeNull();
    expect(found!.series).toEqual([
      { instant: 1000, values: [2] },
      { instant: 2000, values: [20] },
    ]);
    expect(outside!.series).toBeNull();
  });

  test("points are longitude and latitude unless a CRS is told", async () => {
    const layer = await lab.single({ cells: [[7]], extent: [1e6, 5e6, 1.1e6, 5.1e6] }, "int16");
    const [found] = await layer.getPointValues([[9.4, 41.3]]);
    expect(found!.values).toEqual([7]);
  });

  test("what is no point, and a method that is none for points, are refused", async () => {
    const layer = await tiled();
    await expect(layer.getPointValues([box(0, 0, 1, 1)], { crs })).rejects.toMatchObject({ fault: { tag: "bad-type", param: "points" } });
    await expect(layer.getPointValues([[1, 1]], { resampleMethod: "AVERAGE" })).rejects.toMatchObject({ fault: { tag: "bad-param", param: "resampleMethod" } });
  });
});

describe("statistics of areas", () => {
  test("several areas are one table, a MultiPolygon is one area", async () => {
    const twice = { type: "MultiPolygon", coordinates: [box(0, 3, 1, 4).coordinates, box(5, 0, 6, 1).coordinates] };
    const rows = await (await tiled()).polygonalStatistics([box(0, 2, 2, 4), twice, box(50, 50, 60, 60)], { crs });
    expect(rows.map(({ area, bands: [own] }) => [area, own!.count, own!.min, own!.max, own!.sum])).toEqual([
      [0, 4, 0, 7, 14],
      [1, 2, 0, 23, 23],
      [2, 0, Number.NaN, Number.NaN, 0],
    ]);
  });

  test("only tiles that an area meets are read", async () => {
    const layer = await tiled();
    const before = lab.api.timings();
    expect(await layer.polygonalSum(box(90, 90, 99, 99), "float", { crs })).toEqual([Number.NaN]);
    expect(lab.api.timings()).toEqual(before);
    await layer.polygonalSum(box(0, 0, 1, 1), "float", { crs });
    expect(lab.api.timings()).not.toEqual(before);
  });

  test("whole numbers cut first, each band by itself", async () => {
    const layer = await lab.single({ bands: [[[1.9, -1.9]], [[10.5, 20.5]]] }, "float64");
    expect(await layer.polygonalSum(box(0, 0, 2, 1), "int", { crs })).toEqual([0, 30]);
    expect(await layer.polygonalSum(box(0, 0, 2, 1), "float", { crs })).toEqual([0, 31]);
    await expect(layer.polygonalSum(box(0, 0, 2, 1), "text" as "int", { crs })).rejects.toMatchObject({ fault: { tag: "bad-type", param: "dataType" } });
  });

  test("min, max, mean and count agree with the cells, whatever the rule asks of a cell", async () => {
    const layer = await tiled();
    const half = box(0.6, 0.6, 2.4, 2.4);
    expect(await layer.polygonalCount(half, { crs })).toEqual([1]);
    expect(await layer.polygonalCount(half, { crs, rule: "overlapped" })).toEqual([9]);
    expect(await layer.polygonalCount(half, { crs, rule: "contained" })).toEqual([1]);
    expect(await layer.polygonalMax(half, "float", { crs, rule: "overlapped" })).toEqual([20]);
    expect(await layer.polygonalMin(half, "float", { crs, rule: "overlapped" })).toEqual([6]);
    expect(await layer.polygonalMean(half, { crs, rule: "overlapped" })).toEqual([13]);
  });

  test("a series has a value an instant, by time; a layer without instants has none", async () => {
    const layer = await series();
    expect(await layer.sumSeries(box(0, 0, 2, 1), { crs })).toEqual([
      { instant: 1000, value: 3 },
      { instant: 2000, value: 30 },
    ]);
    expect((await layer.histogramSeries(box(0, 0, 1, 1), { crs })).map(({ counts }) => [...counts])).toEqual([[[1, 1]], [[10, 1]]]);
    await expect((await tiled()).meanSeries(box(0, 0, 1, 1), { crs })).rejects.toMatchObject({ fault: { tag: "bad-input" } });
  });

  test("values are counted in an area or everywhere, NoData is none", async () => {
    const layer = await lab.single({ cells: [[1.2, 1.9, null, -0.4]] }, "float64");
    expect([...(await layer.getCellValueCounts())]).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect([...(await layer.getCellValueCounts({ areaOfInterest: box(0, 0, 1, 1), crs }))]).toEqual([[1, 1]]);
    await expect(layer.getCellValueCounts({ targetBand: 3 })).rejects.toBeInstanceOf(FaultError);
  });
});

describe("zones", () => {
  let zoned: readonly [RasterLayer, RasterLayer];
  beforeAll(async () => {
    zoned = [await lab.single({ cells: [[1, 1, 3, 5, null]] }, "int16"), await lab.single({ cells: [[7, 7, 7, 9, 9]] }, "int32")];
  });

  test("statistics by zone, NoData left out", async () => {
    const found = await zoned[0].zonalStatistics(zoned[1]);
    expect([...found.keys()]).toEqual([7, 9]);
    expect(found.get(7)![0]).toMatchObject({ count: 3, min: 1, max: 3, sum: 5, median: 1, mode: 1 });
    expect(found.get(9)![0]).toMatchObject({ count: 1, min: 5, max: 5, deviation: 0 });
  });

  test("shares are whole percent of the cells with a value", async () => {
    const found = await zoned[0].zonalPercentage(zoned[1]);
    expect([...found.get(7)!]).toEqual([
      [1, 67],
      [3, 33],
    ]);
  });

  test("zones without an instant go with every instant, tile by tile", async () => {
    const layer = await lab.tiled(
      [
        { key: "0,0", instant: 1000, cells: [[1, 2]] },
        { key: "1,0", instant: 1000, cells: [[3, 4]] },
        { key: "0,0", instant: 2000, cells: [[10, 20]] },
      ],
      "float64",
    );
    const zones = await lab.tiled({ "0,0": [[1, 2]], "1,0": [[2, 2]] }, "uint8");
    const found = await layer.zonalStatistics(zones);
    expect(found.get(1)![0]).toMatchObject({ count: 2, sum: 11 });
    expect(found.get(2)![0]).toMatchObject({ count: 4, sum: 29 });
  });

  test("layers on other cells are refused", async () => {
    const other = await lab.single({ cells: [[1]], extent: [0, 0, 5, 1] }, "uint8");
    await expect(zoned[0].zonalStatistics(other)).rejects.toMatchObject({ fault: { tag: "bad-input" } });
  });
});
