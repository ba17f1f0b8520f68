import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CellType } from "../cells/cell-type.ts";
import { widen } from "../cells/tile.ts";
import { extent } from "../grid/extent.ts";
import { dataWindow } from "../layer/keys.ts";
import { Lab } from "./conformance/lab.ts";
import type { RasterLayer } from "./raster-layer.ts";
import { Tile } from "./tile.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

const runs = { numRuns: 8 };

interface Drawn {
  readonly cellType: CellType;
  readonly nodata: number | null;
  readonly pairs: readonly (readonly [{ col: number; row: number; instant: number | null }, Tile])[];
  readonly tileCols: number;
  readonly tileRows: number;
}

/** Tiles of any type at any keys of a layout of 4 × 3, some keys twice, some missing, with a date or without. */
const layers: fc.Arbitrary<Drawn> = fc
  .record({
    type: fc.constantFrom<readonly [CellType, number | null]>(
      ["uint8", 0],
      ["int8", -128],
      ["uint16", null],
      ["int32", -7],
      ["float32", Number.NaN],
      ["float64", null],
    ),
    tileCols: fc.integer({ min: 2, max: 6 }),
    tileRows: fc.integer({ min: 2, max: 6 }),
    bands: fc.integer({ min: 1, max: 2 }),
    keys: fc.array(fc.record({ col: fc.nat(3), row: fc.nat(2), instant: fc.constantFrom(null, 0, 1_000_000_000_123) }), { minLength: 1, maxLength: 8 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ type: [cellType, nodata], tileCols, tileRows, bands, keys, seed }) => ({
    cellType,
    nodata,
    tileCols,
    tileRows,
    pairs: keys.map((key, k) => {
      const cell = (band: number, row: number, col: number) =>
        ((seed * (k + 1) * 31 + band * 17 + row * 7 + col * 3) % 101) - (cellType.startsWith("u") ? 0 : 50);
      const rows = (band: number) => Array.from({ length: tileRows }, (_, row) => Array.from({ length: tileCols }, (_cell, col) => cell(band, row, col)));
      return [
        key,
        Tile.fromArray(
          Array.from({ length: bands }, (_, band) => rows(band)),
          nodata,
          cellType,
        ),
      ] as const;
    }),
  }));

const layerOf = ({ pairs, tileCols, tileRows }: Drawn): Promise<RasterLayer> =>
  lab.api.fromTypedArrays(pairs, {
    crs: 3857,
    layout: { extent: extent(100, 200, 100 + 40 * tileCols, 200 + 30 * tileRows), layoutCols: 4, layoutRows: 3, tileCols, tileRows },
  });

/** One tile a key. */
const merged = (layer: RasterLayer): RasterLayer =>
  (layer.metadata.rasters.some(({ instant }) => instant !== null) ? layer.toSpatialLayer() : layer).merge({ zeros: "value" });

const plain = ([key, { cellType, noDataValue, bands }]: readonly [object, Tile]): string =>
  JSON.stringify([key, cellType, String(noDataValue), bands.map((band) => Array.from(band, String))]);

test("arrays come back as they went in, under their keys", async () => {
  await fc.assert(
    fc.asyncProperty(layers, async (drawn) => {
      const back = await (await layerOf(drawn)).toTypedArrays();
      expect(back.map(plain).sort()).toEqual(drawn.pairs.map(plain).sort());
    }),
    runs,
  );
});

test("any split into partitions gives the same cells and the same sums", async () => {
  const { HashPartitionStrategy, SpatialPartitionStrategy, SpaceTimePartitionStrategy } = lab.api;
  await fc.assert(
    fc.asyncProperty(layers, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 4 }), async (drawn, count, bits) => {
      const layer = await layerOf(drawn);
      const hasDates = layer.metadata.rasters.some(({ instant }) => instant !== null);
      const split = [
        layer.repartition(count),
        layer.partitionBy(HashPartitionStrategy(count)),
        layer.partitionBy(SpatialPartitionStrategy(count, bits)),
        ...(hasDates ? [layer.partitionBy(SpaceTimePartitionStrategy("days", count, bits))] : []),
      ];
      const told = async (one: RasterLayer) => [await one.getMinMax(), await one.count(), await one.collectKeys(), (await one.toTypedArrays()).map(plain)];
      const whole = await told(layer);
      for (const one of split) {
        expect(await told(one)).toEqual(whole);
        await one.persist();
        expect(await told(one)).toEqual(whole);
        await one.unpersist();
      }
    }),
    runs,
  );
});

test("every file of toGeotiff opens with the cells, the place and the type of its tile", async () => {
  const options = fc.record({
    storageMethod: fc.constantFrom("tiled" as const, "striped" as const),
    rowsPerStrip: fc.integer({ min: 1, max: 7 }),
    compression: fc.constantFrom("none" as const, "deflate" as const),
    decimations: fc.constantFrom([], [2], [2, 3]),
    headTags: fc.constantFrom({}, { INTERLEAVE: "BAND", AREA: "north" }),
  });
  await fc.assert(
    fc.asyncProperty(layers, options, async (drawn, how) => {
      const layer = await layerOf(drawn);
      const tiles = await layer.toTypedArrays();
      const files = await layer.toGeotiff(how);
      expect(files.map(([key]) => key)).toEqual(tiles.map(([key]) => key));
      for (const [i, [, bytes]] of files.entries()) {
        const [[, back]] = (await (await lab.api.geotiff.get(new File([bytes], "tile.tif"))).toTypedArrays()) as [[unknown, Tile]];
        const [, tile] = tiles[i]!;
        expect([back.cellType, back.noDataValue, back.bands]).toEqual([tile.cellType, tile.noDataValue, tile.bands]);
      }
    }),
    runs,
  );
});

test("a stitched file opens as the layer it was written from", async () => {
  await fc.assert(
    fc.asyncProperty(layers, async (drawn) => {
      const layer = merged(await layerOf(drawn));
      const back = await lab.api.geotiff.get(new File([await layer.saveStitched({ tileSize: 16 })], "layer.tif"));
      expect(await lab.bands(back)).toEqual(await lab.bands(layer));
      expect(back.metadata.rasters[0]!.extent).toEqual(layer.metadata.rasters[0]!.extent);
    }),
    runs,
  );
});

test("what a mask and its inverse keep is nothing", async () => {
  const corner = fc.integer({ min: 0, max: 240 });
  await fc.assert(
    fc.asyncProperty(layers, fc.array(fc.tuple(corner, corner), { minLength: 3, maxLength: 6 }), async (drawn, corners) => {
      const ring = corners.map(([x, y]) => [100 + x, 200 + y]);
      const geometries = { type: "Polygon", coordinates: [[...ring, ring[0]]] };
      const layer = merged(await layerOf(drawn));
      const none = layer.mask({ geometries, crs: 3857 }).mask({ geometries, crs: 3857, invert: true });
      expect(await none.getMinMax()).toBeNull();
    }),
    runs,
  );
});

test("a layer laid out in small tiles has the cells of one laid out in large ones", async () => {
  const methods = fc.constantFrom("nearest", "bilinear", "cubic", "average", "median", "mode");
  await fc.assert(
    fc.asyncProperty(
      layers,
      methods,
      fc.constantFrom("gdal" as const, "geotrellis" as const),
      fc.integer({ min: 2, max: 9 }),
      async (drawn, resampleMethod, rule, edge) => {
        const layer = merged(await layerOf(drawn));
        const cut = (tileCols: number, tileRows: number) => {
          const layout = lab.api.LayoutDefinition([90, 190, 90 + 18 * 15, 190 + 18 * 10], {
            layoutCols: 18 / tileCols,
            layoutRows: 18 / tileRows,
            tileCols,
            tileRows,
          });
          return layer.tileToLayout({ layout, resampleMethod, rule });
        };
        const small = [2, 3, 6, 9].find((size) => size >= edge) ?? 9;
        expect(await painted(cut(small, 3))).toEqual(await painted(cut(18, 18)));
      },
    ),
    runs,
  );
});

test("a layer is laid on another's layout only in its CRS", async () => {
  const layer = await lab.single({ cells: [[1, 2], [3, 4]], extent: [0, 0, 2, 2] }, "int16"); // biome-ignore format: cells by row
  const degrees = layer.reproject(4326);
  expect(() => layer.tileToLayout({ layout: degrees })).toThrow(/EPSG|WGS 84/);
  expect(layer.tileToLayout({ layout: degrees, targetCrs: 4326 }).layerMetadata.layout).toEqual(degrees.layerMetadata.layout);
  expect(layer.tileToLayout({ layout: layer.layerMetadata }).layerMetadata.layout).toEqual(layer.layerMetadata.layout);
});

/** The cells of a layer's data that have a value, by band, column and row of its layout. */
async function painted(layer: RasterLayer): Promise<Readonly<Record<string, number>>> {
  const { tileCols, tileRows, rasters } = layer.metadata;
  const data = dataWindow(rasters[0]!, 0);
  const values = new Map<string, number>();
  for (const [key, tile] of await layer.toTypedArrays())
    if ("col" in key)
      for (const [b, band] of widen(tile.resting()).bands.entries())
        for (const [i, value] of band.entries()) {
          const [col, row] = [key.col * tileCols + (i % tileCols), key.row * tileRows + Math.floor(i / tileCols)];
          const isData = col >= data.col && row >= data.row && col < data.col + data.cols && row < data.row + data.rows;
          if (isData && !Number.isNaN(value)) values.set(`${b} ${col} ${row}`, value);
        }
  return Object.fromEntries([...values].sort(([l], [r]) => (l < r ? -1 : 1)));
}

test("what stitch and lookup answer is the tile that layers are made of", async () => {
  const cells = Tile.fromArray([new Uint8Array([1, 2, 0]), new Uint8Array([4, 5, 6])], 0);
  const layer = await lab.api.fromTypedArrays([[{ extent: [0, 0, 3, 2], crs: 3857 }, cells]]);
  const stitched = await layer.stitch();
  expect(stitched).toBeInstanceOf(Tile);
  expect(stitched.rowsOf()).toEqual(cells.rowsOf());
  const again = await lab.api.fromTypedArrays([[{ extent: layer.collectMetadata().extent, crs: 3857 }, stitched]]);
  expect(await again.stitch()).toEqual(stitched);
  const [found] = await layer.tileToLayout({ layout: lab.api.LocalLayout({ tileCols: 3, tileRows: 2 }) }).lookup(0, 0);
  expect(found).toEqual(stitched);
});
