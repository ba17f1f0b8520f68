import { fitInto, type Overflow, type Storage } from "../algebra/fit.ts";
import { type CellArray, type CellType, cellTypeInfo, conventionalNodata } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { cellCount } from "../layer/keys.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { tiledNode, untiledNode } from "./from-arrays.ts";
import { metadataOf } from "./layouts.ts";
import { Tile } from "./tile.ts";
import { typedArrays } from "./to-arrays.ts";

/**
 * New numbers for the cells of one band of one tile, as many as there were. Cells come as they are stored, NoData as its
 * number; the array is the function's own.
 */
export type CellsFunction = (
  cells: CellArray,
  noDataValue: number | null,
  place: { readonly band: number; readonly cols: number; readonly rows: number },
) => ArrayLike<number>;

/** A tile for a tile of the same size, perhaps with other bands and another type. */
export type TileFunction = (tile: Tile) => Tile;

/** All tiles are in memory while a function goes through them. */
const largestBytes = 2 ** 29;

interface Storing {
  readonly cellType: string;
  readonly overflow: Overflow;
}

/** The stored layer of a function over cells. "input" keeps type and NoData; another type has its usual NoData. */
export async function mappedCells(node: LayerNode, work: CellsFunction, { cellType, overflow }: Storing): Promise<LayerNode> {
  const { meta } = node;
  if (cellType === "auto") fail({ tag: "bad-param", op: "mapCells", param: "cellType", problem: "a function does not tell its type: name one" });
  // `storing` has checked every other name.
  const asked = cellType as CellType;
  const storage: Storage = cellType === "input" ? meta : { cellType: asked, nodata: conventionalNodata(asked) };
  const kept = await mapped("mapCells", node, (tile) => {
    const bands = tile.bands.map((band, index) => {
      const cells = work(band.slice(), tile.noDataValue, { band: index, cols: tile.cols, rows: tile.rows });
      if (cells?.length !== band.length)
        fail({ tag: "bad-type", op: "mapCells", param: "function", given: `${cells?.length ?? "no"} cells`, expected: `${band.length} cells` });
      return stored(cells, storage, overflow, tile.noDataValue);
    });
    return new Tile(tile.cols, tile.rows, storage.cellType, storage.nodata, bands);
  });
  return withHoles(kept, node);
}

/** The stored layer of a function over tiles. */
export function mappedTiles(node: LayerNode, work: TileFunction): Promise<LayerNode> {
  return mapped("mapTiles", node, (tile) => {
    const result: unknown = work(tile);
    if (!(result instanceof Tile)) return fail({ tag: "bad-type", op: "mapTiles", param: "function", given: typeof result, expected: "a Tile" });
    return result;
  });
}

async function mapped(op: string, node: LayerNode, work: TileFunction): Promise<LayerNode> {
  const { meta } = node;
  const needBytes = cellCount(meta) * meta.bands.length * cellTypeInfo(meta.cellType).bytes;
  if (needBytes > largestBytes) fail({ tag: "too-large", what: `${op} with a function`, needBytes, limitBytes: largestBytes });
  const pairs = (await typedArrays(node)).map(([key, tile]) => [key, work(tile)] as const);
  const keyed = pairs.flatMap(([key, tile]) => ("col" in key ? [[key, tile] as const] : []));
  const placed = pairs.flatMap(([key, tile]) => ("col" in key ? [] : [[key, tile] as const]));
  return meta.kind === "tiled" ? tiledNode(keyed, metadataOf(meta)) : untiledNode(placed);
}

/** Numbers in an array of the type; NaN, and what equalled the old NoData number and still does, is NoData. */
function stored(cells: ArrayLike<number>, storage: Storage, overflow: Overflow, before: number | null): CellArray {
  const { make, float } = cellTypeInfo(storage.cellType);
  const numbers = Float64Array.from(cells, (cell) => (before !== null && cell === before ? Number.NaN : cell));
  fitInto(numbers, numbers, numbers.length, storage, overflow);
  if (storage.nodata === null && !float && numbers.some(Number.isNaN))
    fail({ tag: "bad-input", op: "mapCells", problem: "the function gives cells without a value, and the layer has no NoData number; convert it first" });
  const band = make(numbers.length);
  for (let i = 0; i < numbers.length; i++) band[i] = Number.isNaN(numbers[i]) ? (storage.nodata ?? Number.NaN) : numbers[i]!;
  return band;
}

/** Cells that had no value have none again, where no number could say so. */
function withHoles(result: LayerNode, before: LayerNode): LayerNode {
  const { kind, nodata, cellType } = before.meta;
  if (nodata !== null || cellTypeInfo(cellType).float || kind !== "tiled") return result;
  const params = { expression: "where(defined(before), cells, nd)", names: ["cells", "before"], cellType: "auto", overflow: "clamp", firstBand: 1 };
  return derive({ op: "calculate", params }, [result, before]);
}
