import { beforeAll, expect, test } from "vitest";
import { faultOf } from "../fault.ts";
import { loadEpsg } from "../grid/epsg.ts";
import { KeyTransform } from "./key-transform.ts";
import { LayoutDefinition } from "./layouts.ts";
import { rasterloomApi } from "./rasterloom.ts";
import { Tile } from "./tile.ts";

beforeAll(loadEpsg);

const fault = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return faultOf(error);
  }
};

test("a tile has the type of its arrays, in one band or many", () => {
  const one = Tile.fromArray([new Int16Array([1, 2]), new Int16Array([3, 4])], -1);
  expect([one.cols, one.rows, one.cellType, one.noDataValue, one.rowsOf()]).toEqual([2, 2, "int16", -1, [[1, 2], [3, 4]]]); // biome-ignore format: cells by row
  const two = Tile.fromArray([[new Uint8Array([1, 2, 3])], [new Uint8Array([4, 5, 6])]]);
  expect([two.bands.length, two.cols, two.rows, two.noDataValue]).toEqual([2, 3, 1, null]);
});

test("what no cell type holds is widened as numpy's types are", () => {
  expect(Tile.fromArray([new Uint32Array([1])]).cellType).toBe("float32");
  expect(Tile.fromArray([new BigInt64Array([-5n])]).bands[0]).toEqual(new Float64Array([-5]));
  expect(Tile.fromArray([[0.5]]).cellType).toBe("float64");
  expect(Tile.fromArray([[7]], null, "uint16").bands[0]).toEqual(new Uint16Array([7]));
});

test("other types, mixed rows and ragged rows are refused", () => {
  expect(fault(() => Tile.fromArray([[1]], null, "complex64"))).toMatchObject({ tag: "bad-type", param: "dtype", given: "complex64" });
  expect(fault(() => Tile.fromArray([new Int8Array(2), new Uint8Array(2)]))).toMatchObject({ tag: "bad-type", given: "int8, uint8" });
  expect(fault(() => Tile.fromArray([[1, 2], [3]]))).toMatchObject({ tag: "bad-param" });
  expect(fault(() => Tile.fromArray([]))).toMatchObject({ tag: "bad-param" });
});

test("a geometry's keys are the tiles that it touches", () => {
  const keys = KeyTransform(LayoutDefinition([0, 0, 4, 4], { layoutCols: 4, layoutRows: 4, tileCols: 8, tileRows: 8 }), { crs: 3857 });
  const triangle = { type: "Polygon", coordinates: [[[0.5, 0.5], [1.5, 0.5], [0.5, 1.5], [0.5, 0.5]]] }; // biome-ignore format: one ring
  expect(keys.geometryToKeys(triangle)).toEqual([{ col: 0, row: 2 }, { col: 0, row: 3 }, { col: 1, row: 3 }]); // biome-ignore format: one list
  expect(keys.extentToKeys([1, 1, 2, 3])).toEqual([{ col: 1, row: 1 }, { col: 1, row: 2 }]); // biome-ignore format: one list
});

test("arrays that are no tiles, and keys without a place, are refused in words", async () => {
  const { fromTypedArrays } = rasterloomApi(Promise.resolve());
  const refused = async (...args: readonly unknown[]) =>
    faultOf(await (fromTypedArrays as (...args: readonly unknown[]) => Promise<unknown>)(...args).catch((error: unknown) => error));
  const tile = Tile.fromArray([[1]]);
  expect(await refused()).toMatchObject({ tag: "bad-param", param: "pairs" });
  expect(await refused([])).toMatchObject({ tag: "bad-input" });
  expect(await refused([[{ extent: [0, 0, 1, 1], crs: 3857 }, [[1]]]])).toMatchObject({ tag: "bad-type", param: "pairs" });
  expect(await refused([[{ crs: 3857 }, tile]])).toMatchObject({ tag: "bad-param", param: "extent" });
  expect(await refused([[{ extent: [0, 0, 1, 1] }, tile]])).toMatchObject({ tag: "bad-param", param: "crs" });
  expect(await refused([[{ col: 0, row: 0 }, tile]], { crs: 3857 })).toMatchObject({ tag: "bad-param", param: "metadata.layout" });
});
