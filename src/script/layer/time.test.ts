import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultOf } from "../../fault.ts";
import { seriesCsv } from "../../session/series-file.ts";
import { Lab } from "../conformance/lab.ts";
import type { CellRows } from "../conformance/vector.ts";
import type { RasterLayer } from "../raster-layer.ts";

const names = ["snow_2026-03-08.tif", "snow_2026-04-24.tif", "snow_2026-06-11.tif"];
const [march, april, june] = ["2026-03-08T10:30:00Z", "2026-04-24T10:30:00Z", "2026-06-11T10:30:00Z"] as const;
const samples = names.map((name) => new File([readFileSync(join(import.meta.dirname, "../../../public/samples", name))], name));

let lab: Lab;
let snow: RasterLayer;
beforeAll(async () => {
  lab = await Lab.open();
  snow = await lab.api.geotiff.get(samples);
});
afterAll(() => lab.close());

const cellsOf = (layer: RasterLayer): Promise<CellRows[]> => lab.bands(layer);

async function faultBy(work: () => unknown): Promise<string> {
  try {
    await work();
    return "none";
  } catch (error) {
    return faultOf(error).tag;
  }
}

const triangle = {
  type: "Polygon",
  coordinates: [
    [
      [13.5, 46.25],
      [13.68, 46.27],
      [13.6, 46.36],
      [13.5, 46.25],
    ],
  ],
} as const;

const perInstant: readonly (readonly [string, (layer: RasterLayer) => RasterLayer])[] = [
  ["tileToLayout", (layer) => layer.tileToLayout({ layout: lab.api.LocalLayout({ tileSize: 100 }) })],
  [
    "tileToLayout in another CRS",
    (layer) => layer.tileToLayout({ layout: lab.api.LocalLayout({ tileSize: 128 }), targetCrs: 3857, resampleMethod: "bilinear" }),
  ],
  ["reproject", (layer) => layer.reproject(4326, "bilinear")],
  ["mask", (layer) => layer.mask({ geometries: triangle })],
  ["calculate", (layer) => layer.calculate("b1 * 2 - 7", { cellType: "int16" })],
  ["convertDataType", (layer) => layer.convertDataType("float32")],
  ["merge of tiles", (layer) => layer.tileToLayout({ layout: lab.api.LocalLayout({ tileSize: 100 }) }).merge()],
];

test.each(perInstant)("%s works date by date", async (_name, work) => {
  const series = work(snow);
  expect(series.instants).toEqual([march, april, june].map((text) => Date.parse(text)));
  expect(await cellsOf(series.toSpatialLayer(april))).toEqual(await cellsOf(work(snow.toSpatialLayer(april))));
});

test("dates come from the tag by themselves, from another tag or the names when told, and a list wins over both", async () => {
  expect(snow.instants).toEqual([march, april, june].map((text) => Date.parse(text)));
  const named = await lab.api.geotiff.get(samples, { namePattern: "yyyy-MM-dd" });
  expect(named.instants).toEqual(["2026-03-08", "2026-04-24", "2026-06-11"].map((text) => Date.parse(text)));
  const listed = await lab.api.geotiff.get(samples, { instants: ["2020-01-01", null, "2020-01-03"] });
  expect(listed.metadata.rasters.map(({ instant }) => instant)).toEqual([Date.parse("2020-01-01"), null, Date.parse("2020-01-03")]);
  expect(await faultBy(() => lab.api.geotiff.get(samples, { timeTag: "ACQUIRED" }))).toBe("bad-param");
  expect(await faultBy(() => lab.api.geotiff.get(samples, { timeTag: "TIFFTAG_DATETIME", timeFormat: "yyyy-MM-dd" }))).toBe("bad-param");
});

test("a series at a point is what each date has there, and stands so in a CSV", async () => {
  const series = await snow.getSeries([13.58, 46.3]);
  const [x, y] = [13.58, 46.3];
  for (const { instant, values } of series) expect(values).toEqual((await snow.toSpatialLayer(instant).getSeries([x, y]))[0]!.values);
  expect(seriesCsv(series, ["Snow cover"])).toBe(
    ["date,Snow cover", ...series.map(({ instant, values }) => `${new Date(instant!).toISOString()},${values![0]}`), ""].join("\r\n"),
  );
  expect((await snow.getSeries([0, 0])).map(({ values }) => values)).toEqual([null, null, null]);
});

test("the mean over time is the mean of the dates, tiled or not", async () => {
  const [a, b, c] = await Promise.all([march, april, june].map(async (date) => (await cellsOf(snow.toSpatialLayer(date)))[0]!.flat()));
  const mean = (await cellsOf(snow.aggregateOverTime("MEAN")))[0]!.flat();
  const means = a!.map((_, i) => {
    const values = [a![i], b![i], c![i]].filter((value) => typeof value === "number");
    return values.length === 0 ? null : values.reduce((l, r) => l + r, 0) / values.length;
  });
  expect(mean).toEqual(means);
  const tiled = snow.tileToLayout({ layout: lab.api.LocalLayout({ tileSize: 320 }) });
  expect((await cellsOf(tiled.aggregateOverTime("mean")))[0]!.flat()).toEqual(means);
});

test("a tile that one date has not is no NoData of that date", async () => {
  const layer = await lab.tiled(
    [
      { key: "0,0", instant: march, cells: [[1, 2]] },
      { key: "0,0", instant: june, cells: [[10, null]] },
      { key: "1,0", instant: march, cells: [[3, 4]] },
    ],
    "int16",
  );
  expect(await lab.bands(layer.aggregateOverTime("sum"))).toEqual([[[11, null, 3, 4]]]);
  expect(await lab.bands(layer.aggregateOverTime("mean"))).toEqual([[[5.5, 2, 3, 4]]]);
});

test("combined bands keep the tiles that both have whole, also where only one has a value", async () => {
  const left = await lab.tiled([{ key: "0,0", cells: [[1, null]] }], "int16", { tileLayout: [2, 1, 2, 1] });
  const right = await lab.tiled(
    [
      { key: "0,0", cells: [[null, 2]] },
      { key: "1,0", cells: [[3, 3]] },
    ],
    "int16",
    { tileLayout: [2, 1, 2, 1] },
  );
  expect(await lab.tiles(left.combineBands(right))).toEqual([{ key: "0,0", instant: null, bands: [[[1, null]], [[null, 2]]] }]);
});

test("layers cut beside each other within one tile combine with all their cells", async () => {
  const layout = { layoutExtent: [0, 0, 4, 1], tileLayout: [1, 1, 4, 1] } as const;
  const base = await lab.tiled([{ key: "0,0", cells: [[9, 9, 9, 9]] }], "int16", layout);
  const part = async (west: number, value: number) =>
    (await lab.raster({ extent: [west, 0, west + 1, 1], cells: [[value]] }, "int16")).tileToLayout({ layout: base });
  const combined = (await part(0, 1)).combineBands(await part(3, 2));
  expect(await lab.bands(combined)).toEqual([[[1, null, null, null]], [[null, null, null, 2]]]);
});

test("filtering every date away leaves an empty layer, and what cannot be done with it says so", async () => {
  const none = snow.filterByTimes(["2000-01-01"]);
  expect(none.metadata.rasters).toEqual([]);
  expect(await none.count()).toBe(0);
  expect(await none.collectKeys()).toEqual([]);
  expect(await none.getMinMax()).toBeNull();
  expect(await none.getSeries([13.5, 46.3])).toEqual([]);
  expect(none.aggregateOverTime("mean").metadata.rasters).toEqual([]);
  expect(none.reproject(3857).metadata.rasters).toEqual([]);
  expect(await faultBy(() => none.stitch())).toBe("bad-input");
  expect(await faultBy(() => none.saveStitched())).toBe("bad-input");
  expect(await faultBy(() => none.tileToLayout({ layout: lab.api.LocalLayout() }))).toBe("bad-input");
});

test("intervals count both ends, add up, and leave the list that was given alone", () => {
  const times = [march, april, june];
  expect(snow.filterByTimes(times).instants).toHaveLength(3);
  expect(snow.filterByTimes([march, "2026-04-24T10:29:59", june]).instants).toHaveLength(2);
  expect(snow.filterByTimes([april]).instants).toEqual([Date.parse(april)]);
  expect(times).toEqual([march, april, june]);
});

test("keys tell what they are: extents of files, columns and rows of tiles, with their instants", async () => {
  expect(await snow.collectKeys()).toMatchObject([{ instant: Date.parse(march) }, { instant: Date.parse(april) }, { instant: Date.parse(june) }]);
  const tiled = snow.tileToLayout({ layout: lab.api.LocalLayout({ tileSize: 200 }) });
  const keys = await tiled.collectKeys();
  expect(keys).toHaveLength(12);
  expect(keys).toContainEqual({ col: 1, row: 1, instant: Date.parse(june) });
  expect(await faultBy(() => tiled.lookup(0, 0))).toBe("bad-input");
  expect(await tiled.toSpatialLayer().lookup(1, 0)).toHaveLength(3);
  expect(snow.layerType).toBe("SPACETIME");
  expect(snow.toSpatialLayer(june).layerType).toBe("SPATIAL");
});

test("files of one and the same date are a mosaic without dates, unless the dates are asked for", async () => {
  const again = new File([samples[0]!], "again.tif");
  const mosaic = await lab.api.geotiff.get([samples[0]!, again]);
  expect([mosaic.layerType, mosaic.instants]).toEqual(["SPATIAL", []]);
  const asked = await lab.api.geotiff.get([samples[0]!, again], { timeTag: "TIFFTAG_DATETIME" });
  expect(asked.layerType).toBe("SPACETIME");
});
