import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FaultError } from "../fault.ts";
import { deriveRecipe } from "../session/derive.ts";
import { recipeOf } from "../session/recipe-of.ts";
import { Lab } from "./conformance/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const square = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ],
});
const layout = () => lab.api.LayoutDefinition([0, 0, 8, 8], { layoutCols: 4, layoutRows: 4, tileCols: 2, tileRows: 2 });
const place = () => ({ crs: 3857, layout: layout() });

function problemOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    if (error instanceof FaultError && error.fault.tag === "bad-param") return `${error.fault.op} ${error.fault.param}`;
    return error instanceof FaultError ? error.fault.tag : String(error);
  }
}

describe("layers made of geometries", () => {
  test("the higher feature is seen, of equals the first", async () => {
    const low = { geometry: square(0, 4, 4, 8), value: 1, zindex: 0 };
    const high = { geometry: square(2, 4, 6, 8), value: 2, zindex: 3 };
    const equal = { geometry: square(4, 4, 8, 8), value: 3, zindex: 3 };
    const rows = await lab.cells(lab.api.rasterizeFeatures([low, high, equal], { ...place(), cellType: "int8" }));
    expect(rows[0]).toEqual([1, 1, 2, 2, 2, 2, 3, 3]);
    const turned = await lab.cells(lab.api.rasterizeFeatures([equal, high, low], { ...place(), cellType: "int8" }));
    expect(turned[0]).toEqual([1, 1, 2, 2, 3, 3, 3, 3]);
  });

  test("they have the tiles that the geometries meet, or those of an extent", async () => {
    const inside = square(2.5, 2.5, 3.5, 5);
    expect(await lab.api.rasterize(inside, place()).collectKeys()).toMatchObject([
      { col: 1, row: 1 },
      { col: 1, row: 2 },
    ]);
    expect(await lab.api.rasterize(inside, { ...place(), extent: [0, 0, 8, 8] }).count()).toBe(16);
    expect(lab.api.rasterize(inside, { crs: 3857, zoom: 5 }).metadata).toMatchObject({ kind: "tiled", zoom: 5, cellType: "float64", tileCols: 256 });
  });

  test("what a recipe says comes to the same cells again", () => {
    const { node } = lab.api.euclideanDistance({ type: "Point", coordinates: [3, 3] }, place()).focal("mean", lab.api.Square(1));
    const again = deriveRecipe(JSON.parse(JSON.stringify(recipeOf(node))), {});
    expect(again).toMatchObject({ ok: true, node: { id: node.id, meta: { kind: "tiled", cellType: "float64" } } });
  });

  test("they are saved as any other layer", async () => {
    const layer = lab.api.rasterize(square(2, 2, 6, 6), { ...place(), cellType: "int16" });
    const again = await lab.api.geotiff.get(new File([await layer.saveStitched()], "burnt.tif"));
    expect(await lab.bands(again)).toEqual(await lab.bands(layer));
    expect(again.metadata).toMatchObject({ cellType: "int16", nodata: -32768 });
  });

  test("a distance can be of another type", async () => {
    const layer = lab.api.euclideanDistance({ type: "Point", coordinates: [0, 8] }, { ...place(), extent: [0, 0, 8, 8], cellType: "uint8" });
    expect((await lab.cells(layer))[0]?.slice(1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("what is missing or does not fit is refused by name", () => {
    const { api } = lab;
    const point = { type: "Point", coordinates: [1, 1] };
    expect(problemOf(() => api.rasterize(point, { crs: 3857 }))).toBe("rasterize zoom");
    expect(problemOf(() => api.rasterize(point, { crs: 3857, layout: api.LocalLayout() }))).toBe("rasterize layout");
    expect(problemOf(() => api.rasterize(point, { crs: 3857, layout: api.GlobalLayout() }))).toBe("rasterize layout");
    expect(problemOf(() => api.rasterize({ type: "Point", coordinates: [20, 1] }, place()))).toBe("rasterize geometries");
    expect(problemOf(() => api.euclideanDistance(point, { ...place(), extent: [20, 20, 30, 30] }))).toBe("euclideanDistance extent");
    expect(problemOf(() => api.rasterize(point, { ...place(), fillValue: 1.5, cellType: "uint8" }))).toBe("rasterize value");
    expect(problemOf(() => api.rasterize(point, { ...place(), sampleType: "PixelIsLine" }))).toBe("rasterize sampleType");
    expect(problemOf(() => api.rasterize({ type: "Circle" }, place()))).toBe("bad-geometry");
  });
});

const cells = Array.from({ length: 8 }, (_, row) => Array.from({ length: 12 }, (_cell, col) => ((row * 7 + col * 5) % 11) + (row * col) / 7 || null));
const bands = [cells, cells.toReversed()];

describe("surroundings across the borders of tiles", () => {
  test("a layer in tiles has the cells of one that is a single tile, in every band", async () => {
    const { api } = lab;
    const whole = await lab.single({ bands }, "float64");
    const tiled = await lab.cut({ bands }, "float64", 3, 4);
    for (const made of [whole, tiled]) expect(made.metadata.bands).toHaveLength(2);
    const steps = [
      (layer: typeof whole) => layer.focal("SUM", api.Circle(2)),
      (layer: typeof whole) => layer.focal("MEDIAN", api.Wedge(4, 10, 100)),
      (layer: typeof whole) => layer.focal("STANDARD_DEVIATION", api.Annulus(1, 3)),
      (layer: typeof whole) => layer.focal("SLOPE"),
      (layer: typeof whole) => layer.focal("ASPECT"),
      (layer: typeof whole) => layer.hillshade({ band: 1, zFactor: 2 }),
      (layer: typeof whole) => layer.costDistance({ type: "Point", coordinates: [5, 5] }, { crs: 3857 }),
      (layer: typeof whole) => layer.burn(square(2, 2, 7, 5), { value: 4, crs: 3857 }),
    ];
    for (const step of steps) expect(await lab.bands(step(tiled))).toEqual(await lab.bands(step(whole)));
  });

  test("the zoom is kept", async () => {
    const { metadata } = await lab.tiled({ "0,0": [[1]] }, "uint8", { zoom: 4 });
    expect(metadata.zoom).toBe(4);
    expect((await lab.tiled({ "0,0": [[1]] }, "uint8", { zoom: 4 })).focal("mean", lab.api.Square(1)).metadata.zoom).toBe(4);
  });

  test("a missing neighbourhood and an unknown operation are refused", async () => {
    const layer = await lab.single({ cells }, "float64");
    expect(problemOf(() => layer.focal("SUM"))).toBe("focal neighbourhood");
    expect(problemOf(() => layer.focal("CONVOLVE", lab.api.Square(1)))).toBe("focal operation");
    expect(problemOf(() => layer.focal("SUM", lab.api.Square(-1)))).toMatch(/^focal neighbourhood/);
    expect(problemOf(() => lab.api.zFactorLatLngCalculator("yards"))).toBe("slope unit");
  });

  test("a cost distance that would not fit into memory is refused at once", () => {
    const friction = lab.api.rasterize({ type: "Point", coordinates: [0, 0] }, { crs: 3857, zoom: 12, extent: [0, 0, 200_000, 200_000] });
    expect(problemOf(() => friction.costDistance({ type: "Point", coordinates: [0, 0] }))).toBe("too-large");
  });
});
